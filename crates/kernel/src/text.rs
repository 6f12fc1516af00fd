use crate::Language;
use lianxin_db::{Column, DbError, Json, Row, Value};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::collections::BTreeMap;
use std::fmt;

/// Gives a type that is a string in JSON its OpenAPI schema.
macro_rules! string_schema {
    ($type:ident, $format:literal) => {
        impl utoipa::PartialSchema for $type {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .format(Some(utoipa::openapi::SchemaFormat::Custom($format.into())))
                    .into()
            }
        }

        impl utoipa::ToSchema for $type {}
    };
}
pub(crate) use string_schema;

/// One line of text, trimmed, 1 to `MAX` characters, no control characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line<const MAX: usize = 80>(String);

/// Text of several lines, trimmed, 1 to `MAX` characters; of control characters only the line end.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Note<const MAX: usize = 1000>(String);

/// Why a text was refused; the words are field codes.
fn refused(text: &str, max: usize, breaks: bool) -> Option<String> {
    if text.is_empty() {
        return Some("required".into());
    }
    if text.chars().count() > max {
        return Some(format!("too_long: at most {max} characters"));
    }
    let control = text.chars().any(|c| unseen(c) && !(breaks && c == '\n'));
    control.then(|| "control_characters: remove them".into())
}

/// Control characters, and the marks that turn the direction of what follows.
fn unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

macro_rules! bounded {
    ($type:ident, $breaks:literal) => {
        impl<const MAX: usize> $type<MAX> {
            /// Takes a text that may come from outside; says the field code when it is refused.
            pub fn new(text: &str) -> Result<Self, String> {
                let text = text.replace("\r\n", "\n");
                let text = text.trim();
                match refused(text, MAX, $breaks) {
                    Some(why) => Err(why),
                    None => Ok(Self(text.to_owned())),
                }
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }

            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl<const MAX: usize> fmt::Display for $type<MAX> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<const MAX: usize> fmt::Debug for $type<MAX> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl<const MAX: usize> From<$type<MAX>> for Value {
            fn from(v: $type<MAX>) -> Self {
                v.0.into()
            }
        }

        impl<const MAX: usize> From<&$type<MAX>> for Value {
            fn from(v: &$type<MAX>) -> Self {
                v.0.as_str().into()
            }
        }

        impl<const MAX: usize> Serialize for $type<MAX> {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(&self.0)
            }
        }

        impl<'de, const MAX: usize> Deserialize<'de> for $type<MAX> {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = String::deserialize(d)?;
                Self::new(&text).map_err(de::Error::custom)
            }
        }

        impl<const MAX: usize> utoipa::PartialSchema for $type<MAX> {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .min_length(Some(1))
                    .max_length(Some(MAX))
                    .into()
            }
        }

        impl<const MAX: usize> utoipa::ToSchema for $type<MAX> {
            fn name() -> std::borrow::Cow<'static, str> {
                format!("{}{MAX}", stringify!($type)).into()
            }
        }
    };
}
bounded!(Line, false);
bounded!(Note, true);

/// Text that belongs to data (a center's name, an activity's title) in one to three languages.
/// In JSON `{"zh-CN": "…", "zh-TW": "…", "en": "…"}`; stored so. Each at most 2,000 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Names(BTreeMap<Language, String>);

impl Names {
    const MAX: usize = 2000;

    pub fn zh_cn(text: &str) -> Self {
        Self([(Language::ZhCn, text.to_owned())].into())
    }

    pub fn with(mut self, language: Language, text: &str) -> Self {
        if !text.trim().is_empty() {
            self.0.insert(language, text.trim().to_owned());
        }
        self
    }

    /// The text in this language, else in the nearest there is.
    pub fn get(&self, language: Language) -> &str {
        let order = [language, Language::ZhCn, Language::ZhTw, Language::En];
        let found = order.iter().find_map(|l| self.0.get(l));
        found.map_or("", String::as_str)
    }

    pub fn exact(&self, language: Language) -> Option<&str> {
        self.0.get(&language).map(String::as_str)
    }

    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The longest of the texts, in characters.
    pub fn longest(&self) -> usize {
        let lengths = self.0.values().map(|t| t.chars().count());
        lengths.max().unwrap_or(0)
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let raw = BTreeMap::<Language, String>::deserialize(d)?;
        let mut names = BTreeMap::new();
        for (language, text) in raw {
            let text = text.replace("\r\n", "\n").trim().to_owned();
            match refused(&text, Self::MAX, true) {
                Some(why) if !text.is_empty() => return Err(de::Error::custom(why)),
                Some(_) => {}
                None => drop(names.insert(language, text)),
            }
        }
        match names.is_empty() {
            true => Err(de::Error::custom("required")),
            false => Ok(Self(names)),
        }
    }
}

impl From<&Names> for Value {
    fn from(names: &Names) -> Self {
        Json(serde_json::to_string(names).unwrap_or_default()).into()
    }
}

impl From<Names> for Value {
    fn from(names: Names) -> Self {
        (&names).into()
    }
}

impl Column for Names {
    fn read(row: &Row<'_>, name: &str) -> lianxin_db::Result<Self> {
        let Json(text) = row.get(name)?;
        let wrong = |e| DbError::Driver(format!("column {name}: {e}").into());
        serde_json::from_str(&text).map_err(wrong)
    }
}

impl utoipa::PartialSchema for Names {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{Object, ObjectBuilder, Type};
        let text = || Object::builder().schema_type(Type::String).max_length(Some(Self::MAX));
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .property("zh-CN", text())
            .property("zh-TW", text())
            .property("en", text())
            .into()
    }
}

impl utoipa::ToSchema for Names {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_bounded_and_plain() {
        assert_eq!(Line::<4>::new("  𠮷䶮🎎茶 ").unwrap().as_str(), "𠮷䶮🎎茶");
        assert!(Line::<4>::new("五个字的名").unwrap_err().starts_with("too_long"));
        assert!(Line::<9>::new("a\u{0}b").unwrap_err().starts_with("control_characters"));
        assert!(Line::<9>::new("a\u{202E}b").is_err());
        assert_eq!(Line::<9>::new(" \t ").unwrap_err(), "required");
        assert!(Line::<9>::new("a\nb").is_err());
        assert_eq!(Note::<9>::new("a\r\nb").unwrap().as_str(), "a\nb");
    }

    #[test]
    fn names_fall_back_to_what_is_there() {
        let names = Names::zh_cn("茶室").with(Language::En, "Tea room");
        assert_eq!(names.get(Language::ZhTw), "茶室");
        assert_eq!(names.get(Language::En), "Tea room");
        assert!(serde_json::from_str::<Names>("{\"en\": \" \"}").is_err());
        assert!(serde_json::from_str::<Names>("{\"fr\": \"thé\"}").is_err());
    }
}
