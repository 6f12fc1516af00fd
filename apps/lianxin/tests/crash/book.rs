//! The oracle: what was asked for, and what was answered, kept outside of the program.
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One wish with the key under which it is done once.
#[derive(Clone, Debug)]
pub struct Intent {
    pub key: String,
    pub what: What,
    pub path: String,
    pub body: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    SignUp,
    Leave,
    CheckIn,
    Book,
    Cancel,
}

impl What {
    /// The name of the command in the audit.
    pub fn act(self) -> &'static str {
        match self {
            Self::SignUp => "activities.sign_up_for_session",
            Self::Leave => "activities.leave_session",
            Self::CheckIn => "activities.check_in_at_desk",
            Self::Book => "bookings.book_room",
            Self::Cancel => "bookings.cancel_booking",
        }
    }
}

/// What one person asked for and was told.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Answered "done", by key, with the answer.
    pub done: BTreeMap<String, (Intent, Value)>,
    /// Asked, and nobody knows.
    pub unknown: Option<Intent>,
    /// The sign-up that holds now, and whether they were checked in with it.
    pub sign_up: Option<(String, bool)>,
    pub bookings: Vec<String>,
    /// What it said in place of a definite answer.
    pub refused: Vec<String>,
    count: usize,
}

impl Book {
    /// The next key of this person.
    pub fn key(&mut self, person: usize) -> String {
        self.count += 1;
        format!("crash-{person:02}-{:06}", self.count)
    }

    /// Writes the definite answer to an intent down.
    pub fn note(&mut self, intent: Intent, status: u16, answer: Value) {
        self.unknown = None;
        let id = answer["id"].as_str().unwrap_or_default().to_owned();
        if status >= 400 {
            return;
        }
        match intent.what {
            What::SignUp => self.sign_up = Some((id, false)),
            What::Leave => self.sign_up = None,
            What::CheckIn => self.sign_up.iter_mut().for_each(|s| s.1 = true),
            What::Book => self.bookings.push(id),
            What::Cancel => drop(self.bookings.pop()),
        }
        self.done.insert(intent.key.clone(), (intent, answer));
    }
}

pub fn sign_up() -> Value {
    json!({ "mode": "on_site", "companions": [], "wait": true })
}
