//! Every reason this engine gives, in one place: codes are a contract with the interface's texts.
use crate::model::State;
use lianxin_kernel::{Reason, Timestamp, reason};

pub(crate) fn seated() -> Reason {
    reason!("seats.seated")
}

/// `position` counts parties from 1; `free` is the number of places there are, `party` of people.
pub(crate) fn waiting_position(position: i64, free: i64, party: i64) -> Reason {
    reason!("seats.waiting_position", position = position, free = free, party = party)
}

pub(crate) fn full(free: i64, party: i64) -> Reason {
    reason!("seats.full", free = free, party = party)
}

pub(crate) fn already() -> Reason {
    reason!("seats.already")
}

pub(crate) fn limit(open: i64, limit: i64) -> Reason {
    reason!("seats.limit", open = open, limit = limit)
}

pub(crate) fn closed() -> Reason {
    reason!("seats.closed")
}

pub(crate) fn not_yet(opens_at: Timestamp) -> Reason {
    reason!("seats.not_yet", opens_at = opens_at)
}

pub(crate) fn party_too_big(party: i64, max: i64) -> Reason {
    reason!("seats.party_too_big", party = party, max = max)
}

pub(crate) fn no_waiting_list() -> Reason {
    reason!("seats.no_waiting_list")
}

/// Who already got `had` places this month stands behind those who got fewer.
pub(crate) fn fair_first(had: i64) -> Reason {
    reason!("seats.fair_first", had = had)
}

pub(crate) fn promoted() -> Reason {
    reason!("seats.promoted")
}

pub(crate) fn promoted_out_of_turn(why: &str) -> Reason {
    reason!("seats.promoted_out_of_turn", reason = why)
}

pub(crate) fn offered(until: Timestamp) -> Reason {
    reason!("seats.offered", until = until)
}

pub(crate) fn accepted() -> Reason {
    reason!("seats.accepted")
}

pub(crate) fn declined() -> Reason {
    reason!("seats.declined")
}

pub(crate) fn offer_expired() -> Reason {
    reason!("seats.offer_expired")
}

pub(crate) fn left() -> Reason {
    reason!("seats.left")
}

pub(crate) fn removed(why: &str) -> Reason {
    reason!("seats.removed", reason = why)
}

pub(crate) fn subject_cancelled() -> Reason {
    reason!("seats.subject_cancelled")
}

pub(crate) fn taken_more(taken: i64, capacity: i64) -> Reason {
    reason!("seats.taken_more", taken = taken, capacity = capacity)
}

pub(crate) fn not_waiting(state: State) -> Reason {
    reason!("seats.not_waiting", state = state.code())
}

pub(crate) fn not_offered(state: State) -> Reason {
    reason!("seats.not_offered", state = state.code())
}

pub(crate) fn not_active(state: State) -> Reason {
    reason!("seats.not_active", state = state.code())
}
