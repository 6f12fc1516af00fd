use crate::model::PurposeKey;
use lianxin_kernel::{Event, Names};
use lianxin_people::PersonId;
use serde::Serialize;
use std::collections::BTreeMap;

/// Asks for a message to a person. Whoever delivers messages listens.
#[derive(Serialize)]
pub(crate) struct NoticeWanted {
    pub person: PersonId,
    pub code: &'static str,
    pub values: BTreeMap<&'static str, Value>,
    pub link: Option<&'static str>,
}

/// What a text names.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Value {
    Text(String),
    Names(Names),
}

impl Event for NoticeWanted {
    const NAME: &'static str = "notices.wanted";
}

impl NoticeWanted {
    pub fn new(person: PersonId, code: &'static str, link: &'static str) -> Self {
        Self { person, code, values: BTreeMap::new(), link: Some(link) }
    }

    pub fn text(mut self, name: &'static str, text: impl ToString) -> Self {
        self.values.insert(name, Value::Text(text.to_string()));
        self
    }

    pub fn names(mut self, name: &'static str, names: &Names) -> Self {
        self.values.insert(name, Value::Names(names.clone()));
        self
    }
}

/// A person gave or took back a consent: modules stop or begin what rests on it.
#[derive(Serialize)]
pub struct ConsentChanged {
    pub person: PersonId,
    pub purpose: PurposeKey,
    pub given: bool,
}

impl Event for ConsentChanged {
    const NAME: &'static str = "privacy.consent_changed";
}

/// Everything personal of someone was taken away.
#[derive(Serialize)]
pub struct PersonErased {
    pub person: PersonId,
}

impl Event for PersonErased {
    const NAME: &'static str = "privacy.person_erased";
}
