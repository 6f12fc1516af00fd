//! Every reason this engine gives, in one place: codes are a contract with the interface's texts.
use crate::model::{ItemKind, Kind, Span};
use lianxin_kernel::{Date, Names, Reason, Timestamp, reason};

/// Never who has it: only those who may look at the calendar learn that.
pub(crate) fn taken(span: Span, room: Names, kind: Kind) -> Reason {
    reason!("calendar.taken", from = span.from, to = span.to, room = room, kind = kind.code())
}

/// Nobody uses it at that very time, but there would be too little time to set up and clean.
pub(crate) fn setup(minutes: i64, room: Names) -> Reason {
    reason!("calendar.setup", minutes = minutes, room = room)
}

/// Names the thing, so that who wants several knows which.
pub(crate) fn item_taken(span: Span, item: Names) -> Reason {
    reason!("calendar.item_taken", from = span.from, to = span.to, item = item)
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

/// A series leaves public holidays out.
pub(crate) fn holiday(date: Date, name: &str) -> Reason {
    reason!("calendar.holiday", date = date, name = name)
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

/// It is lent no more, so nothing is to be changed of it.
pub(crate) fn item_ended() -> Reason {
    reason!("calendar.item_ended")
}

// What speaks for what was found, and what stands against what comes near.

pub(crate) fn fits(people: i64, places: i64) -> Reason {
    reason!("calendar.fits", people = people, places = places)
}

pub(crate) fn places_unknown() -> Reason {
    reason!("calendar.places_unknown")
}

pub(crate) fn walk(minutes: i64) -> Reason {
    reason!("calendar.walk", minutes = minutes)
}

pub(crate) fn free_until(until: Timestamp) -> Reason {
    reason!("calendar.free_until", until = until)
}

/// It does not stand in the room; the center has one that is free.
pub(crate) fn lent(kind: ItemKind) -> Reason {
    reason!("calendar.lent", item_kind = kind.code())
}

pub(crate) fn too_small(places: i64, missing: i64) -> Reason {
    reason!("calendar.too_small", places = places, missing = missing)
}

pub(crate) fn farther(minutes: i64, more: i64) -> Reason {
    reason!("calendar.farther", minutes = minutes, more = more)
}

pub(crate) fn lacks(kind: ItemKind) -> Reason {
    reason!("calendar.lacks", item_kind = kind.code())
}

pub(crate) fn lent_out(kind: ItemKind) -> Reason {
    reason!("calendar.lent_out", item_kind = kind.code())
}

pub(crate) fn free_earlier(minutes: i64) -> Reason {
    reason!("calendar.free_earlier", minutes = minutes)
}

pub(crate) fn free_later(minutes: i64) -> Reason {
    reason!("calendar.free_later", minutes = minutes)
}

pub(crate) fn taken_until(until: Timestamp) -> Reason {
    reason!("calendar.taken_until", until = until)
}
