use data_encoding::{Encoding, Specification};
use lianxin_kernel::{Span, Timestamp, id};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use utoipa::ToSchema;

id!(PaperCodeId, "ppc");

const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static BASE32: LazyLock<Option<Encoding>> = LazyLock::new(|| {
    let mut spec = Specification::new();
    spec.symbols.push_str(ALPHABET);
    spec.encoding().ok()
});

/// What stands on the paper of someone without a phone: `7K2M-94QD-XW8B`, 60 random bits in
/// Crockford's base 32. It signs in once, together with the birth date.
#[derive(Clone, PartialEq, Eq)]
pub struct PaperCode(String);

impl PaperCode {
    /// How long one works.
    pub const LASTS: Span = Span::days(30);
    /// Wrong birth dates it bears.
    pub const TRIES: i64 = 5;

    /// Twelve letters hold 60 of the 64 bits.
    pub(crate) fn make(random: [u8; 8]) -> Self {
        let text = BASE32.as_ref().map(|b| b.encode(&pad(random))).unwrap_or_default();
        Self(text.chars().take(12).collect())
    }

    /// Reads what was typed: any case, any gaps, O for 0, I and L for 1.
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > 60 {
            return None;
        }
        let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        let plain: String = kept
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        let good = plain.len() == 12 && plain.chars().all(|c| ALPHABET.contains(c));
        good.then_some(Self(plain))
    }

    /// What is printed.
    pub fn show(&self) -> String {
        let mut shown = String::new();
        for (at, c) in self.0.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                shown.push('-');
            }
            shown.push(c);
        }
        shown
    }

    /// What its keyed hash is made of.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Ten bytes encode to sixteen whole letters.
fn pad(random: [u8; 8]) -> [u8; 10] {
    let mut padded = [0; 10];
    for (to, from) in padded.iter_mut().zip(random) {
        *to = from;
    }
    padded
}

/// A paper to print. The code is shown this once: only its keyed hash is kept.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PrintedPaperCode {
    pub name: String,
    pub code: String,
    pub expires_at: Timestamp,
    /// A QR with the code.
    pub svg: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = PaperCode::read("01AB-CDEF-GHJK").unwrap();
        assert_eq!(code.show(), "01AB-CDEF-GHJK");
        for typed in ["o1abcdefghjk", " OlAB cdef ghjk ", "0-1-A-B-C-D-E-F-G-H-J-K"] {
            assert!(PaperCode::read(typed) == Some(code.clone()), "{typed}");
        }
        for bad in
            ["", "01AB-CDEF-GHJ", "01AB-CDEF-GHJKM", "01AB-CDEF-GHJU", "㐀㐀㐀㐀㐀㐀㐀㐀㐀㐀㐀㐀"]
        {
            assert!(PaperCode::read(bad).is_none(), "{bad}");
        }
        assert!(PaperCode::read(&"0".repeat(100)).is_none());
    }

    proptest! {
        #[test]
        fn every_code_reads_back_and_differs(a: [u8; 8], b: [u8; 8]) {
            let (one, two) = (PaperCode::make(a), PaperCode::make(b));
            prop_assert!(PaperCode::read(&one.show()) == Some(one.clone()));
            let bits = |r: [u8; 8]| u64::from_be_bytes(r) >> 4;
            prop_assert_eq!(bits(a) == bits(b), one == two);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = PaperCode::read(&text);
        }
    }
}
