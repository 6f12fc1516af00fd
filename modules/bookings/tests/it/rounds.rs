//! A round from its draft to dates on the calendar.
use crate::MODULES;
use crate::house::*;
use crate::season::*;
use lianxin_bookings::*;
use lianxin_calendar::{Kind as Use, Resource, Span, State};
use lianxin_kernel::{Line, Note, Span as Length};
use lianxin_testkit::both;

async fn held(
    t: &lianxin_testkit::Test,
    house: &House,
    room: lianxin_places::RoomId,
) -> Vec<lianxin_calendar::Occupancy> {
    let far = Span { from: at(0, 0, 0).from, to: at(90, 0, 0).to };
    let asked = Held { of: Resource::room(room, house.center), span: far };
    t.system().ask(asked).await.unwrap()
}

/// What a room is held for.
struct Held {
    of: Resource,
    span: Span,
}

impl lianxin_kernel::Query for Held {
    const NAME: &'static str = "test.held";
    const NEEDS: lianxin_kernel::Permission = permissions::LOOK;
    type Target = lianxin_kernel::Scope;
    type Out = Vec<lianxin_calendar::Occupancy>;

    async fn target(
        &self,
        _: &mut lianxin_kernel::Read<'_>,
    ) -> lianxin_kernel::Result<lianxin_kernel::Scope> {
        Ok(lianxin_kernel::Scope::default())
    }

    async fn run(
        &self,
        r: &mut lianxin_kernel::Read<'_>,
        _: lianxin_kernel::Scope,
    ) -> lianxin_kernel::Result<Self::Out> {
        lianxin_calendar::occupancies(r.tx(), self.of, self.span).await
    }
}

both! { MODULES;
    async fn a_round_goes_from_its_draft_to_dates_on_the_calendar(t: Test) {
        let house = House::build(t).await;
        house.setup(house.small, 15, 15).await;
        let (choir, chess) = (club(t, &house, "红枫合唱团").await, club(t, &house, "棋友社").await);
        let offered = [block(house.small, 2, 9), block(house.small, 2, 11), block(house.left, 3, 9)];
        let (round, ids) = opened(&house, &offered).await;
        wishes(&choir, round, wish(2, 8, &[ids[0], ids[1], ids[2]])).await;
        wishes(&chess, round, wish(1, 8, &[ids[0]])).await;
        // Nobody sees yet who gets what.
        let before = seen(&chess, round).await;
        assert_eq!(before.round.state, RoundState::Open);
        assert!(before.why.is_none() && before.round.result.is_none());
        let shared = proposed(&house, round).await;
        let result = shared.round.result.unwrap();
        assert!(result.proved && result.shares_proved);
        assert_eq!((result.clubs, result.given, result.wanted, result.met), (2, 3, 3, 2));
        // What is proposed is theirs to see, and what others have is not.
        let mine = seen(&choir, round).await;
        assert_eq!((mine.why.unwrap().given, mine.awards.len()), (2, 2));
        assert!(mine.blocks.iter().all(|b| b.taken_by.as_ref().is_none_or(|o| o.id == choir.id)));
        house.manager.run(PublishRound { round }).await.unwrap();
        t.work_jobs().await;
        let mine = seen(&choir, round).await;
        assert_eq!(mine.round.state, RoundState::Published);
        let dates: usize = mine.awards.iter().map(|award| award.dates.len()).sum();
        assert_eq!(dates, 8);
        assert!(mine.awards.iter().flat_map(|a| &a.dates).all(|d| d.state == Some(State::Held)));
        let other = mine.blocks.iter().find(|b| b.id == ids[0]).unwrap();
        assert_eq!(other.taken_by.as_ref().unwrap().id, chess.id);
        // On the calendar by name, setting up inside of the block, so neighbours do not meet.
        let room = held(t, &house, house.small).await;
        assert_eq!(room.len(), 8);
        assert!(room.iter().all(|o| o.kind == Use::Season));
        assert_eq!(room[0].label, lianxin_kernel::Names::zh_cn("棋友社"));
        assert_eq!(room[0].span, Span { from: at(36, 9, 15).to, to: at(36, 10, 45).to });
        let (li, _) = resident(t, "李建国").await;
        house.rules(t, house.small, Policy { days_ahead: 90, ..Policy::usual() }).await;
        assert_eq!(refused(book(&li, house.small, at(36, 9, 60)).await), ["calendar.taken"]);
    }

    async fn wishes_have_their_time_and_their_club(t: Test) {
        let house = House::build(t).await;
        let (choir, chess) = (club(t, &house, "红枫合唱团").await, club(t, &house, "棋友社").await);
        let (round, ids) = opened(&house, &[block(house.small, 2, 9), block(house.hall, 3, 9)]).await;
        let put = |wish| PutWish { round, organization: choir.id, wish };
        // Who does not act for a club says nothing for it, and sees nothing of it.
        let foreign = chess.act.run(put(wish(1, 5, &ids))).await;
        assert_eq!(refused(foreign), ["organization unknown"]);
        let looked = chess.act.ask(ShowClubRound { round, organization: choir.id }).await;
        assert_eq!(refused(looked), ["organization unknown"]);
        // Ten people fit the small room.
        let crowd = choir.act.run(put(wish(1, 11, &ids))).await;
        assert_eq!(refused(crowd), ["likes.0.block out_of_range"]);
        let twice = choir.act.run(put(wish(1, 5, &[ids[0], ids[0]]))).await;
        assert_eq!(refused(twice), ["likes.1.block taken"]);
        assert_eq!(refused(choir.act.run(put(wish(8, 5, &[]))).await), ["wanted out_of_range", "likes required"]);
        let strange = choir.act.run(put(wish(1, 5, &[BlockId(t.some_id())]))).await;
        assert_eq!(refused(strange), ["likes.0.block unknown"]);
        wishes(&choir, round, wish(1, 5, &ids)).await;
        wishes(&choir, round, wish(2, 5, &ids)).await;
        assert_eq!(seen(&choir, round).await.wish.unwrap().wanted, 2);
        let withdraw = || choir.act.run(WithdrawWish { round, organization: choir.id });
        withdraw().await.unwrap();
        assert_eq!(refused(withdraw().await), ["no such wish"]);
        wishes(&choir, round, wish(1, 5, &ids)).await;
        // The time for wishes is over though nobody closed the round.
        t.clock.forward(later());
        assert_eq!(refused(choir.act.run(put(wish(1, 5, &ids))).await), ["bookings.wishes_over"]);
        assert_eq!(refused(withdraw().await), ["bookings.wishes_over"]);
        assert_eq!(seen(&choir, round).await.round.state, RoundState::Closed);
        allocate_round(&house.manager, round).await.unwrap();
    }

    async fn a_draft_is_for_staff_and_one_round_runs_at_a_time(t: Test) {
        let house = House::build(t).await;
        let choir = club(t, &house, "红枫合唱团").await;
        let new = || CreateRound { center: house.center, facts: facts() };
        assert_eq!(refused(house.clerk.run(new()).await), ["you may not do this here"]);
        let draft = house.manager.run(new()).await.unwrap().id;
        assert_eq!(refused(house.manager.run(OpenRound { round: draft }).await), ["bookings.no_blocks"]);
        let looked = choir.act.ask(ShowClubRound { round: draft, organization: choir.id }).await;
        assert_eq!(refused(looked), ["no such round"]);
        let (round, _) = opened(&house, &[block(house.small, 2, 9)]).await;
        let put = |facts| PutBlocks { round: draft, blocks: vec![facts] };
        house.manager.run(put(block(house.left, 2, 9))).await.unwrap();
        let second = house.manager.run(OpenRound { round: draft }).await;
        assert_eq!(refused(second), ["bookings.round_running"]);
        assert_eq!(refused(house.manager.run(put(block(house.left, 8, 9))).await), ["blocks.0.weekday out_of_range"]);
        let elsewhere = put(block(lianxin_places::RoomId(t.some_id()), 1, 9));
        assert_eq!(refused(house.manager.run(elsewhere).await), ["blocks.0.room unknown"]);
        let list = choir.act.ask(ListMyRounds).await.unwrap();
        assert_eq!(list.items.iter().map(|i| i.round.id).collect::<Vec<_>>(), [round]);
        assert_eq!(house.clerk.ask(ListRounds { center: house.center }).await.unwrap().items.len(), 2);
        // Nobody wished for anything, and what is open is not changed under the clubs' hands.
        assert_eq!(refused(house.manager.run(PutBlocks { round, blocks: vec![] }).await), ["bookings.round_state"]);
        house.manager.run(CloseRound { round }).await.unwrap();
        assert_eq!(refused(allocate_round(&house.manager, round).await), ["bookings.no_wishes"]);
        let past = RoundFacts { first_day: day("2026-03-01"), ..facts() };
        let change = house.manager.run(ChangeRound { round: draft, facts: past }).await;
        assert_eq!(refused(change), ["first_day in_past"]);
    }

    async fn an_appeal_is_answered_before_anything_is_final(t: Test) {
        let house = House::build(t).await;
        let (choir, chess) = (club(t, &house, "红枫合唱团").await, club(t, &house, "棋友社").await);
        let (round, ids) = opened(&house, &[block(house.small, 2, 9), block(house.small, 3, 9)]).await;
        wishes(&choir, round, wish(1, 8, &[ids[0]])).await;
        wishes(&chess, round, wish(2, 8, &[ids[0], ids[1]])).await;
        proposed(&house, round).await;
        let mine = seen(&chess, round).await;
        assert_eq!(mine.why.as_ref().unwrap().given, 1);
        // Who has the block is told when it is final.
        assert!(mine.why.unwrap().held[0].by.is_empty());
        let text = || Note::new("我们周二才有老师").unwrap();
        let appeal = |club: &Club| Appeal { round, organization: club.id, text: text() };
        assert_eq!(refused(choir.act.run(appeal(&chess)).await), ["organization unknown"]);
        let made = chess.act.run(appeal(&chess)).await.unwrap();
        assert_eq!(refused(chess.act.run(appeal(&chess)).await), ["bookings.appeals_open"]);
        let publish = || house.manager.run(PublishRound { round });
        assert_eq!(refused(publish().await), ["bookings.appeals_open"]);
        let answer = |accept| AnswerAppeal { appeal: made.id, accept, answer: text() };
        assert_eq!(refused(house.clerk.run(answer(false)).await), ["you may not do this here"]);
        house.manager.run(answer(true)).await.unwrap();
        assert_eq!(refused(house.manager.run(answer(false)).await), ["bookings.appeal_answered"]);
        // Taken back: nobody has anything until it is shared out anew.
        let open = seen(&chess, round).await;
        assert_eq!((open.round.state, open.awards.len()), (RoundState::Closed, 0));
        assert_eq!(open.appeals[0].answer.as_deref(), Some("我们周二才有老师"));
        assert_eq!(refused(publish().await), ["bookings.round_state"]);
        let more = vec![block(house.small, 2, 9), block(house.small, 3, 9), block(house.left, 2, 14)];
        let shown = house.manager.run(PutBlocks { round, blocks: more }).await.unwrap();
        let third = shown.blocks.iter().find(|b| b.room.id == house.left).unwrap().id;
        let better = wish(2, 8, &[ids[0], ids[1], third]);
        house.manager.run(PutWishFor { round, organization: chess.id, wish: better }).await.unwrap();
        let shared = allocate_round(&house.manager, round).await.unwrap();
        assert_eq!(shared.round.result.unwrap().met, 2);
        publish().await.unwrap();
        t.work_jobs().await;
        assert_eq!(refused(chess.act.run(appeal(&chess)).await), ["bookings.round_state"]);
        let text = format!("{:?}", t.audit().await);
        assert!(text.contains("bookings.appeal") && !text.contains("才有老师"));
    }

    async fn what_the_calendar_refuses_is_said_and_tried_again(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.small, generous()).await;
        let choir = club(t, &house, "红枫合唱团").await;
        let (li, _) = resident(t, "李建国").await;
        let booked = book(&li, house.small, at(43, 9, 60)).await.unwrap();
        let (round, ids) = opened(&house, &[block(house.small, 2, 9)]).await;
        wishes(&choir, round, wish(1, 8, &ids)).await;
        published(t, &house, round).await;
        let award = seen(&choir, round).await.awards.remove(0);
        let held = award.dates.iter().filter(|d| d.occupancy.is_some()).count();
        assert_eq!((award.dates.len(), held), (4, 3));
        assert_eq!(award.dates[1].reasons[0].code, "calendar.taken");
        let retry = || RetryAward { award: award.id };
        assert_eq!(refused(choir.act.run(retry()).await), ["you may not do this here"]);
        let again = house.manager.run(retry()).await.unwrap();
        assert!(again.dates[1].occupancy.is_none());
        li.run(CancelBooking { booking: booked.id, why: None }).await.unwrap();
        let again = house.manager.run(retry()).await.unwrap();
        assert!(again.dates.iter().all(|d| d.state == Some(State::Held)));
    }

    async fn a_date_is_given_back_and_a_season_ends_early(t: Test) {
        let house = House::build(t).await;
        let (choir, chess) = (club(t, &house, "红枫合唱团").await, club(t, &house, "棋友社").await);
        let (round, ids) = opened(&house, &[block(house.small, 2, 9)]).await;
        wishes(&choir, round, wish(1, 8, &ids)).await;
        published(t, &house, round).await;
        let award = seen(&choir, round).await.awards.remove(0);
        let occupancy = award.dates[0].occupancy.unwrap();
        let give = || GiveBackDate { award: award.id, occupancy };
        assert_eq!(refused(chess.act.run(give()).await), ["no such award"]);
        choir.act.run(give()).await.unwrap();
        assert_eq!(refused(choir.act.run(give()).await), ["bookings.over"]);
        assert_eq!(held(t, &house, house.small).await.len(), 3);
        let end = || house.manager.run(EndRound { round, from: day("2026-04-21") });
        assert_eq!(end().await.unwrap().state, RoundState::Ended);
        t.work_jobs().await;
        // 14 April stays, 21 and 28 April are free for others.
        assert_eq!(held(t, &house, house.small).await.len(), 1);
        assert_eq!(refused(end().await), ["bookings.round_state"]);
        // Who had a block last season stands behind those who had none.
        t.clock.forward(Length::days(60));
        let facts = RoundFacts {
            name: Line::new("夏季").unwrap(), first_day: day("2026-06-01"), last_day: day("2026-06-28"),
            wishes_until: t.app.now() + Length::days(3), ..facts()
        };
        let next = house.manager.run(CreateRound { center: house.center, facts }).await.unwrap().id;
        let blocks = vec![block(house.small, 2, 9)];
        let shown = house.manager.run(PutBlocks { round: next, blocks }).await.unwrap();
        house.manager.run(OpenRound { round: next }).await.unwrap();
        let only = wish(1, 8, &[shown.blocks[0].id]);
        wishes(&choir, next, only.clone()).await;
        wishes(&chess, next, only).await;
        proposed(&house, next).await;
        assert_eq!(seen(&chess, next).await.awards.len(), 1);
        assert_eq!(seen(&choir, next).await.awards.len(), 0);
    }
}
