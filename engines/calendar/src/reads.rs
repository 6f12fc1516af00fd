//! Questions, answered on the caller's transaction.
use crate::ground;
use crate::model::{Item, ItemId, Occupancy, OccupancyId, Resource, Span, Week, WeekNo};
use crate::store::{self, occupancy::Of};
use lianxin_db::Tx;
use lianxin_kernel::{AnyId, Date, Result};
use lianxin_places::CenterId;

/// More than a center has in a month.
const MOST: i64 = 20_000;

pub async fn occupancy(tx: &mut Tx, id: OccupancyId) -> Result<Option<Occupancy>> {
    store::occupancy::by_id(tx, id).await
}

/// All that one owner holds or held, what is held first.
pub async fn occupancies_of(tx: &mut Tx, owner: AnyId) -> Result<Vec<Occupancy>> {
    store::occupancy::of_owner(tx, owner).await
}

/// What each of many owners holds, by time.
pub async fn held_by(tx: &mut Tx, owners: &[AnyId]) -> Result<Vec<Occupancy>> {
    store::occupancy::held_by(tx, owners).await
}

/// What is held at a center in a span, by time; at most 20,000.
pub async fn occupancies_at(tx: &mut Tx, center: CenterId, span: Span) -> Result<Vec<Occupancy>> {
    store::occupancy::held(tx, center.0.district(), Of::Center(center), span, MOST).await
}

/// What keeps a resource from others in a span, by time: of a room also what is held in a room within
/// it or around it. At most 20,000.
pub async fn occupancies(tx: &mut Tx, resource: Resource, span: Span) -> Result<Vec<Occupancy>> {
    let sharing = ground::find(tx, resource).await?.sharing();
    let of = Of::Resources(&sharing);
    store::occupancy::held(tx, resource.district(), of, span, MOST).await
}

/// The weeks in which something of these is busy, for searching; a week that is not there is free.
/// All resources are of one district; at most 10,000 of them.
pub async fn weeks(tx: &mut Tx, resources: &[Resource], from: Date, to: Date) -> Result<Vec<Week>> {
    let Some(first) = resources.first() else { return Ok(vec![]) };
    // A civil day can lie in the UTC week beside.
    let (a, b) = (from.plus_days(-1), to.plus_days(1));
    let (a, b) = (WeekNo::of_date(a), WeekNo::of_date(b));
    let ids: Vec<AnyId> = resources.iter().map(|r| r.id).collect();
    store::week::between(tx, first.district(), &ids, a, b).await
}

/// What a center lends, in the order in which it was added; at most 500.
pub async fn items_of(tx: &mut Tx, center: CenterId) -> Result<Vec<Item>> {
    store::item::of(tx, center.0.district(), &[center]).await
}

/// A thing, also one that is lent no more.
pub async fn item(tx: &mut Tx, id: ItemId) -> Result<Option<Item>> {
    store::item::by_id(tx, id).await
}
