//! What the search for free time reads of many centers and rooms at once.
use crate::model::{RoomSetting, Span, Week, WeekNo};
use crate::record::Closing;
use crate::store::week;
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{AnyId, Result};
use lianxin_places::{CenterId, RoomId};
use std::collections::HashMap;

/// Of more than so many, all of the district are read and the others left out: both engines look up a
/// list of a thousand ids longer than that takes.
const FEW: usize = 256;

struct Setting(RoomId, RoomSetting);

impl FromRow for Setting {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self(row.get("resource")?, RoomSetting::from_row(row)?))
    }
}

/// How these rooms of a district are used, and maybe others; one of which nothing was said is left out.
pub(crate) async fn settings(
    tx: &mut Tx,
    district: u16,
    rooms: &[RoomId],
) -> Result<HashMap<RoomId, RoomSetting>> {
    let q = stmt!(
        "select resource, before_min, after_min, bookable, self_service from calendar_setting
         where district = $1"
    );
    let q = q.bind(district);
    let q = match rooms.len() {
        ..=FEW => q.push_in(" and resource in ", rooms.iter().copied()),
        _ => q,
    };
    let found: Vec<Setting> = tx.all(q).await?;
    Ok(found.into_iter().map(|Setting(room, setting)| (room, setting)).collect())
}

/// The closings of these centers, their rooms' too, that are in force in a span.
pub(crate) async fn closings(
    tx: &mut Tx,
    district: u16,
    centers: &[CenterId],
    span: Span,
) -> Result<Vec<Closing>> {
    let q = stmt!(
        "select id, center, room, starts_at, ends_at, why, ended_at from calendar_closing
         where district = $1 and ends_at > $2 and starts_at < $3
           and (ended_at is null or (ended_at > starts_at and ended_at > $2))"
    );
    let q = q.bind(district).bind(span.from).bind(span.to);
    let q = q.push_in(" and center in ", centers.iter().copied());
    Ok(tx.all(q.push(" order by starts_at, id")).await?)
}

/// The weeks in which these are busy, and maybe others; those of each in their order.
pub(crate) async fn weeks(
    tx: &mut Tx,
    district: u16,
    resources: &[AnyId],
    first: WeekNo,
    last: WeekNo,
) -> Result<Vec<Week>> {
    if resources.len() <= FEW {
        return week::between(tx, district, resources, first, last).await;
    }
    let q = stmt!(
        "select resource, monday, busy from calendar_week
         where district = $1 and monday >= $2 and monday <= $3 order by monday"
    );
    Ok(tx.all(q.bind(district).bind(first.monday()).bind(last.monday())).await?)
}
