use lianxin_kernel::{Error, Result};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// The text that says everything at once.
pub const NOTICE: &str = "notice";
/// The rules for children under 14, a text of its own.
pub const MINORS: &str = "minors";

/// The name of a processing purpose in the register: `activities`. A small letter, then 1 to 39 small
/// letters, digits or `_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PurposeKey(String);

impl PurposeKey {
    pub fn read(text: &str) -> Option<Self> {
        let mut bytes = text.bytes();
        let starts = bytes.next().is_some_and(|b| b.is_ascii_lowercase());
        let goes_on = bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        (starts && goes_on && (2..=40).contains(&text.len())).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PurposeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PurposeKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::read(text).ok_or(Error::NotFound("purpose"))
    }
}

impl Serialize for PurposeKey {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for PurposeKey {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::read(&text).ok_or_else(|| de::Error::custom("unknown: not a key like activities"))
    }
}

impl utoipa::PartialSchema for PurposeKey {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^[a-z][a-z0-9_]{1,39}$"))
            .into()
    }
}

impl utoipa::ToSchema for PurposeKey {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_plain_words() {
        for fine in ["activities", "sign_in", "a1"] {
            assert_eq!(PurposeKey::read(fine).unwrap().as_str(), fine);
        }
        for not in ["", "a", "Activities", "1a", "a-b", "a b", &"a".repeat(41)] {
            assert!(PurposeKey::read(not).is_none(), "{not}");
        }
    }
}
