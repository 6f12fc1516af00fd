use super::{from_json, to_json};
use crate::model::RoomSetting;
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{AnyId, Kind as _, Result};
use lianxin_places::RoomId;

impl FromRow for RoomSetting {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            before_min: row.get("before_min")?,
            after_min: row.get("after_min")?,
            bookable: row.get("bookable")?,
            self_service: from_json(&row.get("self_service")?)?,
        })
    }
}

pub(crate) async fn of(tx: &mut Tx, resource: AnyId) -> Result<RoomSetting> {
    let q = stmt!(
        "select before_min, after_min, bookable, self_service from calendar_setting
         where district = $1 and resource = $2"
    );
    let found = tx.opt(q.bind(resource.district()).bind(resource)).await?;
    Ok(found.unwrap_or(RoomSetting::USUAL))
}

pub(crate) async fn put(tx: &mut Tx, room: RoomId, s: &RoomSetting) -> Result<()> {
    let q = stmt!(
        "insert into calendar_setting
           (district, resource, before_min, after_min, bookable, self_service)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (district, resource) do update set before_min = excluded.before_min,
           after_min = excluded.after_min, bookable = excluded.bookable,
           self_service = excluded.self_service"
    );
    let q = q.bind(room.district()).bind(room).bind(s.before_min).bind(s.after_min);
    tx.run(q.bind(s.bookable).bind(to_json(&s.self_service)?)).await?;
    Ok(())
}
