//! Reads a whole center in as many statements for 200 rooms as for one.
use super::model::{RoomState, Stands, stands};
use crate::model::{Occupancy, Span, with_self_service};
use crate::record::Closing;
use crate::store;
use lianxin_db::Tx;
use lianxin_kernel::{Kind as _, Result, Timestamp, Zone};
use lianxin_places::{CenterId, DayHours, Room, RoomId, RoomTree, WeekSpan};

/// How many days ahead the next opening is looked for.
const AHEAD: i32 = 14;

/// A room at a moment.
#[derive(Clone, Debug)]
pub struct RoomStanding {
    pub room: Room,
    pub state: RoomState,
    pub until: Option<Timestamp>,
    /// What is under way in it, in a part of it or in a room around it.
    pub now: Vec<Occupancy>,
    /// What comes today, by time.
    pub next: Vec<Occupancy>,
    /// Why it is closed, if somebody closed it.
    pub why: Option<String>,
}

/// Where the rooms of a center stand at a moment, in the order of the house. Rooms that are not to be
/// booked are left out, unless something is in them.
pub async fn standings(
    tx: &mut Tx,
    zone: &Zone,
    center: CenterId,
    now: Timestamp,
) -> Result<Vec<RoomStanding>> {
    let today = zone.date(now);
    let end = zone.start_of(today.plus_days(1));
    let rooms = lianxin_places::rooms_of(tx, &[center]).await?.remove(&center).unwrap_or_default();
    let ids: Vec<RoomId> = rooms.iter().map(|room| room.id).collect();
    let settings = store::search::settings(tx, center.id().district(), &ids).await?;
    let ahead = today.plus_days(AHEAD);
    let days = lianxin_places::open_spans_of(tx, &[center], today.plus_days(-1), ahead).await?;
    let days = days.into_values().next().unwrap_or_default();
    let rest = Span { from: now, to: end };
    let closings = store::closing::in_force(tx, center, rest).await?;
    let held = crate::reads::occupancies_at(tx, center, rest).await?;
    let parts: Vec<_> = rooms.iter().map(|room| (room.id, room.part_of)).collect();
    let mut all = vec![];
    for room in rooms {
        let setting = settings.get(&room.id);
        let sharing = RoomTree::of(room.id, &parts).map(|tree| tree.sharing(room.id));
        let sharing = sharing.unwrap_or_else(|| vec![room.id]);
        let in_it = |one: &&Occupancy| one.resource.as_room().is_some_and(|r| sharing.contains(&r));
        let mine: Vec<Occupancy> = held.iter().filter(in_it).cloned().collect();
        let bookable = setting.is_none_or(|s| s.bookable);
        if !bookable && mine.is_empty() {
            continue;
        }
        let shut: Vec<&Closing> =
            closings.iter().filter(|c| c.room.is_none_or(|r| sharing.contains(&r))).collect();
        let own = setting.map_or(&[][..], |s| s.self_service.as_slice());
        let open = open(&days, own, zone, now);
        let spans: Vec<Span> = mine.iter().map(|one| one.span).collect();
        let closed: Vec<Span> = shut.iter().map(|c| c.span).collect();
        let Stands { state, until } = stands(now, end, open.as_deref(), &closed, &spans);
        let why = shut.iter().find(|c| c.span.from <= now && now < c.span.to);
        let why = why.filter(|_| state == RoomState::Closed).map(|c| c.why.clone());
        let (now, next) = mine.into_iter().partition(|one| one.span.from <= now);
        all.push(RoomStanding { room, state, until, now, next, why });
    }
    Ok(all)
}

/// When it can be used; `None`: of today nothing is published.
fn open(days: &[DayHours], own: &[WeekSpan], zone: &Zone, now: Timestamp) -> Option<Vec<Span>> {
    let today = zone.date(now);
    if !days.iter().any(|day| day.date == today && day.is_known()) {
        return None;
    }
    let known = days.iter().filter(|day| day.is_known()).map(|day| with_self_service(day, own));
    let spans = known.flat_map(|day| {
        let at = |s: &lianxin_places::OpenSpan| {
            Span::new(zone.at(day.date, s.from), zone.at(day.date, s.to))
        };
        day.spans.iter().filter_map(at).collect::<Vec<_>>()
    });
    Some(spans.collect())
}
