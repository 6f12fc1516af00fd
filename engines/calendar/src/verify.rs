//! Counts everything again: what the next race must not find wrong.
use crate::model::{Occupancy, WeekNo, quarter_of};
use crate::queries::Verify;
use crate::store::check;
use crate::weekly;
use lianxin_db::Tx;
use lianxin_kernel::{AnyId, App, Check, Result, Timestamp};
use lianxin_places::{CenterId, RoomId, RoomTree};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) const CHECK: Check =
    Check { name: "calendar.occupancies", run: |app| Box::pin(findings(app)) };

async fn findings(app: App) -> Result<Vec<String>> {
    app.system("check calendar.occupancies").ask(Verify).await
}

/// Counts the quarter hours and weeks from now on again, over the rooms as they are arranged. What
/// is past stays as it was when rooms are arranged anew. None is the only good answer.
pub async fn verify(tx: &mut Tx, now: Timestamp) -> Result<Vec<String>> {
    let mut wrong = vec![];
    for center in check::centers(tx).await? {
        wrong.extend(of_center(tx, center, now).await?);
    }
    for (what, id) in check::findings(tx).await? {
        wrong.push(format!("occupancy {id}: {what}"));
    }
    Ok(wrong)
}

async fn of_center(tx: &mut Tx, center: CenterId, now: Timestamp) -> Result<Vec<String>> {
    let parts = lianxin_places::room_parts(tx, center).await?;
    let trees: BTreeMap<RoomId, RoomTree> = parts
        .iter()
        .filter(|(_, part_of)| part_of.is_none())
        .filter_map(|(room, _)| Some((*room, RoomTree::of(*room, &parts)?)))
        .collect();
    let since = quarter_of(now);
    let held = check::held(tx, center, now).await?;
    let (mut wrong, mut must) = (vec![], BTreeMap::new());
    for o in &held {
        let claimed = claimed(o, &parts);
        if claimed.is_empty() {
            wrong.push(format!("occupancy {}: its room is not there", o.id));
        }
        for resource in claimed {
            let quarters = o.padded().quarters();
            for quarter in quarters.start.max(since)..quarters.end {
                if let Some(other) = must.insert((resource, quarter), o.id) {
                    wrong.push(format!("occupancy {}: {other} is held at the same time", o.id));
                }
            }
        }
    }
    let slots = check::slots(tx, center, since).await?;
    let mut busy: BTreeMap<AnyId, BTreeSet<i64>> = BTreeMap::new();
    for slot in &slots {
        busy.entry(slot.resource).or_default().insert(slot.quarter);
        if must.remove(&(slot.resource, slot.quarter)) != Some(slot.occupancy) {
            wrong.push(format!("occupancy {}: a quarter hour that is not its own", slot.occupancy));
        }
    }
    let without: BTreeSet<_> = must.values().collect();
    wrong.extend(without.iter().map(|id| format!("occupancy {id}: a quarter hour is missing")));
    let of = |id: AnyId| busy.get(&id).into_iter().flatten().copied().collect();
    let mut expected = BTreeMap::new();
    for tree in trees.values() {
        expected.extend(weekly::expected(tree, of));
    }
    let rooms: Vec<AnyId> = parts.iter().map(|(room, _)| room.0).collect();
    for week in check::weeks(tx, center.0.district(), &rooms, WeekNo::of(since)).await? {
        let ahead = week.busy.since(since - week.week.quarters().start);
        let fits = match expected.remove(&(week.resource, week.week)) {
            Some(bits) => bits == ahead,
            None => ahead.is_free(),
        };
        if !fits {
            wrong.push(week_wrong(week.resource, week.week));
        }
    }
    wrong.extend(expected.into_keys().map(|(room, week)| week_wrong(room, week)));
    Ok(wrong)
}

fn week_wrong(room: AnyId, week: WeekNo) -> String {
    let monday = week.monday();
    format!("room {}: its week of {monday} is not what is held", RoomId(room))
}

fn claimed(o: &Occupancy, parts: &[(RoomId, Option<RoomId>)]) -> Vec<AnyId> {
    match o.resource.as_room() {
        None => vec![o.resource.id],
        Some(room) => match RoomTree::of(room, parts) {
            Some(tree) => tree.within(room).into_iter().map(|r| r.0).collect(),
            None => vec![],
        },
    }
}
