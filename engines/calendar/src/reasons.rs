//! Every reason this engine gives, in one place: codes are a contract with the interface's texts.
use crate::model::{Kind, Span};
use lianxin_kernel::{Date, Reason, Timestamp, reason};

/// Never who has it: only those who may look at the calendar learn that.
pub(crate) fn taken(span: Span, room: &str, kind: Kind) -> Reason {
    reason!("calendar.taken", from = span.from, to = span.to, room = room, kind = kind.code())
}

/// Nobody uses it at that very time, but there would be too little time to set up and clean.
pub(crate) fn setup(minutes: i64, room: &str) -> Reason {
    reason!("calendar.setup", minutes = minutes, room = room)
}

pub(crate) fn item_taken(span: Span) -> Reason {
    reason!("calendar.item_taken", from = span.from, to = span.to)
}

pub(crate) fn person_busy(span: Span) -> Reason {
    reason!("calendar.person_busy", from = span.from, to = span.to)
}

/// `spans` as `08:00–12:00 14:00–17:00`.
pub(crate) fn hours(date: Date, spans: String) -> Reason {
    reason!("calendar.hours", date = date, spans = spans)
}

pub(crate) fn day_off(date: Date) -> Reason {
    reason!("calendar.day_off", date = date)
}

pub(crate) fn closed(why: &str, until: Timestamp) -> Reason {
    reason!("calendar.closed", why = why, until = until)
}

pub(crate) fn too_long(days: i64) -> Reason {
    reason!("calendar.too_long", days = days)
}

pub(crate) fn past() -> Reason {
    reason!("calendar.past")
}

pub(crate) fn not_bookable() -> Reason {
    reason!("calendar.not_bookable")
}

/// What shall be moved or given back was given back already.
pub(crate) fn released() -> Reason {
    reason!("calendar.released")
}

pub(crate) fn closing_over() -> Reason {
    reason!("calendar.closing_over")
}
