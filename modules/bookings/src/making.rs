//! How a booking comes to be: for oneself by the rules of the room, at the desk without them.
use crate::asking::{Answer, Ask, answer};
use crate::model::{BookingId, BookingState};
use crate::moving::watch;
use crate::reasons;
use crate::record::{BookingRecord, RoomAt};
use crate::store;
use lianxin_calendar::{Resource, occupy};
use lianxin_kernel::{Decision, Error, Result, Write};

/// Books, asks or waits; a refusal ([`Error::Conflict`]) has changed nothing.
pub async fn make(
    w: &mut Write<'_>,
    at: &RoomAt,
    ask: &Ask,
    title: &str,
    wait: bool,
) -> Result<BookingRecord> {
    // Taken before anything is counted, so that two at once can not both stay below a limit.
    lianxin_calendar::hold(w, Resource::room(at.room.id, at.center.id)).await?;
    let answer = answer(&mut w.read(), at, ask, None).await?;
    let state = match (answer.against().is_empty(), answer.verdict.approval) {
        (true, true) => BookingState::Asked,
        (true, false) => BookingState::Booked,
        (false, _) if wait && answer.is_only_taken() => BookingState::Waiting,
        (false, _) => return Err(Error::Conflict(answer.against())),
    };
    let id: BookingId = w.fresh_in(at.center.district);
    if state == BookingState::Booked {
        occupy(w, ask.wish(at, id, false)).await?;
    }
    let new = draft(w, (id, state, false), at, (ask, title), answer.decision(), &answer);
    store::booking::insert(w.tx(), &new).await?;
    watch(w, &new).await?;
    Ok(new)
}

/// Books for someone: only the calendar may refuse, and then nothing was changed.
pub async fn make_for(
    w: &mut Write<'_>,
    at: &RoomAt,
    ask: &Ask,
    title: &str,
    outside_hours: bool,
) -> Result<BookingRecord> {
    let id: BookingId = w.fresh_in(at.center.district);
    occupy(w, ask.wish(at, id, outside_hours)).await?;
    let answer = answer(&mut w.read(), at, ask, Some((id, None))).await?;
    let decision = Decision::yes(vec![reasons::booked_by_staff()]);
    let state = (id, BookingState::Booked, true);
    let booked = draft(w, state, at, (ask, title), decision, &answer);
    store::booking::insert(w.tx(), &booked).await?;
    watch(w, &booked).await?;
    Ok(booked)
}

fn draft(
    w: &Write<'_>,
    (id, state, by_staff): (BookingId, BookingState, bool),
    at: &RoomAt,
    (ask, title): (&Ask, &str),
    decision: Decision,
    answer: &Answer,
) -> BookingRecord {
    let now = w.now();
    BookingRecord {
        id,
        center: at.center.id,
        room: at.room.id,
        person: ask.asker.person,
        organization: ask.asker.organization.as_ref().map(|o| o.id),
        booker: ask.asker.booker(),
        title: title.to_owned(),
        people: ask.people,
        span: ask.span,
        state,
        why: None,
        decision,
        fee_fen: answer.verdict.fee_fen,
        release_at: answer.release_at(ask.span),
        checked_in_at: None,
        by_staff,
        asked_at: now,
        decided_at: (state == BookingState::Booked).then_some(now),
        version: 1,
    }
}
