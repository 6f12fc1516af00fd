//! How much rooms are used and what became of their bookings: sums, never who.
use crate::model::BookingState;
use crate::store::figures::{Outcome, outcomes};
use crate::views::{CenterName, RoomName};
use lianxin_calendar::permissions::UTILIZATION;
use lianxin_calendar::queries::ShowUtilization;
use lianxin_calendar::{HeatCell, HeldMinutes, RoomUtilization, Span, Utilization};
use lianxin_db::{Id, Tx};
use lianxin_kernel::{
    Date, Error, FieldCode, FieldError, Found, Names, Permission, Query, Read, Result, Zone,
};
use lianxin_places::{CenterId, CenterRef, PlaceRef, RegionId, RoomId, Status};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ops::AddAssign;
use utoipa::ToSchema;

/// The use of a room, or of several together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UseFigure {
    /// Minutes in which it was open.
    pub open_min: i64,
    /// Of those, held.
    pub held: HeldMinutes,
    /// Used when it was not open.
    pub outside_min: i64,
    /// Activities that began in it.
    pub sessions: i64,
    /// Bookings that begin in the period and stand.
    pub bookings: i64,
    /// Given back because nobody came.
    pub no_shows: i64,
    pub cancelled: i64,
    /// The room was closed over it.
    pub closed: i64,
}

impl AddAssign for UseFigure {
    fn add_assign(&mut self, other: Self) {
        self.open_min += other.open_min;
        self.held += other.held;
        self.outside_min += other.outside_min;
        self.sessions += other.sessions;
        self.bookings += other.bookings;
        self.no_shows += other.no_shows;
        self.cancelled += other.cancelled;
        self.closed += other.closed;
    }
}

impl UseFigure {
    fn of(room: &RoomUtilization) -> Self {
        Self {
            open_min: room.open_min,
            held: room.held,
            outside_min: room.outside_min,
            sessions: room.sessions,
            ..Self::default()
        }
    }

    fn count(&mut self, outcome: &Outcome) {
        match outcome.state {
            BookingState::Booked => self.bookings += outcome.count,
            BookingState::NoShow => self.no_shows += outcome.count,
            BookingState::Cancelled => self.cancelled += outcome.count,
            BookingState::Closed => self.closed += outcome.count,
            BookingState::Asked | BookingState::Waiting | BookingState::Denied => {}
        }
    }

    /// It was open, and nothing was in it.
    fn is_unused(&self) -> bool {
        self.open_min > 0 && self.held.used() + self.outside_min == 0
    }
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RoomFigure {
    pub room: RoomName,
    #[serde(flatten)]
    pub figure: UseFigure,
    pub heat: Vec<HeatCell>,
}

/// The use of the rooms of one center.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RoomFigures {
    pub center: CenterName,
    pub from: Date,
    pub to: Date,
    /// Days of which no hours are published: nothing is open then.
    pub unknown_days: i64,
    /// The sum of the rooms.
    pub total: UseFigure,
    /// By hour of the week, all rooms together.
    pub heat: Vec<HeatCell>,
    pub rooms: Vec<RoomFigure>,
}

/// The use of the rooms of one center, in one row.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CenterUse {
    pub center: CenterName,
    pub unknown_days: i64,
    pub rooms: i64,
    /// Rooms that were open and stood empty all the time.
    pub unused_rooms: i64,
    #[serde(flatten)]
    pub figure: UseFigure,
}

/// The open centers of a place, each with the use of its rooms.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CenterUses {
    pub place: String,
    pub name: Names,
    pub from: Date,
    pub to: Date,
    pub total: UseFigure,
    pub items: Vec<CenterUse>,
}

/// The use of the rooms of a center.
pub struct ShowRoomFigures {
    pub center: CenterId,
    pub from: Date,
    /// The last day; at most 400 days with the first.
    pub to: Date,
}

impl Query for ShowRoomFigures {
    const NAME: &'static str = "bookings.show_room_figures";
    const NEEDS: Permission = UTILIZATION;
    type Target = CenterRef;
    type Out = RoomFigures;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, center: CenterRef) -> Result<RoomFigures> {
        let days = ShowUtilization { center: center.id, from: self.from, to: self.to };
        let used = days.run(r, center.clone()).await?;
        let zone = r.zone().clone();
        figures(r.tx(), &zone, center, used).await
    }
}

async fn figures(
    tx: &mut Tx,
    zone: &Zone,
    center: CenterRef,
    used: Utilization,
) -> Result<RoomFigures> {
    let (from, to) = (zone.start_of(used.from), zone.start_of(used.to.plus_days(1)));
    let mut became: HashMap<RoomId, Vec<Outcome>> = HashMap::new();
    for outcome in outcomes(tx, center.id, Span { from, to }).await? {
        became.entry(outcome.room).or_default().push(outcome);
    }
    let floors = lianxin_places::rooms(tx, center.id).await?;
    let floors: HashMap<_, _> = floors.into_iter().map(|room| (room.id, room.floor)).collect();
    let mut total = UseFigure::default();
    let mut rooms = vec![];
    for room in used.rooms {
        let mut figure = UseFigure::of(&room);
        became.remove(&room.room).iter().flatten().for_each(|one| figure.count(one));
        total += figure;
        let floor = floors.get(&room.room).cloned().flatten();
        let name = RoomName { id: room.room, name: room.name, floor };
        rooms.push(RoomFigure { room: name, figure, heat: room.heat });
    }
    Ok(RoomFigures {
        center: CenterName { id: center.id, name: center.name },
        from: used.from,
        to: used.to,
        unknown_days: used.unknown_days,
        total,
        heat: used.heat,
        rooms,
    })
}

/// The use of rooms, center by center.
pub struct ShowCenterUses {
    /// A center or a region.
    pub place: String,
    pub from: Date,
    /// The last day; at most 100 days with the first.
    pub to: Date,
}

/// A quarter of a year and some days.
const DAYS_MOST: i32 = 100;
/// More than a district of a million has; a city asks district by district.
const CENTERS_MOST: usize = 400;

fn place_id(text: &str) -> Result<Id> {
    let center = text.parse::<CenterId>().map(|c| c.0);
    let place = center.or_else(|_| text.parse::<RegionId>().map(|r| r.0));
    place.map_err(|_| Error::field("place", FieldCode::Unknown))
}

impl Query for ShowCenterUses {
    const NAME: &'static str = "bookings.show_center_uses";
    const NEEDS: Permission = UTILIZATION;
    type Target = PlaceRef;
    type Out = CenterUses;

    async fn target(&self, r: &mut Read<'_>) -> Result<PlaceRef> {
        lianxin_places::place(r.tx(), place_id(&self.place)?).await?.found("place")
    }

    async fn run(&self, r: &mut Read<'_>, place: PlaceRef) -> Result<CenterUses> {
        let (from, to) = (self.from, self.to);
        if to < from {
            return Err(Error::field("to", FieldCode::BeforeStart));
        }
        if from.days_until(to) >= DAYS_MOST {
            let fault = FieldError::new("to", FieldCode::OutOfRange);
            return Err(Error::Invalid(vec![fault.with("max", from.plus_days(DAYS_MOST - 1))]));
        }
        let mut centers = lianxin_places::centers_below(r.tx(), place.id).await?;
        centers.retain(|center| center.status == Status::Open);
        if centers.len() > CENTERS_MOST {
            let why = format!("more than {CENTERS_MOST} centers; ask for a smaller place");
            return Err(Error::TooLarge(why));
        }
        let (zone, mut total, mut items) = (r.zone().clone(), UseFigure::default(), vec![]);
        for center in centers {
            let days = ShowUtilization { center: center.id, from, to };
            let used = days.run(r, center.clone()).await?;
            let one = figures(r.tx(), &zone, center, used).await?;
            total += one.total;
            let unused = one.rooms.iter().filter(|room| room.figure.is_unused()).count();
            items.push(CenterUse {
                center: one.center,
                unknown_days: one.unknown_days,
                rooms: one.rooms.len() as i64,
                unused_rooms: unused as i64,
                figure: one.total,
            });
        }
        Ok(CenterUses { place: self.place.clone(), name: place.name, from, to, total, items })
    }
}
