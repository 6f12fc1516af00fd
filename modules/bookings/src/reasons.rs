//! Every reason this module gives, in one place: codes are a contract with the interface's texts.
use crate::model::Booker;
use lianxin_kernel::{Date, Names, Reason, Timestamp, reason};

pub fn not_for(booker: Booker) -> Reason {
    reason!("bookings.not_for", booker = booker.code())
}

pub fn too_far(days: i64, last: Date) -> Reason {
    reason!("bookings.too_far", days = days, last = last)
}

pub fn too_soon(minutes: i64) -> Reason {
    reason!("bookings.too_soon", minutes = minutes)
}

pub fn too_short(minutes: i64) -> Reason {
    reason!("bookings.too_short", minutes = minutes)
}

pub fn too_long(minutes: i64) -> Reason {
    reason!("bookings.too_long", minutes = minutes)
}

pub fn too_few(people: i64) -> Reason {
    reason!("bookings.too_few", people = people)
}

pub fn too_many(capacity: i64) -> Reason {
    reason!("bookings.too_many", capacity = capacity)
}

pub fn too_young(age: i64) -> Reason {
    reason!("bookings.too_young", age = age)
}

/// What is known of the age does not settle it.
pub fn age_unsure(age: i64) -> Reason {
    reason!("bookings.age_unsure", age = age)
}

pub fn too_many_open(open: i64, most: i64) -> Reason {
    reason!("bookings.too_many_open", open = open, most = most)
}

pub fn week_used(had: i64, most: i64) -> Reason {
    reason!("bookings.week_used", had = had, most = most)
}

pub fn month_used(had: i64, most: i64) -> Reason {
    reason!("bookings.month_used", had = had, most = most)
}

/// `until`: the first day on which one may book again.
pub fn no_shows(count: i64, until: Date) -> Reason {
    reason!("bookings.no_shows", count = count, until = until)
}

pub fn no_show_warning(count: i64, most: i64) -> Reason {
    reason!("bookings.no_show_warning", count = count, most = most)
}

pub fn needs_approval() -> Reason {
    reason!("bookings.needs_approval")
}

pub fn fee(fee_fen: i64) -> Reason {
    reason!("bookings.fee", fee_fen = fee_fen)
}

/// Nothing stands against it.
pub fn free() -> Reason {
    reason!("bookings.free")
}

pub fn booked_by_staff() -> Reason {
    reason!("bookings.booked_by_staff")
}

/// It can not become that anymore; `state` is what it is.
pub fn not_open(state: &str) -> Reason {
    reason!("bookings.not_open", state = state)
}

pub fn over() -> Reason {
    reason!("bookings.over")
}

pub fn changed_meanwhile() -> Reason {
    reason!("bookings.changed_meanwhile")
}

/// Nobody has a booking in this room now.
pub fn none_now() -> Reason {
    reason!("bookings.none_now")
}

pub fn already_here(at: Timestamp) -> Reason {
    reason!("bookings.already_here", at = at)
}

/// Only staff book series here.
pub fn no_series() -> Reason {
    reason!("bookings.no_series")
}

pub fn too_many_dates(dates: i64, most: i64) -> Reason {
    reason!("bookings.too_many_dates", dates = dates, most = most)
}

/// Not one date of a series could be had, or moved.
pub fn no_date_had(dates: i64) -> Reason {
    reason!("bookings.no_date_had", dates = dates)
}

/// It was given up, or its last date is over.
pub fn series_over() -> Reason {
    reason!("bookings.series_over")
}

/// Nothing of it waits for staff.
pub fn nothing_asked() -> Reason {
    reason!("bookings.nothing_asked")
}

/// A round that is in another state than what was wanted needs.
pub fn round_state(state: &str) -> Reason {
    reason!("bookings.round_state", state = state)
}

/// Another round of the center is being shared out.
pub fn round_running() -> Reason {
    reason!("bookings.round_running")
}

pub fn no_blocks() -> Reason {
    reason!("bookings.no_blocks")
}

pub fn no_wishes() -> Reason {
    reason!("bookings.no_wishes")
}

/// Clubs may state wishes only until then.
pub fn wishes_over(until: Timestamp) -> Reason {
    reason!("bookings.wishes_over", until = until)
}

/// As many clubs as one round takes.
pub fn round_full(clubs: i64) -> Reason {
    reason!("bookings.round_full", clubs = clubs)
}

/// Wishes or blocks were changed while it was shared out.
pub fn round_changed() -> Reason {
    reason!("bookings.round_changed")
}

/// Appeals that nobody has answered.
pub fn appeals_open(count: i64) -> Reason {
    reason!("bookings.appeals_open", count = count)
}

pub fn appeal_answered() -> Reason {
    reason!("bookings.appeal_answered")
}

/// It stands in another room for good.
pub fn item_elsewhere(item: &Names) -> Reason {
    reason!("bookings.item_elsewhere", item = item.clone())
}

/// It can not be carried, so it is had with its room alone.
pub fn item_fixed(item: &Names) -> Reason {
    reason!("bookings.item_fixed", item = item.clone())
}

pub fn loans_most(had: i64, most: i64) -> Reason {
    reason!("bookings.loans_most", had = had, most = most)
}

pub fn loan_too_long(days: i64) -> Reason {
    reason!("bookings.loan_too_long", days = days)
}

/// A loan can not become that anymore; `loan_state` is what it is.
pub fn loan_not_open(state: &str) -> Reason {
    reason!("bookings.loan_not_open", loan_state = state)
}

/// It may be fetched an hour before, not earlier.
pub fn loan_early(from: Timestamp) -> Reason {
    reason!("bookings.loan_early", from = from)
}

/// Somebody else has it still.
pub fn item_out(item: &Names, until: Timestamp) -> Reason {
    reason!("bookings.item_out", item = item.clone(), until = until)
}

pub fn is_elsewhere(reason: &Reason) -> bool {
    reason.code == "bookings.item_elsewhere"
}
