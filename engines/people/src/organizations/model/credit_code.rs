use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// The unified social credit code of an organization: 18 characters, the last one a check character
/// (GB 32100-2015).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CreditCode(String);

/// The 31 characters of the standard in the order of their values; I, O, S, V and Z are left out.
const CHARACTERS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The weight of each place: powers of 3 modulo 31.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

impl CreditCode {
    /// Takes what people type: any case, spaces and hyphens. The 3rd to 8th character are digits (the
    /// administrative division), and the last must be the check character.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 80 {
            return None;
        }
        let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        let code: String = kept.map(|c| c.to_ascii_uppercase()).collect();
        let division = code.get(2..8)?;
        let good = code.len() == 18
            && division.bytes().all(|b| b.is_ascii_digit())
            && code.bytes().last() == check_character(code.get(..17)?);
        good.then_some(Self(code))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The check character of the first 17.
fn check_character(body: &str) -> Option<u8> {
    let mut sum = 0;
    for (b, weight) in body.bytes().zip(WEIGHTS) {
        sum += CHARACTERS.iter().position(|c| *c == b)? * weight;
    }
    CHARACTERS.get((31 - sum % 31) % 31).copied()
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for CreditCode {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for CreditCode {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        let read = Self::parse(&text);
        read.ok_or_else(|| de::Error::custom("wrong: a credit code has 18 characters that fit"))
    }
}

impl utoipa::PartialSchema for CreditCode {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .max_length(Some(80))
            .into()
    }
}

impl utoipa::ToSchema for CreditCode {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes_of_well_known_units_fit() {
        // Codes as companies publish them.
        for good in ["9144030071526726XG", "914403001922038216", "91330100799655058B"] {
            assert!(CreditCode::parse(good).is_some(), "{good}");
        }
        assert_eq!(
            CreditCode::parse(" 91440300-71526726xg ").unwrap().as_str(),
            "9144030071526726XG"
        );
        for bad in [
            "",
            "9144030071526726XH",
            "914403007152672XG",
            "91I4030071526726XG",
            "9144O30071526726XG",
        ] {
            assert!(CreditCode::parse(bad).is_none(), "{bad}");
        }
    }

    proptest! {
        /// The standard's promise: one wrong character never fits.
        #[test]
        fn one_wrong_character_is_seen(at in 0_usize..17, to in 0_usize..31) {
            let good = *b"9144030071526726XG";
            let mut bad = good;
            bad[at] = CHARACTERS[to];
            let text = std::str::from_utf8(&bad).unwrap();
            prop_assert_eq!(CreditCode::parse(text).is_some(), bad == good);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = CreditCode::parse(&text);
        }
    }
}
