//! Why something of this engine is not possible.
use lianxin_kernel::{Reason, Timestamp, reason};

/// The text that was read is not the one that counts now.
pub fn text_changed(version: i64) -> Reason {
    reason!("privacy.text_changed", version = version)
}

/// This purpose does not rest on consent.
pub fn not_asked() -> Reason {
    reason!("privacy.not_asked")
}

/// There is no consent to withdraw.
pub fn not_given() -> Reason {
    reason!("privacy.not_given")
}

/// A child under this age: a guardian says it.
pub fn guardian_needed(age: i64) -> Reason {
    reason!("privacy.guardian_needed", age = age)
}

/// The same where only an age band is known, which leaves it open: a birth date would settle it.
pub fn guardian_needed_in_doubt(age: i64) -> Reason {
    reason!("privacy.guardian_needed_in_doubt", age = age)
}

/// Who is named is not written down as the child's guardian.
pub fn not_guardian() -> Reason {
    reason!("privacy.not_guardian")
}

/// Nobody says this for a grown person.
pub fn own_word_needed() -> Reason {
    reason!("privacy.own_word_needed")
}

pub fn changed_meanwhile() -> Reason {
    reason!("privacy.changed_meanwhile")
}

/// The request was answered or withdrawn.
pub fn not_open() -> Reason {
    reason!("privacy.not_open")
}

/// Carried out, refused or taken back: nothing to withdraw.
pub fn too_late() -> Reason {
    reason!("privacy.too_late")
}

/// There is one of this kind already.
pub fn open_already(number: &str) -> Reason {
    reason!("privacy.open_already", number = number)
}

pub fn too_many_open(most: i64) -> Reason {
    reason!("privacy.too_many_open", most = most)
}

/// Only a submitted assessment can be reviewed, only a draft or rejected one changed.
pub fn wrong_state(state: &'static str) -> Reason {
    reason!("privacy.wrong_state", state = state)
}

pub fn closed() -> Reason {
    reason!("privacy.closed")
}

/// The authority was told at that time.
pub fn told_already(at: Timestamp) -> Reason {
    reason!("privacy.told_already", at = at)
}

/// A breach is closed after the authority was told.
pub fn authority_not_told() -> Reason {
    reason!("privacy.authority_not_told")
}

/// Someone is listed who was not told yet.
pub fn persons_not_told(left: i64) -> Reason {
    reason!("privacy.persons_not_told", left = left)
}
