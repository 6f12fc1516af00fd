//! Every reason this module gives, in one place: codes are a contract with the interface's texts.
use lianxin_kernel::{Reason, reason};

pub fn age(age: i64, min: i64, max: i64) -> Reason {
    reason!("activities.age", age = age, min = min, max = max)
}

pub fn age_unknown(min: i64, max: i64) -> Reason {
    reason!("activities.age_unknown", min = min, max = max)
}

/// Only an age band is known, and no age in it fits.
pub fn age_outside(min: i64, max: i64) -> Reason {
    reason!("activities.age_outside", min = min, max = max)
}

/// What is known of the age, an age band, does not settle it: a birth date would, or the desk.
pub fn age_unsure(min: i64, max: i64) -> Reason {
    reason!("activities.age_unsure", min = min, max = max)
}

pub fn cancelled() -> Reason {
    reason!("activities.cancelled")
}

pub fn ended() -> Reason {
    reason!("activities.ended")
}

/// A session that has the room at that time; `from` and `to` as times of day.
pub fn room_taken(title: &str, from: String, to: String) -> Reason {
    reason!("activities.room_taken", title = title, from = from, to = to)
}

pub fn center_closed(note: &str) -> Reason {
    reason!("activities.center_closed", note = note)
}

pub fn in_past() -> Reason {
    reason!("activities.in_past")
}

/// Someone else changed it since it was read.
pub fn changed_meanwhile() -> Reason {
    reason!("activities.changed_meanwhile")
}

pub fn feedback_not_there() -> Reason {
    reason!("activities.feedback_not_there")
}

pub fn feedback_too_early() -> Reason {
    reason!("activities.feedback_too_early")
}

pub fn feedback_given() -> Reason {
    reason!("activities.feedback_given")
}

pub fn no_sign_up_needed() -> Reason {
    reason!("activities.no_sign_up_needed")
}

pub fn fair_first() -> Reason {
    reason!("activities.fair_first")
}

/// How sessions, visits and hours of a figure were counted (row 000-30).
pub fn figure_rule() -> Reason {
    reason!("activities.figure_rule")
}

pub fn not_signed_up() -> Reason {
    reason!("presence.not_signed_up")
}
