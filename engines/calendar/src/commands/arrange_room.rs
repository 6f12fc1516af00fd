use super::RoomAt;
use crate::ground;
use crate::model::{Occupancy, Span, quarter_of};
use crate::permissions;
use crate::reasons;
use crate::record::Closing;
use crate::store;
use crate::weekly::recount;
use lianxin_db::{DbError, Tx};
use lianxin_kernel::{
    AnyId, Command, Error, Found, Permission, Read, Reason, Result, Timestamp, Write,
};
use lianxin_places::{CenterId, RoomId, RoomTree};
use serde::{Deserialize, Serialize};

/// Makes a room a part of another, or a room of its own again. What is held of the rooms around it
/// takes it in from now on; what then collides stands against it, each with its reason.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ArrangeRoom {
    pub room: RoomId,
    pub part_of: Option<RoomId>,
}

/// As many as anyone reads.
const MOST_REASONS: usize = 20;

impl Command for ArrangeRoom {
    const NAME: &'static str = "calendar.arrange_room";
    const NEEDS: Permission = permissions::ARRANGE;
    type Target = RoomAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<RoomAt> {
        super::room(r.tx(), self.room).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoomAt) -> Result<()> {
        let before = trees(w.tx(), self.room, self.part_of).await?;
        let tops = before.iter().map(|tree| tree.top.0).chain([self.room.0]);
        ground::lock(w.tx(), tops.map(|top| (at.center.district, top))).await?;
        let now = trees(w.tx(), self.room, self.part_of).await?;
        if now.iter().map(|t| t.top).ne(before.iter().map(|t| t.top)) {
            return Err(DbError::Retry.into());
        }
        let old = now.into_iter().next().found("room")?;
        lianxin_places::set_part_of(w, self.room, self.part_of).await?;
        let new = lianxin_places::room_tree(w.tx(), self.room).await?;
        let inside: Vec<AnyId> = new.within(self.room).into_iter().map(|r| r.0).collect();
        let (around, around_before) = (new.ancestors(self.room), old.ancestors(self.room));
        let only = |these: &[RoomId], not: &[RoomId]| -> Vec<AnyId> {
            these.iter().filter(|r| !not.contains(r)).map(|r| r.0).collect()
        };
        let (joined, parted) = (only(&around, &around_before), only(&around_before, &around));
        let (moment, since) = (w.now(), quarter_of(w.now()));
        let district = at.center.district;
        for o in store::occupancy::held_after(w.tx(), district, &parted, moment).await? {
            store::slot::free(w.tx(), o.id, since, Some(&inside)).await?;
        }
        let taken_in = store::occupancy::held_after(w.tx(), district, &joined, moment).await?;
        let there = store::occupancy::held_after(w.tx(), district, &inside, moment).await?;
        let mut against = collisions(w.tx(), &taken_in, &there, moment).await?;
        let closings = (at.center.id, moment);
        against.extend(closed(w.tx(), closings, &inside, &taken_in).await?);
        against.extend(closed(w.tx(), closings, &joined, &there).await?);
        if !against.is_empty() {
            return Err(Error::Conflict(against));
        }
        for o in &taken_in {
            let ahead = o.padded().quarters_from(moment);
            for room in &inside {
                if !store::slot::claim(w.tx(), *room, &ahead, o.id).await? {
                    return Err(DbError::Retry.into());
                }
            }
        }
        recount(w.tx(), &new, since).await?;
        if old.top != new.top {
            // What is left of the tree it came from.
            let left = old.rooms.iter().find(|(r, _)| !new.rooms.iter().any(|(n, _)| n == r));
            if let Some((room, _)) = left {
                let left = lianxin_places::room_tree(w.tx(), *room).await?;
                recount(w.tx(), &left, since).await?;
            }
        }
        w.note("part_of", self.part_of.map(|r| r.to_string()));
        Ok(())
    }
}

/// The tree of the room first; then that of the one it shall be a part of.
async fn trees(tx: &mut Tx, room: RoomId, part_of: Option<RoomId>) -> Result<Vec<RoomTree>> {
    let mut trees = vec![lianxin_places::room_tree(tx, room).await?];
    if let Some(other) = part_of {
        // One that is not there is refused, field and all, where the tree is changed.
        if lianxin_places::room(tx, other).await?.is_some() {
            trees.push(lianxin_places::room_tree(tx, other).await?);
        }
    }
    Ok(trees)
}

async fn collisions(
    tx: &mut Tx,
    taken_in: &[Occupancy],
    there: &[Occupancy],
    now: Timestamp,
) -> Result<Vec<Reason>> {
    let meet = |a: &Occupancy, b: &Occupancy| {
        let (a, b) = (a.padded().quarters_from(now), b.padded().quarters_from(now));
        a.start < b.end && b.start < a.end
    };
    let mut against = vec![];
    for o in there.iter().filter(|o| taken_in.iter().any(|t| meet(o, t))).take(MOST_REASONS) {
        let room = match o.resource.as_room() {
            Some(room) => lianxin_places::room(tx, room).await?,
            None => None,
        };
        let name = room.map(|r| r.name).unwrap_or_default();
        against.push(reasons::taken(o.span, name, o.kind));
    }
    Ok(against)
}

/// The closings of these rooms that would reach what is held of others.
async fn closed(
    tx: &mut Tx,
    (center, now): (CenterId, Timestamp),
    rooms: &[AnyId],
    held: &[Occupancy],
) -> Result<Vec<Reason>> {
    let Some(last) = held.iter().map(|o| o.span.to).max().filter(|last| *last > now) else {
        return Ok(vec![]);
    };
    let ahead = Span { from: now, to: last };
    let closings = store::closing::in_force(tx, center, ahead).await?;
    let reach = |c: &&Closing| {
        let until = c.ended_at.unwrap_or(c.span.to);
        let over = |o: &Occupancy| {
            o.span.from.max(now) < until && c.span.from < o.span.to && now < o.span.to
        };
        c.room.is_some_and(|room| rooms.contains(&room.0)) && held.iter().any(over)
    };
    Ok(closings.iter().filter(reach).map(|c| reasons::closed(&c.why, c.span.to)).collect())
}
