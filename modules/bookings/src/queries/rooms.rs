//! Rooms, their rules and when they are free: for everyone, without a name.
use crate::model::Policy;
use crate::permissions;
use crate::record::RoomAt;
use crate::store;
use crate::targets;
use crate::views::{
    BookableRoom, BookableRoomList, Busy, CenterName, RoomDay, RoomDays, RoomName, policy_of,
};
use lianxin_calendar::{Resource, Span};
use lianxin_kernel::{
    Date, Error, FieldCode, FieldError, Found, Permission, Query, Read, Result, Zone,
};
use lianxin_places::{CenterId, CenterRef, RoomId};

/// The rooms of a center that can be booked.
pub struct ListBookableRooms {
    pub center: CenterId,
}

impl Query for ListBookableRooms {
    const NAME: &'static str = "bookings.list_bookable_rooms";
    const NEEDS: Permission = permissions::LOOK;
    type Target = CenterRef;
    type Out = BookableRoomList;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, center: CenterRef) -> Result<BookableRoomList> {
        let mut items = vec![];
        for room in lianxin_places::rooms(r.tx(), center.id).await? {
            let at = RoomAt { room, center: center.clone() };
            items.extend(bookable(r, &at).await?);
        }
        Ok(BookableRoomList { items })
    }
}

/// A room with its rules of today; nothing when it can not be booked.
async fn bookable(r: &mut Read<'_>, at: &RoomAt) -> Result<Option<BookableRoom>> {
    let setting = lianxin_calendar::setting(r.tx(), at.room.id).await?;
    if !setting.bookable {
        return Ok(None);
    }
    let rules: Policy = policy_of(r, at).await?.rules;
    let (room, center) = (&at.room, &at.center);
    Ok(Some(BookableRoom {
        room: RoomName { id: room.id, name: room.name.clone(), floor: room.floor.clone() },
        center: CenterName { id: center.id, name: center.name.clone() },
        capacity: room.capacity,
        part_of: room.part_of,
        before_min: setting.before_min,
        after_min: setting.after_min,
        rules,
    }))
}

/// When a room is open and when it is taken, day by day.
pub struct ShowRoomDays {
    pub room: RoomId,
    pub from: Date,
    /// The last day, at most 30 days after the first.
    pub to: Date,
}

impl Query for ShowRoomDays {
    const NAME: &'static str = "bookings.show_room_days";
    const NEEDS: Permission = permissions::LOOK;
    type Target = RoomAt;
    type Out = RoomDays;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoomAt> {
        targets::room(r.tx(), self.room).await
    }

    async fn run(&self, r: &mut Read<'_>, at: RoomAt) -> Result<RoomDays> {
        let (from, to) = (self.from, self.to);
        if to < from {
            return Err(Error::field("to", FieldCode::BeforeStart));
        }
        if from.days_until(to) > 30 {
            let fault = FieldError::new("to", FieldCode::OutOfRange);
            return Err(Error::Invalid(vec![fault.with("max", from.plus_days(30))]));
        }
        let room = bookable(r, &at).await?.found("room")?;
        let zone = r.zone().clone();
        let busy = busy(r, &at, span_of(&zone, from, to)).await?;
        let (id, center) = (at.room.id, at.center.id);
        let usable = lianxin_calendar::usable_days(r.tx(), id, center, from, to).await?;
        let days = usable.into_iter().map(|day| RoomDay {
            date: day.date,
            open: day.open,
            busy: within(&busy, span_of(&zone, day.date, day.date)),
        });
        Ok(RoomDays { room, days: days.collect() })
    }
}

fn span_of(zone: &Zone, from: Date, to: Date) -> Span {
    Span { from: zone.start_of(from), to: zone.start_of(to.plus_days(1)) }
}

async fn busy(r: &mut Read<'_>, at: &RoomAt, span: Span) -> Result<Vec<Busy>> {
    let resource = Resource::room(at.room.id, at.center.id);
    let held = lianxin_calendar::occupancies(r.tx(), resource, span).await?;
    let held = held.iter().map(|o| Busy { span: o.padded(), kind: Some(o.kind), why: None });
    let mut busy: Vec<Busy> = held.collect();
    let closings = lianxin_calendar::closings(r.tx(), resource, span).await?;
    let closed = closings.into_iter().map(|c| {
        let to = c.ended_at.map_or(c.span.to, |ended| ended.min(c.span.to));
        Busy { span: Span { to, ..c.span }, kind: None, why: Some(c.why) }
    });
    busy.extend(closed);
    busy.sort_by_key(|b| b.span);
    Ok(busy)
}

/// The parts that lie on a day.
fn within(busy: &[Busy], day: Span) -> Vec<Busy> {
    let cut = busy.iter().filter_map(|b| {
        let span = Span::new(b.span.from.max(day.from), b.span.to.min(day.to))?;
        Some(Busy { span, ..b.clone() })
    });
    cut.collect()
}

/// The rooms of the center of one with their tree, nearest in size first: for alternatives.
pub(super) async fn others(r: &mut Read<'_>, at: &RoomAt, people: i64) -> Result<Vec<RoomAt>> {
    let mut rooms = vec![];
    for room in lianxin_places::rooms(r.tx(), at.center.id).await? {
        let fits = room.capacity.is_none_or(|capacity| capacity >= people);
        if room.id != at.room.id
            && fits
            && lianxin_calendar::setting(r.tx(), room.id).await?.bookable
        {
            rooms.push(RoomAt { room, center: at.center.clone() });
        }
    }
    rooms.sort_by_key(|at| (at.room.capacity.unwrap_or(i64::MAX), at.room.id));
    Ok(rooms)
}

/// The rules of a room on a day, if any were said.
pub(super) async fn said(
    r: &mut Read<'_>,
    at: &RoomAt,
    day: Date,
) -> Result<Option<crate::record::PolicyRecord>> {
    store::policy::on(r.tx(), at.room.id, at.center.id, day).await
}
