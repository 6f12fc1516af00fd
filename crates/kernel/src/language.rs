use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A language of the interface. Data may also be written in each of them.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
)]
pub enum Language {
    #[default]
    #[serde(rename = "zh-CN")]
    ZhCn,
    #[serde(rename = "zh-TW")]
    ZhTw,
    #[serde(rename = "en")]
    En,
}

impl Language {
    pub const ALL: [Self; 3] = [Self::ZhCn, Self::ZhTw, Self::En];

    pub fn code(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::ZhTw => "zh-TW",
            Self::En => "en",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }

    /// The language a browser asks for (`Accept-Language`), by the order it lists.
    pub fn preferred(header: &str) -> Option<Self> {
        header.split(',').find_map(|part| {
            let tag = part.split(';').next()?.trim().to_ascii_lowercase();
            match tag.as_str() {
                "zh-tw" | "zh-hk" | "zh-mo" => Some(Self::ZhTw),
                t if t.starts_with("zh-hant") => Some(Self::ZhTw),
                t if t.starts_with("zh") => Some(Self::ZhCn),
                t if t.starts_with("en") => Some(Self::En),
                _ => None,
            }
        })
    }
}

crate::word_column!(Language, code, from_code);
