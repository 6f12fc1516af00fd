use crate::model::PersonId;
use crate::place::CenterId;
use lianxin_kernel::{FieldCode, FieldError, ReasonValue, Timestamp, id, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

id!(ImportId, "imp");

words! {
    /// How far the import of a list is: being held against the register, waiting to be confirmed,
    /// coming in, done.
    pub enum ImportState {
        Checking = "checking",
        Ready = "ready",
        Running = "running",
        Done = "done",
    }
}

words! {
    /// What a line means, without the persons it is about.
    pub enum VerdictKind {
        New = "new",
        Same = "same",
        Changed = "changed",
        Doubtful = "doubtful",
        Refused = "refused",
    }
}

/// What a line means for the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Verdict {
    /// Nobody like this is there.
    New {},
    /// Already there, or a line before says the same.
    Same {
        person: Option<PersonId>,
        line: Option<usize>,
    },
    /// There, and these fields would change.
    Changed {
        person: PersonId,
        fields: Vec<String>,
    },
    /// Somebody much like this is there; who adds the line adds a second record.
    Doubtful {
        people: Vec<PersonId>,
    },
    Refused {
        errors: Vec<LineError>,
    },
}

/// What is wrong with a field of a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LineError {
    /// The column: `birth_date`.
    pub field: String,
    pub code: FieldCode,
    pub values: BTreeMap<String, ReasonValue>,
}

/// A line of a list and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImportLine {
    /// As in the file: the first line under the heading is 2.
    pub line: usize,
    /// The cells as they came, in the order of the heading, at most 40 characters of each.
    pub cells: Vec<String>,
    pub verdict: Verdict,
    /// Whether it was taken; null before the import ran, false where it was left out.
    pub taken: Option<bool>,
}

/// How many lines mean what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Tally {
    pub new: i64,
    pub same: i64,
    pub changed: i64,
    pub doubtful: i64,
    pub refused: i64,
}

/// An import: a list that was read, and how far it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImportView {
    pub import: ImportId,
    pub center: CenterId,
    pub state: ImportState,
    /// The fields the columns were read as, in the order of the file.
    pub heading: Vec<String>,
    pub lines: i64,
    /// How many lines were held against the register, or came in, so far.
    pub progress: i64,
    pub tally: Tally,
    /// How many were taken.
    pub taken: i64,
    /// What is confirmed: the preview that was shown and no other.
    pub hash: String,
    /// When it is forgotten.
    pub until: Timestamp,
}

/// What became of a line of a list that is taken over at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineOutcome {
    /// Added, or brought up to date.
    Took,
    /// Already there.
    Same,
    /// The fields and what is wrong with them.
    Refused(Vec<(String, FieldCode)>),
}

/// What became of the list. The first line under the heading is line 2.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    pub took: usize,
    pub same: usize,
    pub refused: Vec<(usize, Vec<FieldError>)>,
}

impl Verdict {
    pub fn kind(&self) -> VerdictKind {
        match self {
            Self::New {} => VerdictKind::New,
            Self::Same { .. } => VerdictKind::Same,
            Self::Changed { .. } => VerdictKind::Changed,
            Self::Doubtful { .. } => VerdictKind::Doubtful,
            Self::Refused { .. } => VerdictKind::Refused,
        }
    }

    pub fn refused(errors: Vec<FieldError>) -> Self {
        let error = |e: FieldError| LineError { field: e.field, code: e.code, values: e.values };
        Self::Refused { errors: errors.into_iter().map(error).collect() }
    }
}

impl Tally {
    pub fn count(&mut self, kind: VerdictKind) {
        *match kind {
            VerdictKind::New => &mut self.new,
            VerdictKind::Same => &mut self.same,
            VerdictKind::Changed => &mut self.changed,
            VerdictKind::Doubtful => &mut self.doubtful,
            VerdictKind::Refused => &mut self.refused,
        } += 1;
    }
}
