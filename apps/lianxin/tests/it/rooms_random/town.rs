//! One center whose rooms are a tree, a projector, people, clubs, staff.
use super::dice::Dice;
use lianxin_bookings::{Policy, PutCenterPolicy};
use lianxin_calendar::commands::{AddItem, ArrangeRoom, NewItem};
use lianxin_calendar::{ItemId, ItemKind, Span};
use lianxin_kernel::{
    Act, Grant, Kind as _, Language, Line, Names, Role, Secret, Span as Length, Timestamp,
};
use lianxin_people::{
    AddOrganizationMember, AddPerson, CreateOrganization, MemberRole, OrganizationId,
    OrganizationKind, PersonId,
};
use lianxin_places::commands::{PutCenter, PutHours, PutRegion, PutRoom};
use lianxin_places::{
    CenterFacts, CenterId, Level, Period, RegionFacts, RegionKind, RoomFacts, RoomId, Status,
};
use lianxin_testkit::Test;

/// A hall, its halves, a quarter of one half, and two rooms by themselves.
pub const TREE: [Option<usize>; 6] = [None, Some(0), Some(0), Some(1), None, None];
pub const OPENS: i64 = 8;
pub const CLOSES: i64 = 21;

pub struct Club {
    pub id: OrganizationId,
    pub act: Act,
}

pub struct Town {
    pub center: CenterId,
    pub rooms: Vec<RoomId>,
    pub projector: ItemId,
    pub manager: Act,
    pub people: Vec<(Act, PersonId)>,
    pub clubs: Vec<Club>,
}

impl Town {
    /// Open every day; rules that stand in nobody's way; who does not come loses the room.
    pub async fn build(t: &Test) -> Self {
        let act = t.system();
        let facts = RegionFacts::new(RegionKind::District, None, Names::zh_cn("青禾区"));
        let district = act.run(PutRegion::new("qinghe".parse().unwrap(), facts)).await.unwrap().id;
        let name = Names::zh_cn("青禾路街道党群服务中心");
        let facts = CenterFacts::new(Level::Street, district, name, Status::Open);
        let key = "qinghe-road".parse().unwrap();
        let center = act.run(PutCenter::new(key, facts)).await.unwrap().id;
        let hour = |hour: i64| format!("{hour:02}:00").parse().unwrap();
        let first = "2026-01-01".parse().unwrap();
        let week = Period::weekly(first, &[1, 2, 3, 4, 5, 6, 7], hour(OPENS), hour(CLOSES));
        act.run(PutHours { center, periods: vec![week] }).await.unwrap();
        let mut rooms = vec![];
        for n in 0..TREE.len() {
            let mut facts = RoomFacts::named(Names::zh_cn(&format!("{n} 号厅")));
            facts.capacity = Some(60);
            rooms.push(act.run(PutRoom::new(center, facts)).await.unwrap().id);
        }
        for (room, whole) in rooms.iter().zip(TREE) {
            let part_of = whole.map(|n| rooms[n]);
            act.run(ArrangeRoom { room: *room, part_of }).await.unwrap();
        }
        let (kind, name) = (ItemKind::Projector, Names::zh_cn("投影仪"));
        let item = NewItem { center, kind, name, portable: true, room: None };
        let projector = act.run(AddItem { item }).await.unwrap().id;
        let rules = Policy { open_most: None, days_ahead: 90, series_most: 20, ..Policy::usual() };
        let valid_from = t.app.zone().date(t.app.now());
        act.run(PutCenterPolicy { center, valid_from, rules }).await.unwrap();
        let manager = person(t, "李经理").await;
        let manager = t.person_act(manager, &[Grant::new(Role::CenterManager, center.id())]);
        let mut people = vec![];
        for n in 0..8 {
            let id = person(t, &format!("居民{n}")).await;
            people.push((t.person_act(id, &[]), id));
        }
        let mut clubs = vec![];
        for (act, person) in people.iter().take(4) {
            clubs.push(club(t, center, act.clone(), *person).await);
        }
        Self { center, rooms, projector, manager, people, clubs }
    }

    pub fn anyone(&self, dice: &mut Dice) -> &(Act, PersonId) {
        &self.people[dice.below(self.people.len())]
    }
}

async fn person(t: &Test, name: &str) -> PersonId {
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

async fn club(t: &Test, center: CenterId, act: Act, person: PersonId) -> Club {
    let new = CreateOrganization {
        kind: OrganizationKind::SocialOrganization,
        name: Names::zh_cn("合唱队"),
        credit_code: None,
        contact: None,
        home: center.into(),
    };
    let id = t.system().run(new).await.unwrap().organization;
    let role = MemberRole::Manager;
    let add = AddOrganizationMember { organization: id, person, role, from: None, until: None };
    t.system().run(add).await.unwrap();
    Club { id, act }
}

/// A time in the two weeks that lie ahead, mostly within the hours, on the quarter hour.
pub fn some_time(t: &Test, dice: &mut Dice) -> Span {
    let midnight = midnight(t) + Length::days(dice.between(0, 13));
    let quarter = match dice.one_in(12) {
        true => dice.between(0, 95),
        false => dice.between(OPENS * 4, CLOSES * 4 - 2),
    };
    let from = midnight + Length::minutes(quarter * 15);
    let to = from + Length::minutes(15 * dice.between(1, 12));
    Span::new(from, to).unwrap()
}

/// The beginning of the clock's day.
pub fn midnight(t: &Test) -> Timestamp {
    let zone = t.app.zone();
    zone.start_of(zone.date(t.app.now()))
}
