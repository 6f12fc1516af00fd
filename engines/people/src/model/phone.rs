use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A phone that can get messages: a mainland mobile as `13812342071`, others as `+85291234567`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

impl Phone {
    /// Takes what people type: spaces, hyphens, brackets, full-width digits, `+86` or `0086`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut plain = String::new();
        for c in text.trim().chars() {
            match c {
                '0'..='9' => plain.push(c),
                '\u{FF10}'..='\u{FF19}' => {
                    let digit = u32::from(c) - 0xFF10;
                    plain.push(char::from_digit(digit, 10)?);
                }
                '+' | '\u{FF0B}' if plain.is_empty() => plain.push('+'),
                ' ' | '-' | '(' | ')' | '\u{3000}' | '\u{00A0}' => {}
                _ => return None,
            }
            if plain.len() > 20 {
                return None;
            }
        }
        let international = plain.strip_prefix('+').or_else(|| plain.strip_prefix("00"));
        let home = match international {
            Some(rest) => rest.strip_prefix("86"),
            None if plain.len() == 13 => plain.strip_prefix("86"),
            None => Some(plain.as_str()),
        };
        match (home, international) {
            (Some(mobile), _) => is_mobile(mobile).then(|| Self(mobile.to_owned())),
            (None, Some(abroad)) => is_abroad(abroad).then(|| Self(format!("+{abroad}"))),
            (None, None) => None,
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What may be shown: `138****2071`, `+852****4567`.
    pub fn hint(&self) -> String {
        let head = if self.0.starts_with('+') { 4 } else { 3 };
        let tail = self.0.len().saturating_sub(4);
        match (self.0.get(..head), self.0.get(tail..)) {
            (Some(head), Some(tail)) => format!("{head}****{tail}"),
            _ => "****".to_owned(),
        }
    }

    /// The last four digits, by which a desk finds it.
    pub fn tail(&self) -> &str {
        self.0.get(self.0.len().saturating_sub(4)..).unwrap_or_default()
    }
}

/// The plan of mainland mobile numbers: eleven digits, 13 to 19 first.
fn is_mobile(digits: &str) -> bool {
    let mut first = digits.bytes();
    digits.len() == 11 && first.next() == Some(b'1') && first.next() >= Some(b'3')
}

/// Hong Kong and Macau have eight digits, Taiwan nine; of others E.164 is all that is known.
fn is_abroad(digits: &str) -> bool {
    match digits.get(..3) {
        Some("852" | "853") => digits.len() == 11,
        Some("886") => digits.len() == 12 && !digits.starts_with("8860"),
        Some(_) => (8..=15).contains(&digits.len()) && !digits.starts_with('0'),
        None => false,
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hint())
    }
}

impl Serialize for Phone {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Phone {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        let read = Self::parse(&text);
        read.ok_or_else(|| de::Error::custom("not_a_phone: a mobile number such as 13812342071"))
    }
}

impl utoipa::PartialSchema for Phone {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .max_length(Some(40))
            .into()
    }
}

impl utoipa::ToSchema for Phone {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_type_becomes_one_form() {
        for (typed, kept) in [
            ("13812342071", "13812342071"),
            (" 138 1234-2071 ", "13812342071"),
            ("+86 138 1234 2071", "13812342071"),
            ("0086-13812342071", "13812342071"),
            ("8613812342071", "13812342071"),
            ("１３８１２３４２０７１", "13812342071"),
            ("+852 9123 4567", "+85291234567"),
            ("00852 91234567", "+85291234567"),
            ("+886 912 345 678", "+886912345678"),
            ("+49 (170) 1234567", "+491701234567"),
        ] {
            assert_eq!(Phone::parse(typed).unwrap().as_str(), kept, "{typed}");
        }
    }

    #[test]
    fn what_is_no_mobile_is_refused() {
        for bad in [
            "",
            "12812342071x",
            "12345",
            "12012342071",
            "0431-88888888",
            "138123420711",
            "+",
            "+852 123",
            "+8860912345678",
            "1381234207a",
            "++8613812342071",
            "138+12342071",
            "🎎",
            "00",
            "99999999999999999999999999",
        ] {
            assert!(Phone::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_hint_shows_who_knows_it_and_no_more() {
        assert_eq!(Phone::parse("13812342071").unwrap().hint(), "138****2071");
        assert_eq!(Phone::parse("+85291234567").unwrap().hint(), "+852****4567");
        assert_eq!(format!("{:?}", Phone::parse("13812342071").unwrap()), "138****2071");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_and_reads_back(text in "\\PC{0,30}") {
            if let Some(phone) = Phone::parse(&text) {
                prop_assert_eq!(Phone::parse(phone.as_str()), Some(phone.clone()));
                prop_assert!(!phone.hint().contains(phone.as_str()));
            }
        }

        #[test]
        fn every_mobile_is_taken(n in 13_000_000_000_u64..20_000_000_000) {
            let text = n.to_string();
            let phone = Phone::parse(&text);
            prop_assert_eq!(phone.as_ref().map(Phone::as_str), Some(text.as_str()));
        }
    }
}
