//! A center with a hall in two halves and a small room; staff, residents on demand.
use lianxin_bookings::*;
use lianxin_calendar::commands::{ArrangeRoom, PutSetting};
use lianxin_calendar::{RoomSetting, Span};
use lianxin_kernel::{
    Act, Error, Grant, Kind, Language, Line, Names, Result, Role, Secret, Span as Length,
    TimeOfDay, Timestamp,
};
use lianxin_people::{AddPerson, PersonId};
use lianxin_places::commands::{PutCenter, PutHours, PutRegion, PutRoom};
use lianxin_places::{
    CenterFacts, CenterId, Key, Level, Period, RegionFacts, RegionId, RegionKind, RoomFacts,
    RoomId, Status,
};
use lianxin_testkit::Test;

pub struct House {
    pub district: RegionId,
    pub center: CenterId,
    pub hall: RoomId,
    pub left: RoomId,
    pub right: RoomId,
    /// Of ten people.
    pub small: RoomId,
    pub manager: Act,
    pub clerk: Act,
}

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

fn time(text: &str) -> TimeOfDay {
    text.parse().unwrap()
}

impl House {
    /// Open every day from 08:00 to 21:00.
    pub async fn build(t: &Test) -> Self {
        let act = t.system();
        let facts = RegionFacts::new(RegionKind::District, None, Names::zh_cn("青禾区"));
        let district = act.run(PutRegion::new(key("qinghe"), facts)).await.unwrap().id;
        let name = Names::zh_cn("青禾路街道党群服务中心").with(Language::En, "Qinghe Road Center");
        let facts = CenterFacts::new(Level::Street, district, name, Status::Open);
        let center = act.run(PutCenter::new(key("qinghe-road"), facts)).await.unwrap().id;
        let from = "2026-01-01".parse().unwrap();
        let week = Period::weekly(from, &[1, 2, 3, 4, 5, 6, 7], time("08:00"), time("21:00"));
        act.run(PutHours { center, periods: vec![week] }).await.unwrap();
        let mut rooms = vec![];
        for (name, capacity) in [("大厅", 60), ("东厅", 30), ("西厅", 30), ("茶室", 10)] {
            let mut facts = RoomFacts::named(Names::zh_cn(name));
            facts.capacity = Some(capacity);
            rooms.push(act.run(PutRoom::new(center, facts)).await.unwrap().id);
        }
        let manager = staff(t, center, Role::CenterManager).await;
        let clerk = staff(t, center, Role::Clerk).await;
        for half in [rooms[1], rooms[2]] {
            manager.run(ArrangeRoom { room: half, part_of: Some(rooms[0]) }).await.unwrap();
        }
        let (hall, left, right, small) = (rooms[0], rooms[1], rooms[2], rooms[3]);
        Self { district, center, hall, left, right, small, manager, clerk }
    }

    pub async fn rules(&self, t: &Test, room: RoomId, rules: Policy) {
        let valid_from = t.app.zone().date(t.app.now());
        self.manager.run(PutRoomPolicy { room, valid_from, rules }).await.unwrap();
    }

    pub async fn setup(&self, room: RoomId, before_min: i64, after_min: i64) {
        let setting = RoomSetting { before_min, after_min, ..RoomSetting::USUAL };
        self.manager.run(PutSetting { room, setting }).await.unwrap();
    }
}

/// Two at a time and nothing else in the way.
pub fn generous() -> Policy {
    Policy { open_most: None, days_ahead: 90, ..Policy::usual() }
}

pub async fn person(t: &Test, name: &str) -> PersonId {
    let new = AddPerson {
        name: Secret::new(Line::new(name).unwrap()),
        phone: None,
        birth_date: Some(Secret::new("1960-05-01".parse().unwrap())),
        age_band: None,
        home_center: None,
        language: Language::ZhCn,
    };
    t.system().run(new).await.unwrap().hit.person
}

pub async fn resident(t: &Test, name: &str) -> (Act, PersonId) {
    let id = person(t, name).await;
    (t.person_act(id, &[]), id)
}

pub async fn staff(t: &Test, center: CenterId, role: Role) -> Act {
    let id = person(t, "职员").await;
    t.person_act(id, &[Grant::new(role, center.id())])
}

/// Minutes from an hour on, so many days after Monday 2026-03-02, in Shanghai.
pub fn at(days: i64, hour: i64, minutes: i64) -> Span {
    let midnight = Timestamp::parse("2026-03-01T16:00:00Z").unwrap();
    let from = midnight + Length::days(days) + Length::hours(hour);
    Span { from, to: from + Length::minutes(minutes) }
}

pub fn new(span: Span) -> NewBooking {
    NewBooking {
        from: span.from,
        to: span.to,
        people: 8,
        title: Line::new("合唱排练").unwrap(),
        organization: None,
        wait: false,
        items: vec![],
    }
}

pub async fn book(act: &Act, room: RoomId, span: Span) -> Result<Booking> {
    act.run(BookRoom { room, new: new(span) }).await
}

pub async fn wait_for(act: &Act, room: RoomId, span: Span) -> Result<Booking> {
    act.run(BookRoom { room, new: NewBooking { wait: true, ..new(span) } }).await
}

pub async fn show(act: &Act, booking: BookingId) -> Booking {
    act.ask(ShowBooking { booking }).await.unwrap()
}

/// Everything a refusal names, without its module.
pub fn refused<T: std::fmt::Debug>(result: Result<T>) -> Vec<String> {
    match result {
        Err(Error::Conflict(reasons)) => reasons.iter().map(|r| r.code.to_string()).collect(),
        Err(Error::Invalid(fields)) => {
            fields.iter().map(|f| format!("{} {}", f.field, f.code)).collect()
        }
        Err(other) => vec![other.to_string()],
        Ok(fine) => panic!("not refused: {fine:?}"),
    }
}
