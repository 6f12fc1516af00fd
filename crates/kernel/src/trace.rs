use crate::{FieldCode, words};
use lianxin_db::Id;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

words! {
    /// What a record of a person is looked at for. Asked of staff where the record is sensitive, and
    /// told to the person.
    pub enum Purpose {
        /// They stand at the desk or on the telephone.
        Service = "service",
        Verification = "verification",
        CaseWork = "case_work",
        Emergency = "emergency",
        /// To answer their own request about their data.
        DataRequest = "data_request",
        Inspection = "inspection",
    }
}

impl Purpose {
    /// The purpose that must be stated.
    pub fn stated(purpose: Option<Self>) -> crate::Result<Self> {
        purpose.ok_or_else(|| crate::Error::field("purpose", FieldCode::Required))
    }
}

/// What an act leaves in its audit line besides what was asked.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    saw: BTreeSet<Id>,
    notes: Map<String, Value>,
}

/// A list longer than this is noted by its length only: it is an export, not a look at somebody.
const MOST: usize = 500;

impl Trace {
    pub fn saw(&mut self, person: Id) {
        self.saw.insert(person);
    }

    pub fn note(&mut self, name: &'static str, value: Value) {
        self.notes.insert(name.to_owned(), value);
    }

    pub fn is_empty(&self) -> bool {
        self.saw.is_empty() && self.notes.is_empty()
    }

    pub fn subjects(&self) -> impl Iterator<Item = Id> {
        self.saw.iter().copied().take(MOST)
    }

    /// Whom it was about, where that is one or two: in a long list each is one among many.
    pub fn few(&self) -> impl Iterator<Item = Id> {
        self.saw.iter().copied().filter(|_| self.saw.len() <= 2)
    }

    pub fn notes(&self) -> String {
        let mut notes = self.notes.clone();
        if self.saw.len() > MOST {
            notes.insert("persons".into(), self.saw.len().into());
        }
        Value::Object(notes).to_string()
    }
}
