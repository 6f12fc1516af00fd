//! Holding, moving and giving back, inside the caller's transaction.
use crate::against::{Moment, against};
use crate::events::{Change, say};
use crate::ground::{self, Ground};
use crate::model::{Occupancy, OccupancyId, Resource, Span, State, Wish};
use crate::reasons;
use crate::store;
use crate::weekly::settle;
use lianxin_db::DbError;
use lianxin_kernel::{AnyId, Error, Found, Reason, Result, Timestamp, Write};
use std::ops::Range;

/// Holds a resource for a time, or refuses with every reason that stands against it
/// ([`Error::Conflict`]); then nothing was changed and the caller may go on.
pub async fn occupy(w: &mut Write<'_>, wish: Wish) -> Result<Occupancy> {
    let mut held = occupy_all(w, vec![wish]).await?;
    held.pop().ok_or_else(|| Error::internal("a wish was met and nothing is held"))
}

/// Holds all of them (a room, a person and a projector), or none.
pub async fn occupy_all(w: &mut Write<'_>, wishes: Vec<Wish>) -> Result<Vec<Occupancy>> {
    let named = wishes.into_iter().map(|wish| (w.fresh_in(wish.resource.district()), wish));
    let named = named.collect();
    occupy_as(w, named).await
}

/// The same, with ids that the caller made.
pub(crate) async fn occupy_as(
    w: &mut Write<'_>,
    wishes: Vec<(OccupancyId, Wish)>,
) -> Result<Vec<Occupancy>> {
    let resources: Vec<Resource> = wishes.iter().map(|(_, wish)| wish.resource).collect();
    let grounds = ground::hold(w.tx(), &resources).await?;
    let moment = Moment { now: w.now(), zone: w.zone().clone() };
    let mut refused: Vec<Reason> = vec![];
    for ((_, wish), ground) in wishes.iter().zip(&grounds) {
        refused.extend(against(w.tx(), &moment, wish, ground, None).await?);
    }
    refused.extend(among_themselves(&wishes, &grounds));
    if !refused.is_empty() {
        refused.dedup();
        return Err(Error::Conflict(refused));
    }
    let mut held = vec![];
    for ((id, wish), ground) in wishes.into_iter().zip(&grounds) {
        let Wish { resource, span, kind, owner, label, outside_hours, series } = wish;
        let (before_min, after_min) = (ground.setting.before_min, ground.setting.after_min);
        let (created_at, changed_at) = (moment.now, moment.now);
        let (state, version) = (State::Held, 1);
        let new = Occupancy {
            id,
            resource,
            kind,
            owner,
            span,
            before_min,
            after_min,
            label,
            outside_hours,
            series,
            state,
            version,
            created_at,
            changed_at,
        };
        store::occupancy::insert(w.tx(), &new).await?;
        take(w, &new, ground).await?;
        say(w, &new, Change::Held, None).await?;
        held.push(new);
    }
    Ok(held)
}

/// Two wishes that are for the same time and the same floor.
fn among_themselves(wishes: &[(OccupancyId, Wish)], grounds: &[Ground]) -> Vec<Reason> {
    let mut reasons = vec![];
    for (n, ((_, a), one)) in wishes.iter().zip(grounds).enumerate() {
        for ((_, b), two) in wishes.iter().zip(grounds).take(n) {
            let padded = |wish: &Wish, ground: &Ground| {
                wish.span.padded(ground.setting.before_min, ground.setting.after_min)
            };
            if one.conflicts(two) && padded(a, one).meets(padded(b, two)) {
                let name = two.room.as_ref().map(|r| r.name.clone());
                reasons.push(reasons::taken(b.span, name.unwrap_or_default(), b.kind));
            }
        }
    }
    reasons
}

/// Takes the quarter hours of an occupancy. They were looked at under the ground's row, so another's
/// can only be a race that the engine has not ended yet.
async fn take(w: &mut Write<'_>, o: &Occupancy, ground: &Ground) -> Result<()> {
    let quarters = o.padded().quarters_from(w.now());
    for resource in ground.claimed() {
        if !store::slot::claim(w.tx(), resource, &quarters, o.id).await? {
            return Err(DbError::Retry.into());
        }
    }
    settle(w.tx(), ground, &quarters).await
}

async fn give_back(
    w: &mut Write<'_>,
    o: &Occupancy,
    ground: &Ground,
    quarters: Range<i64>,
) -> Result<()> {
    store::slot::free(w.tx(), o.id, quarters.start, None).await?;
    settle(w.tx(), ground, &quarters).await
}

/// Where an occupancy shall be from now on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    /// `None`: where it is.
    pub resource: Option<Resource>,
    pub span: Span,
    /// Staff may move it to where its center is not open.
    pub outside_hours: bool,
}

/// Moves or resizes; its own old time does not stand in the way. Setting up and cleaning are those of
/// the room now.
pub async fn move_to(w: &mut Write<'_>, id: OccupancyId, to: Move) -> Result<Occupancy> {
    let old = held(w, id).await?;
    let resource = to.resource.unwrap_or(old.resource);
    let grounds = ground::hold(w.tx(), &[old.resource, resource]).await?;
    let [from, ground] = grounds.as_slice() else {
        return Err(Error::internal("a move needs two grounds"));
    };
    let old = held(w, id).await?;
    let moment = Moment { now: w.now(), zone: w.zone().clone() };
    let wish = Wish {
        resource,
        span: to.span,
        kind: old.kind,
        owner: old.owner,
        label: old.label.clone(),
        outside_hours: to.outside_hours,
        series: old.series,
    };
    let refused = against(w.tx(), &moment, &wish, ground, Some(&old)).await?;
    if !refused.is_empty() {
        return Err(Error::Conflict(refused));
    }
    give_back(w, &old, from, old.padded().quarters()).await?;
    let moved = Occupancy {
        resource,
        span: to.span,
        before_min: ground.setting.before_min,
        after_min: ground.setting.after_min,
        outside_hours: to.outside_hours,
        ..old
    };
    let moved = write(w, moved).await?;
    take(w, &moved, ground).await?;
    say(w, &moved, Change::Moved, None).await?;
    Ok(moved)
}

/// Gives all of it back; what was released already stays so.
pub async fn release(w: &mut Write<'_>, id: OccupancyId) -> Result<()> {
    let occupancy = store::occupancy::by_id(w.tx(), id).await?.found("occupancy")?;
    release_because(w, occupancy, Change::Released, None).await
}

/// Gives back all that one owner holds.
pub async fn release_of(w: &mut Write<'_>, owner: AnyId) -> Result<()> {
    for occupancy in store::occupancy::of_owner(w.tx(), owner).await? {
        release_because(w, occupancy, Change::Released, None).await?;
    }
    Ok(())
}

pub(crate) async fn release_because(
    w: &mut Write<'_>,
    occupancy: Occupancy,
    change: Change,
    why: Option<&str>,
) -> Result<()> {
    if !occupancy.is_held() {
        return Ok(());
    }
    let grounds = ground::hold(w.tx(), &[occupancy.resource]).await?;
    let now = store::occupancy::by_id(w.tx(), occupancy.id).await?.found("occupancy")?;
    let Some(ground) = grounds.first().filter(|_| now.is_held()) else { return Ok(()) };
    give_back(w, &now, ground, now.padded().quarters()).await?;
    let released = write(w, Occupancy { state: State::Released, ..now }).await?;
    say(w, &released, change, why).await
}

/// Ends it earlier: at `to`, or now if that is later, so only what lies ahead is given back. Who
/// would end it before it begins gives it back.
pub async fn shorten(w: &mut Write<'_>, id: OccupancyId, to: Timestamp) -> Result<Occupancy> {
    let old = held(w, id).await?;
    let grounds = ground::hold(w.tx(), &[old.resource]).await?;
    let old = held(w, id).await?;
    let to = to.max(w.now());
    let (Some(ground), true) = (grounds.first(), to < old.span.to) else { return Ok(old) };
    let Some(span) = Span::new(old.span.from, to) else {
        release_because(w, old, Change::Released, None).await?;
        return store::occupancy::by_id(w.tx(), id).await?.found("occupancy");
    };
    let before = old.padded().quarters();
    let shorter = write(w, Occupancy { span, ..old }).await?;
    let freed = shorter.padded().quarters().end..before.end;
    if !freed.is_empty() {
        give_back(w, &shorter, ground, freed).await?;
    }
    say(w, &shorter, Change::Moved, None).await?;
    Ok(shorter)
}

async fn held(w: &mut Write<'_>, id: OccupancyId) -> Result<Occupancy> {
    let occupancy = store::occupancy::by_id(w.tx(), id).await?.found("occupancy")?;
    match occupancy.is_held() {
        true => Ok(occupancy),
        false => Err(Error::reason(reasons::released())),
    }
}

async fn write(w: &mut Write<'_>, o: Occupancy) -> Result<Occupancy> {
    let changed = Occupancy { version: o.version + 1, changed_at: w.now(), ..o };
    match store::occupancy::update(w.tx(), &changed).await? {
        true => Ok(changed),
        false => Err(DbError::Retry.into()),
    }
}
