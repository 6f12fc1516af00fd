//! Reads what is searched, in as many statements for a thousand rooms as for one.
use super::answer::FreeList;
use super::rank::farther;
use super::search::search;
use super::town::{Busy, Center, Place, Town};
use super::{Ask, rank::Wanted};
use crate::model::{RoomSetting, Span, WeekNo};
use crate::record::Closing;
use crate::store;
use lianxin_db::Tx;
use lianxin_kernel::{AnyId, Error, FieldCode, Kind as _, Read, Result, Timestamp, Zone};
use lianxin_places::{CenterId, CenterSpot, DayHours, Room, RoomId, RoomTree, Status};
use std::collections::{BTreeMap, HashMap};

/// What is free now for what is asked, the best first; with what comes near.
///
/// Errors: [`Error::Invalid`] with the fields of the question that are out of bounds, and `centers`
/// when one of them is not there.
pub async fn find_free(r: &mut Read<'_>, ask: &Ask) -> Result<FreeList> {
    ask.check()?;
    let (now, zone, own) = (r.now(), r.zone().clone(), r.app().district());
    let mut districts: BTreeMap<u16, Vec<CenterId>> = BTreeMap::new();
    for center in &ask.centers {
        districts.entry(center.id().district()).or_default().push(*center);
    }
    if districts.is_empty() {
        districts.insert(own, vec![]);
    }
    let mut town = Town { now, zone, centers: vec![] };
    for (district, only) in districts {
        let only = (!only.is_empty()).then_some(only.as_slice());
        let mut spots = lianxin_places::center_spots(r.tx(), district, only).await?;
        let missing = |id: &CenterId| !spots.iter().any(|spot| spot.id == *id);
        if only.is_some_and(|only| only.iter().any(missing)) {
            return Err(Error::field("centers", FieldCode::Unknown));
        }
        spots.retain(|spot| spot.status == Status::Open && in_reach(ask, spot));
        let centers = read(r.tx(), district, spots, ask, (now, &town.zone)).await?;
        town.centers.extend(centers);
    }
    Ok(search(&town, ask))
}

/// Whether it is near enough to be found or to come near.
fn in_reach(ask: &Ask, spot: &CenterSpot) -> bool {
    let Some(near) = ask.near else { return true };
    spot.point.is_some_and(|point| near.walk(point) <= near.minutes + farther(ask))
}

async fn read(
    tx: &mut Tx,
    district: u16,
    spots: Vec<CenterSpot>,
    ask: &Ask,
    (now, zone): (Timestamp, &Zone),
) -> Result<Vec<Center>> {
    let ids: Vec<CenterId> = spots.iter().map(|spot| spot.id).collect();
    let mut hours = lianxin_places::open_spans_of(tx, &ids, ask.from, ask.to).await?;
    let mut rooms = lianxin_places::rooms_of(tx, &ids).await?;
    let all: Vec<RoomId> = rooms.values().flatten().map(|room| room.id).collect();
    let mut settings = store::search::settings(tx, district, &all).await?;
    let (from, to) = (zone.start_of(ask.from), zone.start_of(ask.to.plus_days(1)));
    let span = Span { from: from.max(now), to };
    let mut closings: HashMap<CenterId, Vec<Closing>> = HashMap::new();
    for closing in store::search::closings(tx, district, &ids, span).await? {
        closings.entry(closing.center).or_default().push(closing);
    }
    let mut items: HashMap<CenterId, Vec<_>> = HashMap::new();
    let mut fixed: HashMap<CenterId, Vec<_>> = HashMap::new();
    if !ask.equipment.is_empty() {
        let lent = store::item::of(tx, district, &ids).await?.into_iter();
        for item in lent.filter(|i| ask.equipment.contains(&i.facts.kind)) {
            match (item.facts.portable, item.facts.room) {
                (true, _) => {
                    items.entry(item.center).or_default().push((item, Busy::default()));
                }
                (false, Some(room)) => {
                    fixed.entry(item.center).or_default().push((room, item.facts.kind));
                }
                (false, None) => {}
            }
        }
    }
    let mut centers: Vec<Center> = spots
        .into_iter()
        .map(|spot| {
            let id = spot.id;
            let raw = Raw {
                days: hours.remove(&id).unwrap_or_default(),
                rooms: rooms.remove(&id).unwrap_or_default(),
                closings: closings.remove(&id).unwrap_or_default(),
            };
            let mut center = raw.center(spot, &mut settings);
            center.items = items.remove(&id).unwrap_or_default();
            center.fixed = fixed.remove(&id).unwrap_or_default();
            center
        })
        .collect();
    for center in &mut centers {
        let mut kept = std::mem::take(&mut center.rooms);
        kept.retain(|place| comes_near(ask, center, &place.room));
        center.rooms = kept;
    }
    busy(tx, district, &mut centers, ask).await?;
    Ok(centers)
}

/// Whether it can be among what is told, so that its weeks are worth reading.
fn comes_near(ask: &Ask, center: &Center, room: &Room) -> bool {
    let wanted = Wanted::of(ask, center, room);
    wanted.is_some_and(|w| w.faults.is_empty() || w.near_fault(ask).is_some())
}

/// What was read of one center.
struct Raw {
    days: Vec<DayHours>,
    rooms: Vec<Room>,
    closings: Vec<Closing>,
}

impl Raw {
    fn center(self, spot: CenterSpot, settings: &mut HashMap<RoomId, RoomSetting>) -> Center {
        let Self { days, rooms, closings } = self;
        let (of_rooms, whole): (Vec<_>, Vec<_>) =
            closings.into_iter().partition(|closing| closing.room.is_some());
        let parts: Vec<_> = rooms.iter().map(|room| (room.id, room.part_of)).collect();
        let concerning = |room: RoomId| -> Vec<Closing> {
            if of_rooms.is_empty() {
                return vec![];
            }
            let Some(tree) = RoomTree::of(room, &parts) else { return vec![] };
            let sharing = tree.sharing(room);
            let shares = |c: &&Closing| c.room.is_some_and(|closed| sharing.contains(&closed));
            of_rooms.iter().filter(shares).cloned().collect()
        };
        let mut places = vec![];
        for room in rooms {
            let setting = settings.remove(&room.id).unwrap_or(RoomSetting::USUAL);
            // What only staff use is not offered; of most rooms nobody said either.
            if setting.bookable && room.facts.resident_facing != Some(false) {
                let closings = concerning(room.id);
                places.push(Place { room, setting, closings, busy: Busy::default() });
            }
        }
        Center { spot, days, closings: whole, items: vec![], fixed: vec![], rooms: places }
    }
}

async fn busy(tx: &mut Tx, district: u16, centers: &mut [Center], ask: &Ask) -> Result<()> {
    let mut all: HashMap<AnyId, &mut Busy> = HashMap::new();
    for center in centers {
        all.extend(center.rooms.iter_mut().map(|place| (place.room.id.0, &mut place.busy)));
        all.extend(center.items.iter_mut().map(|(item, busy)| (item.id.0, busy)));
    }
    // A civil day can lie in the UTC week beside.
    let first = WeekNo::of_date(ask.from.plus_days(-1));
    let last = WeekNo::of_date(ask.to.plus_days(1));
    let mut ids: Vec<AnyId> = all.keys().copied().collect();
    ids.sort_unstable();
    for week in store::search::weeks(tx, district, &ids, first, last).await? {
        if let Some(busy) = all.get_mut(&week.resource) {
            busy.add(first, week.week, &week.busy);
        }
    }
    Ok(())
}
