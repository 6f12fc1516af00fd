//! What people do in the weeks that are played: who signs up for what and when, who comes, who says
//! how it was. Thought out before anything is written, so it is the same for the same seed and day.
mod crowd;
mod curve;
mod party;
mod script;
mod scripted;
mod write;

pub use write::write;

use super::activities::Meeting;
use lianxin_activities::CompanionDraft;
use lianxin_activities::Way;
use lianxin_kernel::Timestamp;

/// One thing someone does.
pub struct Event {
    pub at: Timestamp,
    /// Of the meetings.
    pub meeting: usize,
    /// Of the residents; for `Cancel` nobody in particular.
    pub person: usize,
    pub what: What,
}

pub enum What {
    SignUp { companions: Vec<CompanionDraft>, way: Way, wait: bool, by_staff: bool },
    Leave,
    CheckIn { by_code: bool },
    Feedback { level: i64, comment: Option<&'static str> },
    Cancel { reason: &'static str },
}

/// What was thought out.
pub struct Story {
    pub meetings: Vec<Meeting>,
    /// By time; at one moment those of one meeting in their order.
    pub events: Vec<Event>,
}
