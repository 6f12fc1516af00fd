//! How a booking comes to be: for oneself by the rules of the room, at the desk without them.
use crate::asking::{Answer, Ask, answer};
use crate::lending::lend;
use crate::model::{BookingId, BookingState};
use crate::moving::watch;
use crate::reasons;
use crate::record::{BookingRecord, RoomAt};
use crate::store;
use crate::things;
use lianxin_calendar::{Item, occupy_all};
use lianxin_kernel::{Decision, Error, Result, Write};

/// Books, asks or waits; a refusal ([`Error::Conflict`]) has changed nothing.
pub async fn make(
    w: &mut Write<'_>,
    at: &RoomAt,
    ask: &Ask,
    things: &[Item],
    (title, wait): (&str, bool),
) -> Result<BookingRecord> {
    // Taken before anything is counted, so that two at once can not both stay below a limit.
    things::hold(w, at, things).await?;
    let mut answer = answer(&mut w.read(), at, ask, None).await?;
    let id: BookingId = w.fresh_in(at.center.district);
    let wish = ask.wish(at, id, false);
    answer.calendar.extend(things::against(&mut w.read(), &wish, things, &[]).await?);
    let state = match (answer.against().is_empty(), answer.verdict.approval) {
        (true, true) => BookingState::Asked,
        (true, false) => BookingState::Booked,
        (false, _) if wait && answer.is_only_taken() => BookingState::Waiting,
        (false, _) => return Err(Error::Conflict(answer.against())),
    };
    if state == BookingState::Booked {
        occupy_all(w, things::wishes(wish, things)).await?;
    }
    let new = draft(w, (id, state, false), at, (ask, title), answer.decision(), &answer);
    store::booking::insert(w.tx(), &new).await?;
    things::keep(w.tx(), id, things).await?;
    if state == BookingState::Booked {
        lend(w, &new, things).await?;
    }
    watch(w, &new).await?;
    Ok(new)
}

/// Books for someone: only the calendar may refuse, and then nothing was changed.
pub async fn make_for(
    w: &mut Write<'_>,
    at: &RoomAt,
    ask: &Ask,
    things: &[Item],
    (title, outside_hours): (&str, bool),
) -> Result<BookingRecord> {
    let id: BookingId = w.fresh_in(at.center.district);
    things::hold(w, at, things).await?;
    let wish = ask.wish(at, id, outside_hours);
    let against = things::against(&mut w.read(), &wish, things, &[]).await?;
    if against.iter().any(reasons::is_elsewhere) {
        return Err(Error::Conflict(against));
    }
    occupy_all(w, things::wishes(wish, things)).await?;
    let answer = answer(&mut w.read(), at, ask, Some((id, None))).await?;
    let decision = Decision::yes(vec![reasons::booked_by_staff()]);
    let state = (id, BookingState::Booked, true);
    let booked = draft(w, state, at, (ask, title), decision, &answer);
    store::booking::insert(w.tx(), &booked).await?;
    things::keep(w.tx(), id, things).await?;
    lend(w, &booked, things).await?;
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
