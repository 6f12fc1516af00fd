use crate::record::{BookingRecord, LoanAt, SeriesRecord};
use lianxin_kernel::{Event, Names, ReasonValue};
use lianxin_people::PersonId;
use lianxin_places::{CenterRef, RoomRef};
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
    /// About a booking: its room, center and time, and why if there is a reason.
    pub fn about(b: &BookingRecord, room: &RoomRef, center: &CenterRef, code: &str) -> Self {
        let why = b.why.clone().unwrap_or_default();
        let values = [
            ("room", Value::Names(room.name.clone())),
            ("center", Value::Names(center.name.clone())),
            ("starts_at", Value::Plain(b.span.from.into())),
            ("reason", Value::Plain(why.into())),
        ];
        Self {
            person: b.person,
            code: code.to_owned(),
            values: values.map(|(name, value)| (name.to_owned(), value)).into(),
            link: Some("/me/bookings".to_owned()),
        }
    }

    /// About a loan: the thing, its center, from when until when, and why if there is a reason.
    pub fn loan(found: &LoanAt, code: &str) -> Self {
        let LoanAt { loan, at } = found;
        let why = loan.why.clone().unwrap_or_default();
        let values = [
            ("item", Value::Names(at.item.facts.name.clone())),
            ("center", Value::Names(at.center.name.clone())),
            ("starts_at", Value::Plain(loan.span.from.into())),
            ("due_at", Value::Plain(loan.span.to.into())),
            ("reason", Value::Plain(why.into())),
        ];
        Self {
            person: loan.person,
            code: code.to_owned(),
            values: values.map(|(name, value)| (name.to_owned(), value)).into(),
            link: Some("/me/bookings".to_owned()),
        }
    }

    /// About a series: its room and center, and how many dates it is about.
    pub fn about_series(
        s: &SeriesRecord,
        room: &RoomRef,
        center: &CenterRef,
        (code, dates): (&str, i64),
    ) -> Self {
        let values = [
            ("room", Value::Names(room.name.clone())),
            ("center", Value::Names(center.name.clone())),
            ("dates", Value::Plain(dates.into())),
        ];
        Self {
            person: s.person,
            code: code.to_owned(),
            values: values.map(|(name, value)| (name.to_owned(), value)).into(),
            link: Some(format!("/me/series/{}", s.id)),
        }
    }

    /// One more thing that is named.
    pub fn with(mut self, name: &str, value: impl Into<ReasonValue>) -> Self {
        self.values.insert(name.to_owned(), Value::Plain(value.into()));
        self
    }
}
