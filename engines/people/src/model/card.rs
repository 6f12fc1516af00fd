use data_encoding::{Encoding, Specification};
use lianxin_kernel::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::LazyLock;
use utoipa::ToSchema;

const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static BASE32: LazyLock<Option<Encoding>> = LazyLock::new(|| {
    let mut spec = Specification::new();
    spec.symbols.push_str(ALPHABET);
    spec.encoding().ok()
});

/// What stands on a card, as text and QR: `LX-7K2M-…`, 80 random bits in Crockford's base 32.
#[derive(Clone, PartialEq, Eq)]
pub struct CardCode(String);

/// A person's card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Card {
    pub code: String,
    pub issued_at: Timestamp,
}

impl CardCode {
    pub fn make(random: [u8; 10]) -> Self {
        let body = BASE32.as_ref().map(|b| b.encode(&random)).unwrap_or_default();
        Self::grouped(&body)
    }

    /// Reads what was scanned or typed: any case, any gaps, O for 0, I and L for 1.
    pub fn read(text: &str) -> Option<Self> {
        let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        let plain: String = kept.map(|c| c.to_ascii_uppercase()).collect();
        let body = plain.strip_prefix("LX")?;
        let body: String = body
            .chars()
            .map(|c| match c {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        let good = body.len() == 16 && body.chars().all(|c| ALPHABET.contains(c));
        good.then(|| Self::grouped(&body))
    }

    fn grouped(body: &str) -> Self {
        let mut code = "LX".to_owned();
        for (at, c) in body.chars().enumerate() {
            if at % 4 == 0 {
                code.push('-');
            }
            code.push(c);
        }
        Self(code)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CardCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = CardCode::make([0, 0x44, 0x32, 0x14, 0xC7, 0x42, 0x54, 0xB6, 0x35, 0xCF]);
        assert_eq!(code.as_str(), "LX-0123-4567-89AB-CDEF");
        for typed in ["lx0123456789abcdef", " LX 0123 4567 89ab cdef", "LX-O123-4567-89AB-CDEF"] {
            assert!(CardCode::read(typed) == Some(code.clone()), "{typed}");
        }
        assert!(CardCode::read("LX-OIL3-4567-89AB-CDEF").is_some());
        for bad in ["", "LX", "0123456789ABCDEF", "LX-0123-4567-89AB-CDE", "LX-0123-4567-89AB-CDEU"]
        {
            assert!(CardCode::read(bad).is_none(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_code_reads_back(random in any::<[u8; 10]>()) {
            let code = CardCode::make(random);
            prop_assert_eq!(code.as_str().len(), 22);
            prop_assert!(CardCode::read(code.as_str()) == Some(code));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = CardCode::read(&text);
        }
    }
}
