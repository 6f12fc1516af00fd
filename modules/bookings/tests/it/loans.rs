//! Equipment with the room and by itself.
use crate::ears::{listening, told};
use crate::house::*;
use lianxin_bookings::*;
use lianxin_calendar::commands::{AddItem, CloseRoom, NewClosing, NewItem};
use lianxin_calendar::{ItemId, ItemKind, Span};
use lianxin_kernel::{Act, Language, Line, Names, Result, Role, Span as Length};
use lianxin_places::RoomId;
use lianxin_testkit::{both, race};

async fn item(house: &House, name: &str, room: Option<RoomId>) -> ItemId {
    let name = Names::zh_cn(name).with(Language::En, "The thing");
    let (center, kind, portable) = (house.center, ItemKind::Projector, room.is_none());
    let item = NewItem { center, kind, name, portable, room };
    house.manager.run(AddItem { item }).await.unwrap().id
}

async fn with(act: &Act, room: RoomId, span: Span, items: &[ItemId]) -> Result<Booking> {
    act.run(BookRoom { room, new: NewBooking { items: items.to_vec(), ..new(span) } }).await
}

async fn borrow(act: &Act, item: ItemId, span: Span) -> Result<Loan> {
    act.run(BorrowItem { item, new: NewLoan { from: span.from, to: span.to } }).await
}

async fn mine(act: &Act) -> Vec<Loan> {
    act.ask(ListMyLoans).await.unwrap().items
}

fn hand_out(loan: &Loan) -> HandOutItem {
    HandOutItem { loan: loan.id, condition: Some(Line::new("完好").unwrap()) }
}

fn back(loan: &Loan, state: LoanEnd, condition: Option<&str>) -> TakeBackItem {
    let condition = condition.map(|words| Line::new(words).unwrap());
    TakeBackItem { loan: loan.id, back: TakingBack { state, condition } }
}

both! { setup: listening();
    async fn a_room_and_its_things_are_had_together_or_not_at_all(t: Test) {
        let house = House::build(t).await;
        let projector = item(&house, "投影仪", None).await;
        let (wang, _) = resident(t, "王秀英").await;
        let (li, _) = resident(t, "李建国").await;
        let booked = with(&wang, house.small, at(1, 10, 60), &[projector]).await.unwrap();
        assert_eq!(booked.items[0].id, projector);
        let refusal = with(&li, house.left, at(1, 10, 60), &[projector]).await;
        let Err(lianxin_kernel::Error::Conflict(reasons)) = refusal else { panic!("{refusal:?}") };
        let text = serde_json::to_string(&reasons[0]).unwrap();
        assert!(text.contains("calendar.item_taken") && text.contains("投影仪") && text.contains("The thing"));
        // The room it would have had is still free.
        book(&li, house.left, at(1, 10, 60)).await.unwrap();
        let twice = vec![projector; 11];
        assert_eq!(refused(with(&li, house.left, at(2, 10, 60), &twice).await), ["items too_many"]);
        let nothing = [ItemId(t.some_id())];
        assert_eq!(refused(with(&li, house.left, at(2, 10, 60), &nothing).await), ["items.0 unknown"]);
    }

    async fn what_is_moved_left_and_given_up_takes_its_things_along(t: Test) {
        let house = House::build(t).await;
        let (one, two) = (item(&house, "投影仪", None).await, item(&house, "音箱", None).await);
        let (wang, _) = resident(t, "王秀英").await;
        let (li, _) = resident(t, "李建国").await;
        let booked = with(&wang, house.small, at(1, 10, 60), &[one, two]).await.unwrap();
        let span = at(1, 14, 60);
        let taken = with(&li, house.left, at(1, 15, 60), &[two]).await.unwrap();
        let to = |span: Span, version| BookingMove { room: None, from: span.from, to: span.to, version, outside_hours: false };
        let clash = wang.run(MoveBooking { booking: booked.id, to: to(at(1, 14, 90), booked.version) }).await;
        assert_eq!(refused(clash), ["calendar.item_taken"]);
        let moved = wang.run(MoveBooking { booking: booked.id, to: to(span, booked.version) }).await.unwrap();
        assert!(mine(&wang).await.iter().all(|loan| loan.span == span));
        let (chen, _) = resident(t, "陈红").await;
        with(&chen, house.right, at(1, 10, 60), &[one]).await.unwrap();
        wang.run(CancelBooking { booking: moved.id, why: None }).await.unwrap();
        assert!(mine(&wang).await.iter().all(|loan| loan.state == LoanState::Cancelled));
        with(&chen, house.right, span, &[one]).await.unwrap();
        // Nobody comes to that of Li: the speakers are free again as the room is.
        t.clock.forward(Length::minutes(30 * 60 + 25));
        t.work_jobs().await;
        assert_eq!(show(&li, taken.id).await.state, BookingState::NoShow);
        assert_eq!(mine(&li).await[0].state, LoanState::Cancelled);
        borrow(&wang, two, Span { from: t.app.now(), to: t.app.now() + Length::days(1) }).await.unwrap();
    }

    async fn who_leaves_early_brings_the_things_back(t: Test) {
        let house = House::build(t).await;
        let kit = item(&house, "百宝箱", None).await;
        let (wang, _) = resident(t, "王秀英").await;
        let booked = with(&wang, house.small, at(0, 10, 120), &[kit]).await.unwrap();
        t.clock.forward(Length::minutes(95));
        wang.run(EndBooking { booking: booked.id }).await.unwrap();
        let (li, _) = resident(t, "李建国").await;
        with(&li, house.left, at(0, 11, 60), &[kit]).await.unwrap();
    }

    async fn a_closed_room_gives_its_things_back(t: Test) {
        let house = House::build(t).await;
        let kit = item(&house, "百宝箱", None).await;
        let (wang, _) = resident(t, "王秀英").await;
        let booked = with(&wang, house.small, at(1, 10, 60), &[kit]).await.unwrap();
        let by_itself = item(&house, "帐篷", None).await;
        borrow(&wang, by_itself, at(1, 9, 300)).await.unwrap();
        let closing = |room| NewClosing {
            center: house.center, room, from: at(1, 8, 0).from, to: at(1, 20, 0).to,
            why: Line::new("地板维修").unwrap(),
        };
        house.manager.run(CloseRoom { closing: closing(Some(house.small)) }).await.unwrap();
        t.work_jobs().await;
        assert_eq!(show(&wang, booked.id).await.state, BookingState::Closed);
        with(&wang, house.left, at(1, 10, 60), &[kit]).await.unwrap();
        house.manager.run(CloseRoom { closing: closing(None) }).await.unwrap();
        t.work_jobs().await;
        assert!(mine(&wang).await.iter().all(|loan| loan.state == LoanState::Cancelled));
        assert_eq!(told(t, "loan_cancelled").await, 1);
    }

    async fn what_stands_in_a_room_is_had_there_alone(t: Test) {
        let house = House::build(t).await;
        let piano = item(&house, "钢琴", Some(house.left)).await;
        let (wang, _) = resident(t, "王秀英").await;
        let elsewhere = with(&wang, house.small, at(1, 10, 60), &[piano]).await;
        assert_eq!(refused(elsewhere), ["bookings.item_elsewhere"]);
        assert_eq!(refused(borrow(&wang, piano, at(1, 10, 60)).await), ["bookings.item_fixed"]);
        let offer = async |room| {
            let span = at(1, 10, 60);
            let asked = OfferAsked { booking: None, alternatives: true, from: span.from, to: span.to, people: 5, organization: None };
            wang.ask(ShowOffer { room, asked }).await.unwrap().items.len()
        };
        assert_eq!((offer(house.small).await, offer(house.left).await, offer(house.hall).await), (0, 1, 1));
        let booked = with(&wang, house.hall, at(1, 10, 60), &[piano]).await.unwrap();
        // Nobody carries it anywhere.
        assert!(mine(&wang).await.is_empty());
        let to = BookingMove { room: Some(house.right), from: booked.span.from, to: booked.span.to, version: 1, outside_hours: false };
        let moved = house.clerk.run(MoveBooking { booking: booked.id, to }).await;
        assert_eq!(refused(moved), ["bookings.item_elsewhere"]);
    }

    async fn the_desk_hands_out_and_takes_back(t: Test) {
        let house = House::build(t).await;
        let kit = item(&house, "百宝箱", None).await;
        let (wang, _) = resident(t, "王秀英").await;
        let loan = borrow(&wang, kit, at(0, 11, 24 * 60)).await.unwrap();
        assert_eq!(refused(house.clerk.run(hand_out(&loan)).await), ["bookings.loan_early"]);
        assert_eq!(refused(wang.run(hand_out(&loan)).await), ["no such thing of yours"]);
        t.clock.forward(Length::hours(2));
        let out = house.clerk.run(hand_out(&loan)).await.unwrap();
        assert_eq!((out.state, out.condition_out.as_deref()), (LoanState::Out, Some("完好")));
        assert_eq!(refused(house.clerk.run(hand_out(&loan)).await), ["bookings.loan_not_open"]);
        assert_eq!(refused(wang.run(CancelLoan { loan: loan.id, why: None }).await), ["bookings.loan_not_open"]);
        let desk = async || house.clerk.ask(ListDeskLoans { center: house.center }).await.unwrap().items;
        assert_eq!(desk().await[0].person_name, "王秀英");
        assert_eq!(refused(house.clerk.run(back(&loan, LoanEnd::Damaged, None)).await), ["condition required"]);
        let returned = house.clerk.run(back(&loan, LoanEnd::Back, None)).await.unwrap();
        assert_eq!((returned.state, returned.back_at), (LoanState::Back, Some(t.app.now())));
        assert!(desk().await.is_empty());
        // The rest of the time is free.
        let (li, _) = resident(t, "李建国").await;
        borrow(&li, kit, at(0, 12, 60)).await.unwrap();
    }

    async fn who_is_late_and_who_is_next_are_told(t: Test) {
        let house = House::build(t).await;
        let kit = item(&house, "百宝箱", None).await;
        let (wang, _) = resident(t, "王秀英").await;
        let (li, _) = resident(t, "李建国").await;
        let loan = borrow(&wang, kit, at(0, 9, 120)).await.unwrap();
        let next = borrow(&li, kit, at(0, 11, 120)).await.unwrap();
        house.clerk.run(hand_out(&loan)).await.unwrap();
        t.clock.forward(Length::minutes(121));
        t.work_jobs().await;
        assert!(mine(&wang).await[0].overdue);
        let lending = li.ask(ShowLending { center: house.center }).await.unwrap();
        assert!(lending.items[0].late, "who wants it sees that it is not back");
        assert_eq!((told(t, "loan_overdue").await, told(t, "loan_late").await), (1, 1));
        assert_eq!(refused(house.clerk.run(hand_out(&next)).await), ["bookings.item_out"]);
        house.clerk.run(back(&loan, LoanEnd::Damaged, Some("提手断了"))).await.unwrap();
        house.clerk.run(hand_out(&next)).await.unwrap();
    }

    async fn everyone_sees_what_is_lent_and_when_it_is_free(t: Test) {
        let house = House::build(t).await;
        let kit = item(&house, "百宝箱", None).await;
        item(&house, "钢琴", Some(house.left)).await;
        let (wang, _) = resident(t, "王秀英").await;
        let had = at(1, 9, 48 * 60);
        borrow(&wang, kit, had).await.unwrap();
        let closing = NewClosing {
            center: house.center, room: None, from: at(5, 8, 0).from, to: at(5, 20, 0).to,
            why: Line::new("盘点").unwrap(),
        };
        house.manager.run(CloseRoom { closing }).await.unwrap();
        let seen = t.nobody().ask(ShowLending { center: house.center }).await.unwrap();
        assert_eq!((seen.rules, seen.days_ahead, seen.days.len()), (LoanRules::usual(), 28, 36));
        assert_eq!(seen.items.len(), 1, "what stands in a room is not lent by itself");
        assert_eq!((seen.items[0].thing.id, &seen.items[0].busy), (kit, &vec![had]));
        assert_eq!(seen.closed[0].why.as_deref(), Some("盘点"));
        assert!(!serde_json::to_string(&seen).unwrap().contains("王秀英"));
        // Who looks for a room is told what can not be had with it then.
        let asked = |span: Span| OfferAsked { booking: None, alternatives: false, from: span.from, to: span.to, people: 5, organization: None };
        let (room, during, after) = (house.small, at(2, 9, 60), at(4, 9, 60));
        let busy = wang.ask(ShowOffer { room, asked: asked(during) }).await.unwrap();
        assert_eq!((busy.items.len(), busy.items_taken.len()), (0, 1));
        let free = wang.ask(ShowOffer { room, asked: asked(after) }).await.unwrap();
        assert_eq!((free.items.len(), free.items_taken.len()), (1, 0));
    }

    async fn limits_are_data(t: Test) {
        let house = House::build(t).await;
        let mut items = vec![];
        for n in 0..3 {
            items.push(item(&house, &format!("箱{n}"), None).await);
        }
        let (wang, id) = resident(t, "王秀英").await;
        let valid_from = t.app.zone().date(t.app.now());
        let rules = Policy { loans: LoanRules { most: 1, days: 2 }, ..generous() };
        house.manager.run(PutCenterPolicy { center: house.center, valid_from, rules }).await.unwrap();
        let long = borrow(&wang, items[0], at(1, 9, 3 * 24 * 60)).await;
        assert_eq!(refused(long), ["bookings.loan_too_long"]);
        borrow(&wang, items[0], at(1, 9, 60)).await.unwrap();
        assert_eq!(refused(borrow(&wang, items[1], at(1, 9, 60)).await), ["bookings.loans_most"]);
        let span = at(1, 9, 5 * 24 * 60);
        let desk = BorrowItemFor { item: items[1], new: NewDeskLoan { person: id, new: NewLoan { from: span.from, to: span.to } } };
        assert!(wang.run(desk.clone()).await.is_err());
        house.clerk.run(desk).await.unwrap();
        assert_eq!(told(t, "loan_made_for_you").await, 1);
        let month = at(40, 9, 60 * 24 * 32);
        let too_long = BorrowItemFor { item: items[2], new: NewDeskLoan { person: id, new: NewLoan { from: month.from, to: month.to } } };
        assert_eq!(refused(house.clerk.run(too_long).await), ["calendar.too_long"]);
        let wrong = Policy { loans: LoanRules { most: 51, days: 0 }, ..generous() };
        let put = house.manager.run(PutCenterPolicy { center: house.center, valid_from, rules: wrong }).await;
        assert_eq!(refused(put), ["loans.most out_of_range", "loans.days out_of_range"]);
    }

    async fn others_do_not_learn_of_a_loan(t: Test) {
        let house = House::build(t).await;
        let kit = item(&house, "百宝箱", None).await;
        let (wang, _) = resident(t, "王秀英").await;
        let (li, _) = resident(t, "李建国").await;
        let loan = borrow(&wang, kit, at(1, 9, 60)).await.unwrap();
        let cancel = || CancelLoan { loan: loan.id, why: None };
        assert_eq!(refused(li.run(cancel()).await), ["no such thing of yours"]);
        assert_eq!(refused(house.clerk.run(cancel()).await), ["why required"]);
        assert!(mine(&li).await.is_empty());
        let elsewhere = lianxin_kernel::Grant::new(Role::Clerk, t.some_id());
        let stranger = t.person_act(person(t, "外人").await, &[elsewhere]);
        assert!(stranger.ask(ListDeskLoans { center: house.center }).await.is_err());
        wang.run(cancel()).await.unwrap();
        borrow(&li, kit, at(1, 9, 60)).await.unwrap();
        let text = format!("{:?}", t.audit().await);
        assert!(text.contains("bookings.borrow_item") && !text.contains("完好"));
    }

    async fn who_waits_for_a_thing_gets_it_with_the_room(t: Test) {
        let house = House::build(t).await;
        let kit = item(&house, "百宝箱", None).await;
        let (wang, _) = resident(t, "王秀英").await;
        let (li, _) = resident(t, "李建国").await;
        let loan = borrow(&wang, kit, at(1, 9, 300)).await.unwrap();
        let waits = NewBooking { wait: true, items: vec![kit], ..new(at(1, 10, 60)) };
        let waits = li.run(BookRoom { room: house.small, new: waits }).await.unwrap();
        assert_eq!(waits.state, BookingState::Waiting);
        wang.run(CancelLoan { loan: loan.id, why: None }).await.unwrap();
        t.work_jobs().await;
        assert_eq!(show(&li, waits.id).await.state, BookingState::Booked);
        assert_eq!(mine(&li).await.len(), 1);
    }

    async fn who_books_the_running_quarter_does_not_lose_it_at_once(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        t.clock.forward(Length::minutes(10));
        let booked = book(&wang, house.small, at(0, 9, 120)).await.unwrap();
        assert_eq!(booked.release_at, Some(t.app.now() + Length::minutes(20)));
        t.clock.forward(Length::minutes(15));
        t.work_jobs().await;
        assert_eq!(show(&wang, booked.id).await.state, BookingState::Booked);
        t.clock.forward(Length::minutes(10));
        t.work_jobs().await;
        assert_eq!(show(&wang, booked.id).await.state, BookingState::NoShow);
    }

    race async fn sixty_four_want_the_one_projector(t: Test) {
        let house = House::build(t).await;
        let projector = item(&house, "投影仪", None).await;
        let rooms = [house.left, house.right, house.small];
        let mut people = vec![];
        for n in 0..64 {
            people.push(resident(t, &format!("居民{n}")).await.0);
        }
        let won = race(64, |n| {
            let (act, room) = (people[n].clone(), rooms[n % 3]);
            async move { with(&act, room, at(1, 10, 60), &[projector]).await.is_ok() }
        })
        .await;
        assert_eq!(won.iter().filter(|won| **won).count(), 1);
        // Who did not get it has no room either: the other rooms are free.
        let winner = won.iter().position(|won| *won).unwrap();
        let (late, _) = resident(t, "晚来的").await;
        for room in rooms.iter().filter(|room| **room != rooms[winner % 3]) {
            book(&late, *room, at(1, 10, 60)).await.unwrap();
        }
    }

    race async fn nobody_borrows_more_by_being_quick(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let mut items = vec![];
        for n in 0..6 {
            items.push(item(&house, &format!("箱{n}"), None).await);
        }
        let won = race(6, |n| {
            let (act, item) = (wang.clone(), items[n]);
            async move { borrow(&act, item, at(1, 10, 60)).await.is_ok() }
        })
        .await;
        assert_eq!(won.iter().filter(|won| **won).count(), 2);
    }
}
