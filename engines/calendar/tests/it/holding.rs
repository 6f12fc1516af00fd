use crate::house::*;
use lianxin_calendar::*;
use lianxin_kernel::{Line, Role, Span as Length, Weekday};
use lianxin_places::WeekSpan;
use lianxin_places::commands::{AddHoursException, NewException};
use lianxin_testkit::both;

/// The codes without the engine's name.
fn short(codes: Vec<String>) -> Vec<String> {
    codes.into_iter().map(|c| c.trim_start_matches("calendar.").to_owned()).collect()
}

both! { setup: setup();
    async fn a_hall_and_its_half_collide_and_two_halves_do_not(t: Test) {
        let house = House::build(t).await;
        let (span, later) = (on(1, "09:00", "10:30"), on(1, "10:30", "12:00"));
        house.occupy(t, 1, span).await.unwrap();
        house.occupy(t, 2, span).await.unwrap();
        house.occupy(t, 4, span).await.unwrap();
        assert_eq!(refused(house.occupy(t, 0, span).await), ["calendar.taken", "calendar.taken"]);
        assert_eq!(refused(house.occupy(t, 3, span).await), ["calendar.taken"]);
        house.occupy(t, 0, later).await.unwrap();
        for room in [0, 1, 2, 3] {
            assert_eq!(refused(house.occupy(t, room, later).await), ["calendar.taken"]);
        }
        let view = house.view(t).await;
        assert_eq!((view.held.len(), view.faults), (4, vec![]));
        let busy = |n: usize| {
            let room = house.rooms[n].0;
            view.weeks.iter().filter(|w| w.resource == room).map(|w| w.busy.count()).sum::<u32>()
        };
        // Six quarters each; the hall is busy with its halves, the corner with what is around it.
        assert_eq!([busy(0), busy(1), busy(2), busy(3), busy(4), busy(5)], [12, 12, 12, 12, 6, 0]);
    }

    async fn a_refusal_says_everything_and_who_has_it_is_not_told(t: Test) {
        let house = House::build(t).await;
        house.set_up(t, 1, 30, 15).await;
        house.occupy(t, 1, on(1, "09:00", "10:00")).await.unwrap();
        let refusal = house.occupy(t, 0, on(1, "09:30", "11:00")).await.unwrap_err();
        let lianxin_kernel::Error::Conflict(reasons) = refusal else { panic!("{refusal}") };
        let text = serde_json::to_string(&reasons).unwrap();
        assert_eq!(text, r#"[{"code":"calendar.taken","values":{"from":"2026-03-03T01:00:00Z","kind":"booking","room":{"zh-CN":"东半厅"},"to":"2026-03-03T02:00:00Z"}}]"#);
        let refusal = house.occupy(t, 1, on(1, "10:15", "11:00")).await.unwrap_err();
        let lianxin_kernel::Error::Conflict(reasons) = refusal else { panic!("{refusal}") };
        assert_eq!(serde_json::to_string(&reasons).unwrap(), r#"[{"code":"calendar.setup","values":{"minutes":45,"room":{"zh-CN":"东半厅"}}}]"#);
        house.occupy(t, 1, on(1, "10:45", "11:00")).await.unwrap();
        let mut wish = house.wish(1, on(-1, "07:00", "23:00"));
        assert_eq!(short(house.may(t, wish.clone(), None).await), ["past", "hours"]);
        wish.span = on(1, "07:00", "23:00");
        assert_eq!(short(house.may(t, wish.clone(), None).await), ["hours", "taken", "taken"]);
        wish.outside_hours = true;
        assert_eq!(short(house.may(t, wish.clone(), None).await), ["taken", "taken"]);
        wish.span.to = wish.span.from + Length::days(32);
        assert_eq!(short(house.may(t, wish, None).await), ["too_long"]);
        assert_eq!(house.view(t).await.faults, Vec::<String>::new());
    }

    async fn what_begins_in_the_running_quarter_is_not_past(t: Test) {
        let house = House::build(t).await;
        t.clock.forward(Length::minutes(10));
        house.occupy(t, 4, on(0, "09:00", "10:00")).await.unwrap();
        assert_eq!(refused(house.occupy(t, 5, on(0, "08:45", "10:00")).await), ["calendar.past"]);
    }

    async fn setting_up_in_the_past_asks_for_nothing(t: Test) {
        let house = House::build(t).await;
        house.occupy(t, 4, on(0, "09:00", "10:00")).await.unwrap();
        t.clock.forward(Length::hours(1));
        house.set_up(t, 4, 60, 0).await;
        house.occupy(t, 4, on(0, "10:00", "11:00")).await.unwrap();
        assert_eq!(house.view(t).await.faults, Vec::<String>::new());
    }

    async fn hours_have_exceptions_and_doors_that_open_themselves(t: Test) {
        let house = House::build(t).await;
        let evening = WeekSpan {
            weekdays: vec![Weekday::new(2).unwrap()],
            from: "22:00".parse().unwrap(),
            to: "24:00".parse().unwrap(),
        };
        let setting = RoomSetting { self_service: vec![evening], ..usual() };
        let room = house.rooms[4];
        t.system().run(commands::PutSetting { room, setting }).await.unwrap();
        house.occupy(t, 4, on(1, "21:00", "23:30")).await.unwrap();
        assert_eq!(refused(house.occupy(t, 4, on(2, "21:00", "23:30")).await), ["calendar.hours"]);
        assert_eq!(refused(house.occupy(t, 5, on(1, "21:00", "23:30")).await), ["calendar.hours"]);
        let day = "2026-03-10".parse().unwrap();
        let note = Line::new("停电").unwrap();
        let exception =
            NewException { from: day, to: day, closed: true, opens: None, closes: None, note };
        t.system().run(AddHoursException { center: house.center, exception }).await.unwrap();
        assert_eq!(refused(house.occupy(t, 4, on(8, "22:00", "23:00")).await), ["calendar.day_off"]);
    }

    async fn what_is_not_bookable_is_still_used_by_the_house(t: Test) {
        let house = House::build(t).await;
        let setting = RoomSetting { bookable: false, ..usual() };
        let room = house.rooms[4];
        t.system().run(commands::PutSetting { room, setting }).await.unwrap();
        let span = on(1, "09:00", "10:00");
        assert_eq!(refused(house.occupy(t, 4, span).await), ["calendar.not_bookable"]);
        let wish = Wish { kind: Kind::Activity, ..house.wish(4, span) };
        house.run(t, What::Occupy(vec![wish.into()])).await.unwrap();
    }

    async fn a_room_a_person_and_a_thing_are_had_together_or_not_at_all(t: Test) {
        let house = House::build(t).await;
        let doctor = t.some_id();
        let kit = commands::NewItem {
            center: house.center,
            kind: ItemKind::HealthKit,
            name: lianxin_kernel::Names::zh_cn("血压计"),
            portable: true,
            room: None,
        };
        let kit = t.system().run(commands::AddItem { item: kit }).await.unwrap().id;
        let span = on(1, "09:00", "10:00");
        let with = |room: usize, span: Span| {
            let wish = house.wish(room, span);
            let person = Wish { resource: Resource::person(doctor, house.center), ..wish.clone() };
            let item = Wish { resource: Resource::item(kit, house.center), ..wish.clone() };
            What::Occupy(vec![wish.into(), person.into(), item.into()])
        };
        assert_eq!(house.run(t, with(4, span)).await.unwrap().len(), 3);
        let late = with(5, on(1, "09:30", "10:30"));
        let both = ["calendar.person_busy", "calendar.item_taken"];
        assert_eq!(refused(house.run(t, late).await), both);
        let view = house.view(t).await;
        assert_eq!((view.held.len(), view.faults), (3, vec![]));
        let twice = vec![house.wish(1, on(2, "09:00", "10:00")), house.wish(0, on(2, "09:45", "11:00"))];
        let twice = twice.into_iter().map(Wished::from).collect();
        assert_eq!(refused(house.run(t, What::Occupy(twice)).await), ["calendar.taken"]);
        house.run(t, with(5, on(1, "10:00", "11:00"))).await.unwrap();
    }

    async fn a_refused_date_leaves_the_others(t: Test) {
        let house = House::build(t).await;
        house.occupy(t, 3, on(2, "09:00", "10:00")).await.unwrap();
        let dates = (1..4).map(|day| house.wish(0, on(day, "09:00", "11:00")).into()).collect();
        let held = house.run(t, What::Each(dates)).await.unwrap();
        let days: Vec<_> = held.iter().map(|o| o.span).collect();
        assert_eq!(days, [on(1, "09:00", "11:00"), on(3, "09:00", "11:00")]);
        assert_eq!(house.view(t).await.faults, Vec::<String>::new());
    }

    async fn a_move_is_not_in_its_own_way_and_says_so(t: Test) {
        let house = House::build(t).await;
        let first = house.occupy(t, 1, on(1, "09:00", "10:30")).await.unwrap();
        house.occupy(t, 2, on(1, "12:00", "13:00")).await.unwrap();
        let hall = Some(house.resource(0));
        let moved = house.run(t, What::Move(first.id, hall, on(1, "09:30", "12:00"))).await.unwrap();
        assert_eq!((moved[0].version, moved[0].span), (2, on(1, "09:30", "12:00")));
        let far = What::Move(first.id, None, on(1, "11:00", "12:15"));
        assert_eq!(refused(house.run(t, far).await), ["calendar.taken"]);
        let view = house.view(t).await;
        assert_eq!(view.held[0].span, on(1, "09:30", "12:00"), "a refused move changes nothing");
        assert_eq!(view.faults, Vec::<String>::new());
        house.occupy(t, 2, on(1, "09:00", "09:30")).await.unwrap();
        let changes: Vec<_> =
            heard(t).await.iter().map(|e| (e.change, e.span.from)).collect();
        let (nine, half, noon) = (on(1, "09:00", "09:30").from, on(1, "09:30", "10:00").from, on(1, "12:00", "13:00").from);
        let expected = [(Change::Held, nine), (Change::Held, nine), (Change::Moved, half), (Change::Held, noon)];
        assert_eq!(changes, expected);
    }

    async fn what_has_begun_can_be_prolonged_and_ended_early(t: Test) {
        let house = House::build(t).await;
        house.set_up(t, 4, 0, 15).await;
        let first = house.occupy(t, 4, on(0, "09:00", "11:00")).await.unwrap();
        t.clock.forward(Length::minutes(40));
        house.run(t, What::Move(first.id, None, on(0, "09:00", "12:00"))).await.unwrap();
        let earlier = What::Move(first.id, None, on(0, "08:45", "12:00"));
        assert_eq!(refused(house.run(t, earlier).await), ["calendar.past"]);
        assert_eq!(refused(house.occupy(t, 4, on(0, "12:00", "13:00")).await), ["calendar.setup"]);
        // An end that is past is now.
        let to = on(0, "09:00", "09:15").to;
        let shorter = house.run(t, What::Shorten(first.id, to)).await.unwrap();
        assert_eq!(shorter[0].span, on(0, "09:00", "09:40"));
        // 09:40 touches the quarter until 09:45, then it is cleaned until 09:55, which touches 10:00.
        assert_eq!(refused(house.occupy(t, 4, on(0, "09:45", "10:30")).await), ["calendar.setup"]);
        house.occupy(t, 4, on(0, "10:00", "12:00")).await.unwrap();
        assert_eq!(house.view(t).await.faults, Vec::<String>::new());
    }

    async fn what_is_over_does_not_come_back(t: Test) {
        let house = House::build(t).await;
        let first = house.occupy(t, 4, on(0, "09:00", "10:00")).await.unwrap();
        let second = house.occupy(t, 4, on(0, "10:00", "11:00")).await.unwrap();
        house.run(t, What::Release(second.id)).await.unwrap();
        t.clock.forward(Length::minutes(75));
        let longer = What::Move(first.id, None, on(0, "09:00", "12:00"));
        assert_eq!(refused(house.run(t, longer).await), ["calendar.past"]);
        let later = What::Move(first.id, None, on(0, "11:00", "12:00"));
        assert_eq!(refused(house.run(t, later).await), ["calendar.past"]);
        assert_eq!(house.view(t).await.faults, Vec::<String>::new());
    }

    async fn what_is_given_back_is_free_and_stays_as_history(t: Test) {
        let house = House::build(t).await;
        let span = on(1, "09:00", "10:00");
        let first = house.occupy(t, 0, span).await.unwrap();
        house.run(t, What::Release(first.id)).await.unwrap();
        house.run(t, What::Release(first.id)).await.unwrap();
        let moved = house.run(t, What::Move(first.id, None, span)).await;
        assert_eq!(refused(moved), ["calendar.released"]);
        let second = house.occupy(t, 3, span).await.unwrap();
        house.run(t, What::ReleaseOf(second.id)).await.unwrap();
        let third = house.occupy(t, 0, on(1, "10:00", "11:00")).await.unwrap();
        house.run(t, What::Shorten(third.id, span.from)).await.unwrap();
        let view = house.view(t).await;
        assert!(view.held.is_empty() && view.weeks.iter().all(|w| w.busy.is_free()));
        let changes: Vec<_> = heard(t).await.iter().map(|e| e.change).collect();
        assert_eq!(changes.iter().filter(|c| **c == Change::Released).count(), 3);
    }

    async fn staff_keep_rooms_and_give_them_back(t: Test) {
        let house = House::build(t).await;
        let (clerk, manager) = (house.staff(t, Role::Clerk), house.staff(t, Role::CenterManager));
        let Span { from, to } = on(1, "06:00", "09:00");
        let blocking = commands::Blocking { from, to, why: line("消毒") };
        let block = commands::Block { room: house.rooms[1], blocking };
        let resident = t.person_act(t.some_id(), &[]);
        assert_eq!(refused(resident.run(block.clone()).await), ["you may not do this here"]);
        let kept = clerk.run(block.clone()).await.unwrap();
        assert_eq!((kept.kind, kept.label.exact(lianxin_kernel::Language::ZhCn)), (Kind::Blocking, Some("消毒")));
        assert_eq!(refused(manager.run(block).await), ["calendar.taken"]);
        assert_eq!(refused(house.occupy(t, 0, on(1, "08:00", "09:00")).await), ["calendar.taken"]);
        let unblock = commands::Unblock { blocking: kept.id };
        assert_eq!(refused(resident.run(unblock.clone()).await), ["you may not do this here"]);
        clerk.run(unblock).await.unwrap();
        let booked = house.occupy(t, 0, on(1, "08:00", "09:00")).await.unwrap();
        let wrong = commands::Unblock { blocking: booked.id };
        assert_eq!(refused(clerk.run(wrong).await), ["no such blocking"], "only what staff kept");
    }
}
