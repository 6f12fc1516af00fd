use super::{from_json, to_json};
use crate::model::Policy;
use crate::record::PolicyRecord;
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{AnyId, Date, Kind, Result, Timestamp};
use lianxin_places::{CenterId, RoomId};

struct Kept {
    about: AnyId,
    valid_from: Date,
    rules: Policy,
}

impl FromRow for Kept {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            about: row.get("about")?,
            valid_from: row.get("valid_from")?,
            rules: from_json(&row.get("rules")?)?,
        })
    }
}

/// Every day of change is kept: more than a room ever has.
const MOST: i64 = 200;

/// The rules said for a room and for its center, the latest first.
async fn said(tx: &mut Tx, room: Option<RoomId>, center: CenterId) -> Result<Vec<PolicyRecord>> {
    let q = stmt!("select about, valid_from, rules from bookings_policy where district = $1");
    let about = room.map(|r| r.0).into_iter().chain([center.0]);
    let q = q.bind(center.district()).push_in(" and about in ", about);
    let all: Vec<Kept> = tx.all(q.push_bind(" order by valid_from desc limit ", MOST)).await?;
    let shown = all.into_iter().map(|k| PolicyRecord {
        of_room: k.about != center.0,
        valid_from: k.valid_from,
        rules: k.rules,
    });
    Ok(shown.collect())
}

/// The rules in force on a day: the room's own before those of its center. `None`: nothing was said.
pub async fn on(
    tx: &mut Tx,
    room: RoomId,
    center: CenterId,
    day: Date,
) -> Result<Option<PolicyRecord>> {
    let mut said = said(tx, Some(room), center).await?;
    said.retain(|p| p.valid_from <= day);
    let own = said.iter().position(|p| p.of_room);
    Ok(own.map(|n| said.swap_remove(n)).or_else(|| said.into_iter().next()))
}

/// Those of the whole center on a day.
pub async fn of_center(tx: &mut Tx, center: CenterId, day: Date) -> Result<Option<PolicyRecord>> {
    Ok(said(tx, None, center).await?.into_iter().find(|p| p.valid_from <= day))
}

/// What was said for a day before is said anew.
pub async fn put(
    tx: &mut Tx,
    about: AnyId,
    center: CenterId,
    (valid_from, rules): (Date, &Policy),
    now: Timestamp,
) -> Result<()> {
    let q = stmt!(
        "insert into bookings_policy (district, about, valid_from, center, rules, made_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (district, about, valid_from) do update
           set rules = excluded.rules, made_at = excluded.made_at"
    );
    let q = q.bind(center.district()).bind(about).bind(valid_from).bind(center);
    tx.run(q.bind(to_json(rules)?).bind(now)).await?;
    Ok(())
}
