//! Keeps the search index in line with the quarter hours that are held.
use crate::ground::Ground;
use crate::model::{WeekBits, WeekNo};
use crate::store;
use lianxin_db::Tx;
use lianxin_kernel::{AnyId, Result};
use lianxin_places::RoomTree;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

type Busy = BTreeMap<AnyId, BTreeSet<i64>>;

async fn busy(tx: &mut Tx, district: u16, all: &[AnyId], quarters: &Range<i64>) -> Result<Busy> {
    let mut busy = Busy::new();
    for slot in store::slot::busy(tx, district, all, quarters).await? {
        busy.entry(slot.resource).or_default().insert(slot.quarter);
    }
    Ok(busy)
}

/// After the quarter hours of a resource changed somewhere in a range: brings the weeks of all that
/// shares them in line.
pub(crate) async fn settle(tx: &mut Tx, ground: &Ground, quarters: &Range<i64>) -> Result<()> {
    if quarters.is_empty() {
        return Ok(());
    }
    let district = ground.district();
    let busy = busy(tx, district, &ground.all(), quarters).await?;
    let sharing = ground.sharing();
    let weeks: Vec<WeekNo> = WeekNo::touched(quarters).collect();
    let (Some(first), Some(last)) = (weeks.first(), weeks.last()) else { return Ok(()) };
    let kept = store::week::between(tx, district, &sharing, *first, *last).await?;
    let mut kept: BTreeMap<(AnyId, WeekNo), WeekBits> =
        kept.into_iter().map(|w| ((w.resource, w.week), w.busy)).collect();
    for resource in sharing {
        let within = ground.within(resource);
        let is_busy = |q: i64| within.iter().any(|r| busy.get(r).is_some_and(|b| b.contains(&q)));
        for week in &weeks {
            let whole = week.quarters();
            let before = kept.remove(&(resource, *week)).unwrap_or(WeekBits::FREE);
            let mut bits = before.clone();
            for q in whole.start.max(quarters.start)..whole.end.min(quarters.end) {
                bits.set(q - whole.start, is_busy(q));
            }
            if bits != before {
                store::week::put(tx, district, resource, *week, &bits).await?;
            }
        }
    }
    Ok(())
}

/// What the weeks of these trees should be from one on.
pub(crate) fn expected(
    tree: &RoomTree,
    slots: impl Fn(AnyId) -> Vec<i64>,
) -> BTreeMap<(AnyId, WeekNo), WeekBits> {
    let mut weeks = BTreeMap::new();
    for (room, _) in &tree.rooms {
        for inside in tree.within(*room) {
            for quarter in slots(inside.0) {
                let week = WeekNo::of(quarter);
                let bits = weeks.entry((room.0, week)).or_insert(WeekBits::FREE);
                bits.set(quarter - week.quarters().start, true);
            }
        }
    }
    weeks
}

/// Counts the weeks of a whole tree again, from the one of a quarter hour on.
pub(crate) async fn recount(tx: &mut Tx, tree: &RoomTree, since: i64) -> Result<()> {
    let district = tree.top.0.district();
    let all: Vec<AnyId> = tree.rooms.iter().map(|(room, _)| room.0).collect();
    let week = WeekNo::of(since);
    let busy = busy(tx, district, &all, &(week.quarters().start..i64::MAX)).await?;
    store::week::clear_since(tx, district, &all, week).await?;
    let slots = |room: AnyId| busy.get(&room).into_iter().flatten().copied().collect();
    for ((room, week), bits) in expected(tree, slots) {
        store::week::put(tx, district, room, week, &bits).await?;
    }
    Ok(())
}
