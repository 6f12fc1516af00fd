//! Clubs, and a round on its way.
use crate::house::*;
use lianxin_bookings::*;
use lianxin_kernel::{Act, Date, Line, Names, Span as Length};
use lianxin_people::{
    AddOrganizationMember, CreateOrganization, MemberRole, OrganizationId, OrganizationKind,
    PersonId,
};
use lianxin_places::RoomId;
use lianxin_testkit::Test;

/// A club and somebody who acts for it.
pub struct Club {
    pub id: OrganizationId,
    pub act: Act,
    pub person: PersonId,
}

pub async fn club(t: &Test, house: &House, name: &str) -> Club {
    let new = CreateOrganization {
        kind: OrganizationKind::SocialOrganization,
        name: Names::zh_cn(name),
        credit_code: None,
        contact: None,
        home: house.center.into(),
    };
    let id = t.system().run(new).await.unwrap().organization;
    let (act, person) = resident(t, "带队的人").await;
    let role = MemberRole::Manager;
    let add = AddOrganizationMember { organization: id, person, role, from: None, until: None };
    t.system().run(add).await.unwrap();
    Club { id, act, person }
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// From Monday 2026-04-06 to Sunday 2026-05-03: four weeks. Wishes for a week from now.
pub fn facts() -> RoundFacts {
    RoundFacts {
        name: Line::new("春季使用安排").unwrap(),
        first_day: day("2026-04-06"),
        last_day: day("2026-05-03"),
        wishes_until: at(7, 18, 0).from,
        skip_holidays: true,
    }
}

pub fn block(room: RoomId, weekday: i64, hour: i64) -> BlockFacts {
    BlockFacts { room, weekday, from_minute: hour * 60, to_minute: hour * 60 + 120 }
}

/// A round with these blocks, and the ids of the blocks in the same order.
pub async fn opened(house: &House, blocks: &[BlockFacts]) -> (RoundId, Vec<BlockId>) {
    let new = CreateRound { center: house.center, facts: facts() };
    let round = house.manager.run(new).await.unwrap().id;
    let put = PutBlocks { round, blocks: blocks.to_vec() };
    let shown = house.manager.run(put).await.unwrap();
    let id = |b: &BlockFacts| {
        let same = |s: &&SeasonBlock| {
            (s.room.id, s.weekday, s.from_minute) == (b.room, b.weekday, b.from_minute)
        };
        shown.blocks.iter().find(same).unwrap().id
    };
    let ids = blocks.iter().map(id).collect();
    house.manager.run(OpenRound { round }).await.unwrap();
    (round, ids)
}

/// Ranked as they stand.
pub fn wish(wanted: i64, people: i64, blocks: &[BlockId]) -> WishFacts {
    let likes = blocks.iter().zip(1..).map(|(block, rank)| LikedBlock { block: *block, rank });
    WishFacts { wanted, people, a_day: 1, likes: likes.collect() }
}

pub async fn wishes(club: &Club, round: RoundId, wish: WishFacts) {
    club.act.run(PutWish { round, organization: club.id, wish }).await.unwrap();
}

pub async fn seen(club: &Club, round: RoundId) -> ClubRound {
    club.act.ask(ShowClubRound { round, organization: club.id }).await.unwrap()
}

pub async fn proposed(house: &House, round: RoundId) -> DeskRound {
    house.manager.run(CloseRound { round }).await.unwrap();
    allocate_round(&house.manager, round).await.unwrap()
}

/// Shared out and written into the calendar.
pub async fn published(t: &Test, house: &House, round: RoundId) {
    proposed(house, round).await;
    house.manager.run(PublishRound { round }).await.unwrap();
    t.work_jobs().await;
}

/// A week and a bit: wishes are over.
pub fn later() -> Length {
    Length::days(8)
}
