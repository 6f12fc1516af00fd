//! Reads a whole center in as many statements for 200 rooms as for one.
use super::count::{Calendar, Heat, add, cells};
use super::opened::{closed, opened};
use super::report::{HeldMinutes, RoomUtilization, Utilization};
use crate::model::{Kind, RoomSetting, Span};
use crate::record::Closing;
use crate::store;
use crate::store::utilization::Use;
use lianxin_db::Tx;
use lianxin_kernel::{AnyId, Date, Kind as _, Result, Zone};
use lianxin_places::{CenterId, DayHours, Room, RoomId, RoomTree};
use std::collections::HashMap;
use std::ops::Range;

/// What was read of a center.
struct House<'a> {
    span: Span,
    zone: &'a Zone,
    days: Vec<DayHours>,
    settings: HashMap<RoomId, RoomSetting>,
    closings: Vec<Closing>,
    uses: HashMap<AnyId, Vec<Use>>,
    parts: Vec<(RoomId, Option<RoomId>)>,
}

/// How the rooms of a center were used from a day to another, both included.
pub(crate) async fn utilization(
    tx: &mut Tx,
    zone: &Zone,
    center: CenterId,
    from: Date,
    to: Date,
) -> Result<Utilization> {
    let district = center.id().district();
    let span = Span { from: zone.start_of(from), to: zone.start_of(to.plus_days(1)) };
    let rooms = lianxin_places::rooms_of(tx, &[center]).await?.remove(&center).unwrap_or_default();
    let ids: Vec<RoomId> = rooms.iter().map(|room| room.id).collect();
    let mut days = lianxin_places::open_spans_of(tx, &[center], from, to).await?;
    let mut uses: HashMap<AnyId, Vec<Use>> = HashMap::new();
    for one in store::utilization::uses(tx, center, span).await? {
        uses.entry(one.resource).or_default().push(one);
    }
    let house = House {
        span,
        zone,
        days: days.remove(&center).unwrap_or_default(),
        settings: store::search::settings(tx, district, &ids).await?,
        closings: store::search::closings(tx, district, &[center], span).await?,
        uses,
        parts: rooms.iter().map(|room| (room.id, room.part_of)).collect(),
    };
    let calendar = Calendar::new(span.quarters(), zone);
    let unknown = house.days.iter().filter(|day| !day.is_known()).count();
    let mut sum = Utilization {
        center,
        from,
        to,
        unknown_days: unknown as i64,
        open_min: 0,
        held: HeldMinutes::default(),
        outside_min: 0,
        uses: 0,
        sessions: 0,
        released: 0,
        heat: vec![],
        rooms: vec![],
    };
    let mut heat = Heat::new();
    for room in rooms {
        let (of_room, hours) = house.room(&calendar, room);
        sum.open_min += of_room.open_min;
        sum.held += of_room.held;
        sum.outside_min += of_room.outside_min;
        sum.uses += of_room.uses;
        sum.sessions += of_room.sessions;
        sum.released += of_room.released;
        add(&mut heat, &hours);
        sum.rooms.push(of_room);
    }
    sum.heat = cells(&heat);
    Ok(sum)
}

impl House<'_> {
    fn room(&self, calendar: &Calendar, room: Room) -> (RoomUtilization, Heat) {
        let sharing = match RoomTree::of(room.id, &self.parts) {
            Some(tree) => tree.sharing(room.id),
            None => vec![room.id],
        };
        let own = self.settings.get(&room.id).map_or(&[][..], |s| s.self_service.as_slice());
        let open = opened(&self.days, own, self.zone);
        let concerns = |c: &&Closing| c.room.is_none_or(|closed| sharing.contains(&closed));
        let shut: Vec<Range<i64>> = self.closings.iter().filter(concerns).map(closed).collect();
        let all = |id: RoomId| self.uses.get(&id.0).into_iter().flatten();
        let held = sharing.iter().flat_map(|id| all(*id)).filter(|one| one.held);
        let held: Vec<_> = held.map(|one| (one.kind, one.span.quarters())).collect();
        let counted = calendar.count(&open, &shut, &held);
        let began = |one: &&Use| {
            one.kind != Kind::Blocking && (self.span.from..self.span.to).contains(&one.span.from)
        };
        let (kept, back): (Vec<_>, Vec<_>) = all(room.id).filter(began).partition(|one| one.held);
        let told = RoomUtilization {
            room: room.id,
            name: room.facts.name,
            open_min: counted.open_min,
            held: counted.held,
            outside_min: counted.outside_min,
            uses: kept.len() as i64,
            sessions: kept.iter().filter(|one| one.kind == Kind::Activity).count() as i64,
            released: back.len() as i64,
            heat: cells(&counted.heat),
        };
        (told, counted.heat)
    }
}
