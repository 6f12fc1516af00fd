use crate::record::SessionAt;
use lianxin_kernel::{AnyId, Event, Names, Reason, ReasonValue};
use lianxin_people::PersonId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A person is to be told something; whoever keeps the inboxes hears it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NoticeWanted {
    pub person: PersonId,
    /// The text is `notice.<code>`.
    pub code: String,
    pub values: BTreeMap<String, Value>,
    /// A path of the site.
    pub link: Option<String>,
}

/// What a notice names: a number or text, or a text in several languages.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    Plain(ReasonValue),
    Names(Names),
}

impl Event for NoticeWanted {
    const NAME: &'static str = "notices.wanted";
}

impl NoticeWanted {
    /// About a session: its title, time, center and place are always among the values.
    pub fn about(at: &SessionAt, person: AnyId, code: &str, place: Option<Names>) -> Self {
        let fields = &at.session.program.fields;
        let place = place.or_else(|| at.session.outdoor.as_deref().map(Names::zh_cn));
        let values = [
            ("title", Value::Names(fields.title.clone())),
            ("starts_at", Value::Plain(at.session.starts_at.into())),
            ("center", Value::Names(at.center.name.clone())),
            ("place", Value::Names(place.unwrap_or_else(|| at.center.name.clone()))),
        ];
        Self {
            person: PersonId(person),
            code: code.to_owned(),
            values: values.map(|(name, value)| (name.to_owned(), value)).into(),
            link: Some(format!("/activities/{}", at.session.id)),
        }
    }

    pub fn with(mut self, name: &str, value: impl Into<ReasonValue>) -> Self {
        self.values.insert(name.to_owned(), Value::Plain(value.into()));
        self
    }

    /// Takes over what a reason names.
    pub fn with_reason(mut self, reason: &Reason) -> Self {
        for (name, value) in &reason.values {
            self.values.insert(name.clone(), Value::Plain(value.clone()));
        }
        self
    }
}
