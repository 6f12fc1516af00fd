use crate::PersonId;
use lianxin_kernel::Event;
use serde::Serialize;

/// Asks for a message to a person. Whoever delivers messages listens.
#[derive(Serialize)]
pub(crate) struct NoticeWanted {
    pub person: PersonId,
    pub code: &'static str,
    pub values: serde_json::Map<String, serde_json::Value>,
    pub link: Option<&'static str>,
}

impl Event for NoticeWanted {
    const NAME: &'static str = "notices.wanted";
}

impl NoticeWanted {
    pub fn welcome(person: PersonId) -> Self {
        Self { person, code: "welcome", values: serde_json::Map::new(), link: Some("/me") }
    }
}
