//! The rooms of sessions, on the calendar that everything else is on too.
use crate::reasons;
use crate::record::SessionRecord;
use lianxin_calendar::{Kind, Occupancy, OccupancyId, Resource, Span, Wish};
use lianxin_db::Tx;
use lianxin_kernel::{Error, Language, Read, Reason, Result, Write};
use lianxin_places::CenterRef;

/// What a session needs of its room; nothing when it is in none.
fn wish(center: &CenterRef, session: &SessionRecord) -> Option<Wish> {
    Some(Wish {
        resource: Resource::room(session.room?, center.id),
        span: Span { from: session.starts_at, to: session.ends_at },
        kind: Kind::Activity,
        owner: session.id.0,
        label: session.program.fields.title.clone(),
        // Staff are there: an activity may end after the doors are closed to others.
        outside_hours: true,
        series: None,
    })
}

/// What a session holds now.
async fn held(tx: &mut Tx, session: &SessionRecord) -> Result<Option<OccupancyId>> {
    let all = lianxin_calendar::occupancies_of(tx, session.id.0).await?;
    Ok(all.into_iter().find(Occupancy::is_held).map(|o| o.id))
}

pub async fn has(w: &mut Write<'_>, session: &SessionRecord) -> Result<bool> {
    Ok(held(w.tx(), session).await?.is_some())
}

/// Why the room can not be had then, if so. Its own time does not stand against it.
pub async fn against(
    r: &mut Read<'_>,
    center: &CenterRef,
    session: &SessionRecord,
) -> Result<Option<Reason>> {
    let Some(wish) = wish(center, session) else { return Ok(None) };
    let own = held(r.tx(), session).await?;
    let decision = lianxin_calendar::may_occupy(r, &wish, own).await?;
    told(r, &wish, own, decision.reasons).await
}

/// Holds the room of a new session, or says why it can not be had.
pub async fn hold(
    w: &mut Write<'_>,
    center: &CenterRef,
    session: &SessionRecord,
) -> Result<Option<Reason>> {
    let Some(wish) = wish(center, session) else { return Ok(None) };
    match lianxin_calendar::occupy(w, wish.clone()).await {
        Ok(_) => Ok(None),
        Err(Error::Conflict(reasons)) => told(&mut w.read(), &wish, None, reasons).await,
        Err(other) => Err(other),
    }
}

/// Brings what it holds to where and when it is now.
pub async fn follow(w: &mut Write<'_>, center: &CenterRef, moved: &SessionRecord) -> Result<()> {
    let Some(wish) = wish(center, moved) else { return Ok(()) };
    let own = held(w.tx(), moved).await?;
    let done = match own {
        Some(id) => {
            let Wish { resource, span, outside_hours, .. } = wish.clone();
            let to = lianxin_calendar::Move { resource: Some(resource), span, outside_hours };
            lianxin_calendar::move_to(w, id, to).await
        }
        None => lianxin_calendar::occupy(w, wish.clone()).await,
    };
    match done {
        Ok(_) => Ok(()),
        Err(Error::Conflict(reasons)) => {
            let why = told(&mut w.read(), &wish, own, reasons.clone()).await?;
            Err(why.map_or(Error::Conflict(reasons), Error::reason))
        }
        Err(other) => Err(other),
    }
}

pub async fn give_back(w: &mut Write<'_>, session: &SessionRecord) -> Result<()> {
    lianxin_calendar::release_of(w, session.id.0).await
}

/// The first reason in the words that editors of programs know; that another activity has the room
/// is said with its title.
async fn told(
    r: &mut Read<'_>,
    wish: &Wish,
    own: Option<OccupancyId>,
    reasons: Vec<Reason>,
) -> Result<Option<Reason>> {
    let Some(first) = reasons.into_iter().next() else { return Ok(None) };
    Ok(Some(match first.code.as_ref() {
        "calendar.past" => reasons::in_past(),
        "calendar.taken" => {
            let others = lianxin_calendar::in_the_way(r, wish, own).await?;
            match others.first().filter(|o| o.kind == Kind::Activity) {
                Some(other) => {
                    let title = other.label.get(Language::ZhCn);
                    let time = |at| r.zone().time(at).to_string();
                    reasons::room_taken(title, time(other.span.from), time(other.span.to))
                }
                None => first,
            }
        }
        _ => first,
    }))
}
