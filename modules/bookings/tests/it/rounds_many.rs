//! Many clubs, and many at once.
use crate::MODULES;
use crate::house::*;
use crate::season::*;
use lianxin_bookings::*;
use lianxin_kernel::{Names, Span as Length};
use lianxin_places::commands::PutRoom;
use lianxin_places::{RoomFacts, RoomId};
use lianxin_testkit::{both, race};

/// What each club has, to be compared.
fn given(round: &DeskRound) -> Vec<(lianxin_people::OrganizationId, Vec<BlockId>)> {
    let of = |club: &SeasonClub| {
        let mut blocks: Vec<_> = club.awards.iter().map(|award| award.block).collect();
        blocks.sort_unstable();
        (club.organization.id, blocks)
    };
    round.clubs.iter().map(of).collect()
}

both! { MODULES;
    async fn sixty_clubs_over_forty_rooms_are_shared_with_a_proof(t: Test) {
        let house = House::build(t).await;
        let mut rooms: Vec<RoomId> = vec![house.hall, house.left, house.right, house.small];
        for n in rooms.len()..40 {
            let mut facts = RoomFacts::named(Names::zh_cn(&format!("活动室{n}")));
            facts.capacity = Some(15 + n as i64);
            rooms.push(t.system().run(PutRoom::new(house.center, facts)).await.unwrap().id);
        }
        let offered: Vec<BlockFacts> = rooms.iter().flat_map(|room| {
            (1..=3).flat_map(|weekday| [9, 14, 18].map(|hour| block(*room, weekday, hour)))
        }).collect();
        let (round, ids) = opened(&house, &offered).await;
        assert_eq!(ids.len(), 360);
        for n in 0..60 {
            let club = club(t, &house, &format!("社团{n}")).await;
            // Most want the first rooms; each some others too.
            let likes = (0..24).map(|k| ids[(k * (1 + n % 3) + (n / 6) * 9) % 360]);
            let mut blocks: Vec<BlockId> = likes.collect();
            blocks.sort_unstable();
            blocks.dedup();
            wishes(&club, round, wish(1 + n as i64 % 3, 10, &blocks)).await;
        }
        let first = proposed(&house, round).await;
        let result = first.round.result.clone().unwrap();
        assert_eq!(result.clubs, 60);
        assert!(result.proved, "{result:?}");
        assert!(first.clubs.iter().all(|club| club.why.is_some()));
        // The same round is shared out the same way again.
        let again = allocate_round(&house.manager, round).await.unwrap();
        assert_eq!(given(&first), given(&again));
    }

    race async fn two_who_publish_at_once_write_every_date_once(t: Test) {
        let house = House::build(t).await;
        let choir = club(t, &house, "红枫合唱团").await;
        let (round, ids) = opened(&house, &[block(house.small, 2, 9)]).await;
        wishes(&choir, round, wish(1, 8, &ids)).await;
        proposed(&house, round).await;
        let done = race(8, |_| {
            let act = house.manager.clone();
            async move { act.run(PublishRound { round }).await.is_ok() }
        })
        .await;
        assert_eq!(done.into_iter().filter(|ok| *ok).count(), 1);
        t.work_jobs().await;
        // A job that is worked twice writes nothing twice.
        let award = seen(&choir, round).await.awards.remove(0);
        t.system().run(HoldAward { award: award.id }).await.unwrap();
        let dates = seen(&choir, round).await.awards.remove(0).dates;
        assert_eq!(dates.len(), 4);
        assert!(dates.iter().all(|date| date.occupancy.is_some()));
    }

    race async fn two_rounds_that_open_at_once_are_one(t: Test) {
        let house = House::build(t).await;
        let mut drafts = vec![];
        for n in 0..4 {
            let new = CreateRound { center: house.center, facts: facts() };
            let round = house.manager.run(new).await.unwrap().id;
            let blocks = vec![block(house.small, 1 + n, 9)];
            house.manager.run(PutBlocks { round, blocks }).await.unwrap();
            drafts.push(round);
        }
        let opened = race(4, |n| {
            let (act, round) = (house.manager.clone(), drafts[n]);
            async move { act.run(OpenRound { round }).await.is_ok() }
        })
        .await;
        assert_eq!(opened.into_iter().filter(|ok| *ok).count(), 1);
    }

    async fn who_changes_a_wish_while_it_is_shared_out_is_not_overlooked(t: Test) {
        let house = House::build(t).await;
        let choir = club(t, &house, "红枫合唱团").await;
        let (round, ids) = opened(&house, &[block(house.small, 2, 9), block(house.left, 3, 9)]).await;
        wishes(&choir, round, wish(1, 8, &ids)).await;
        t.clock.forward(Length::days(8));
        let input = house.manager.ask(AskAllocation { round }).await.unwrap();
        assert_eq!((input.round.clubs.len(), input.round.blocks.len()), (1, 2));
        let more = PutWishFor { round, organization: choir.id, wish: wish(2, 8, &ids) };
        house.manager.run(more).await.unwrap();
        let after = house.manager.ask(AskAllocation { round }).await.unwrap();
        assert!(after.version > input.version);
        assert_eq!(allocate_round(&house.manager, round).await.unwrap().round.result.unwrap().given, 2);
    }
}
