//! What other parts ask inside their own transaction.
use crate::model::*;
use crate::store;
use lianxin_db::{Id, Tx};
use lianxin_kernel::{Calendar, Date, Kind, Result, Scope, Zone};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// A center with the regions it lies in; `None` when there is no such center.
pub async fn center(tx: &mut Tx, id: CenterId) -> Result<Option<CenterRef>> {
    let Some(row) = store::center(tx, id).await? else {
        return Ok(None);
    };
    let path = store::path_ids(tx, row.facts.region).await?;
    Ok(Some(refer(row, &path)))
}

pub async fn room(tx: &mut Tx, id: RoomId) -> Result<Option<RoomRef>> {
    Ok(store::room(tx, id).await?.map(RoomRef::from))
}

/// The rooms of a center in the order of the house.
pub async fn rooms(tx: &mut Tx, center: CenterId) -> Result<Vec<RoomRef>> {
    Ok(store::rooms(tx, center).await?.into_iter().map(RoomRef::from).collect())
}

/// A region or a center, whichever has this id.
pub async fn place(tx: &mut Tx, id: Id) -> Result<Option<PlaceRef>> {
    if let Some(c) = center(tx, id.into()).await? {
        let (kind, district) = (PlaceKind::Center, c.district);
        return Ok(Some(PlaceRef { id, kind, name: c.name, district, path: c.path }));
    }
    let path = store::region_path(tx, id.into()).await?;
    let Some(region) = path.first() else {
        return Ok(None);
    };
    let (kind, name, district) = (PlaceKind::Region, region.name.clone(), id.district());
    let path = path.iter().map(|r| r.id.0).collect();
    Ok(Some(PlaceRef { id, kind, name, district, path }))
}

/// The regions of a place at and above its district or county; none when there is no such region.
pub async fn upper_path(tx: &mut Tx, id: RegionId) -> Result<Vec<Id>> {
    let upper = [RegionKind::City, RegionKind::County, RegionKind::District];
    let path = store::region_path(tx, id).await?;
    Ok(path.into_iter().filter(|r| upper.contains(&r.kind)).map(|r| r.id.0).collect())
}

/// The centers of a region and all below it, in the order of their keys; of a center, itself; of anything else, none.
pub async fn centers_below(tx: &mut Tx, place: Id) -> Result<Vec<CenterRef>> {
    let region = RegionId(place);
    let sketches = store::sketches(tx, Some(region), None, None).await?;
    let mut ids: Vec<CenterId> = sketches.iter().map(|s| s.id).collect();
    if ids.is_empty() {
        ids.push(place.into());
    }
    let mut rows = store::centers(tx, &ids).await?;
    rows.sort_by(|a, b| a.key.cmp(&b.key));
    let mut paths: HashMap<RegionId, Vec<Id>> = HashMap::new();
    let mut centers = vec![];
    for row in rows {
        let region = row.facts.region;
        let path = match paths.entry(region) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(store::path_ids(tx, region).await?),
        };
        centers.push(refer(row, path));
    }
    Ok(centers)
}

/// Which centers [`centers_below`] would give, in the order of their ids.
pub async fn center_ids_below(tx: &mut Tx, place: Id) -> Result<Vec<CenterId>> {
    let sketches = store::sketches(tx, Some(RegionId(place)), None, None).await?;
    let mut ids: Vec<CenterId> = sketches.iter().map(|s| s.id).collect();
    if ids.is_empty() {
        let itself = store::spots(tx, Some(&[place.into()])).await?;
        ids.extend(itself.iter().map(|spot| spot.id));
    }
    ids.sort_unstable();
    Ok(ids)
}

/// The centers within so many meters of a point, as the crow flies, the nearest first.
pub async fn centers_near(tx: &mut Tx, point: Point, within: f64) -> Result<Vec<CenterId>> {
    let sketches = store::sketches(tx, None, None, None).await?;
    let away = |s: &store::CenterSketch| s.point.map(|at| (meters(point, at), s.id));
    let mut near: Vec<(f64, CenterId)> = sketches.iter().filter_map(away).collect();
    near.retain(|(m, _)| *m <= within);
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    Ok(near.into_iter().map(|(_, id)| id).collect())
}

/// When a center is open on each day from `from` to `to`, both included, at most 400 days. A day of
/// which nothing is known has no spans and the reason `hours.not_published`
/// ([`DayHours::is_known`]): that is not "closed".
pub async fn open_spans(tx: &mut Tx, id: CenterId, from: Date, to: Date) -> Result<Vec<DayHours>> {
    let Some(row) = store::center(tx, id).await? else {
        return Ok(vec![]);
    };
    let hours = store::hours(tx, id, from).await?;
    let calendar = calendar(tx).await?;
    let days = (0..400).map(|n| from.plus_days(n)).take_while(|day| *day <= to);
    Ok(days.map(|day| day_hours(&hours, &calendar, row.facts.status, day)).collect())
}

/// The statutory working days, as far as they are known.
pub async fn calendar(tx: &mut Tx) -> Result<Calendar> {
    store::calendar(tx).await
}

/// The hours of this center and whether it is open, for one that was just read.
pub(crate) struct Opening {
    pub calendar: Calendar,
    pub hours: HashMap<CenterId, Hours>,
}

impl Opening {
    /// The hours of these centers around a day.
    pub async fn read(tx: &mut Tx, ids: &[CenterId], today: Date) -> Result<Self> {
        let hours = store::hours_of(tx, ids, today).await?;
        Ok(Self { calendar: store::calendar(tx).await?, hours })
    }

    pub fn state(
        &self,
        id: CenterId,
        status: Status,
        zone: &Zone,
        now: lianxin_kernel::Timestamp,
    ) -> OpenState {
        let none = Hours::default();
        let hours = self.hours.get(&id).unwrap_or(&none);
        open_state(hours, &self.calendar, zone, status, now)
    }

    pub fn day(&self, id: CenterId, status: Status, date: Date) -> DayHours {
        let none = Hours::default();
        let hours = self.hours.get(&id).unwrap_or(&none);
        day_hours(hours, &self.calendar, status, date)
    }
}

/// What decides who may change a region: its path.
pub(crate) async fn region_scope(tx: &mut Tx, id: RegionId) -> Result<Option<Scope>> {
    let path = store::path_ids(tx, id).await?;
    let scope = Scope::district(id.id().district()).at(path.clone()).on(id);
    Ok((!path.is_empty()).then_some(scope))
}

fn refer(row: store::CenterRow, above: &[Id]) -> CenterRef {
    let store::CenterRow { id, key, facts } = row;
    let mut path = vec![id.0];
    path.extend_from_slice(above);
    CenterRef {
        id,
        key,
        district: id.0.district(),
        name: facts.name,
        level: facts.level,
        status: facts.status,
        region: facts.region,
        path,
        lat: facts.lat,
        lon: facts.lon,
    }
}
