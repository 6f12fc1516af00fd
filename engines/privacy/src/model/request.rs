use super::Channel;
use lianxin_kernel::{Date, Timestamp, id, words};
use lianxin_people::PersonId;
use lianxin_places::CenterId;

id!(RequestId, "req");

words! {
    /// What one may ask of one's data (PIPL Art. 44 to 48).
    pub enum RequestKind {
        /// What is done with it, and by which rules.
        Explain = "explain",
        Copy = "copy",
        /// To another handler.
        Transfer = "transfer",
        Correct = "correct",
        Erase = "erase",
        /// Kept, and used for nothing.
        Restrict = "restrict",
        /// Ends a restriction.
        Lift = "lift",
    }
}

words! {
    pub enum RequestState {
        Received = "received",
        InProgress = "in_progress",
        Answered = "answered",
        Withdrawn = "withdrawn",
    }
}

words! {
    pub enum RequestOutcome { Granted = "granted", Partly = "partly", Refused = "refused" }
}

impl RequestKind {
    /// What a near relative may ask of the data of someone who died (PIPL Art. 49).
    pub fn is_for_heirs(self) -> bool {
        matches!(self, Self::Explain | Self::Copy | Self::Correct | Self::Erase)
    }
}

impl RequestState {
    pub fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::InProgress)
    }

    /// The word of a filter: `open`, `closed`, or all. `None` when it is no such word.
    pub(crate) fn filter(word: Option<&str>) -> Option<Option<bool>> {
        match word {
            None => Some(None),
            Some("open") => Some(Some(true)),
            Some("closed") => Some(Some(false)),
            Some(_) => None,
        }
    }
}

/// One request as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataRequest {
    pub id: RequestId,
    pub number: String,
    pub person: PersonId,
    /// The home center at that time; `None` for someone without one.
    pub center: Option<CenterId>,
    pub kind: RequestKind,
    pub state: RequestState,
    pub channel: Channel,
    pub asked_by: Option<PersonId>,
    pub heir: bool,
    pub relation: Option<String>,
    pub relative: Option<String>,
    pub evidence: Option<String>,
    pub wish: Option<String>,
    pub received_at: Timestamp,
    pub due_on: Date,
    /// The holidays up to then are not all known yet.
    pub provisional: bool,
    pub taken_by: Option<PersonId>,
    pub taken_at: Option<Timestamp>,
    pub answered_by: Option<PersonId>,
    pub answered_at: Option<Timestamp>,
    pub outcome: Option<RequestOutcome>,
    pub law: Option<String>,
    pub reason: Option<String>,
    pub answer: Option<String>,
    pub carry_out_at: Option<Timestamp>,
    pub done_at: Option<Timestamp>,
}

impl DataRequest {
    /// Granted, and not done yet.
    pub fn is_to_be_done(&self) -> bool {
        self.state == RequestState::Answered
            && self.outcome == Some(RequestOutcome::Granted)
            && self.done_at.is_none()
    }
}
