use crate::house::*;
use lianxin_calendar::*;
use lianxin_kernel::{Role, Span as Length};
use lianxin_testkit::both;

both! { setup: setup();
    async fn a_room_that_is_joined_is_taken_with_what_is_around_it(t: Test) {
        let house = House::build(t).await;
        house.occupy(t, 0, on(1, "09:00", "10:00")).await.unwrap();
        house.occupy(t, 4, on(1, "10:00", "11:00")).await.unwrap();
        house.arrange(t, 4, Some(0)).await.unwrap();
        assert_eq!(house.view(t).await.faults, Vec::<String>::new());
        assert_eq!(refused(house.occupy(t, 4, on(1, "09:30", "10:00")).await), ["calendar.taken"]);
        assert_eq!(refused(house.occupy(t, 0, on(1, "10:30", "11:30")).await), ["calendar.taken"]);
        house.arrange(t, 4, None).await.unwrap();
        assert_eq!(house.view(t).await.faults, Vec::<String>::new());
        house.occupy(t, 4, on(1, "09:30", "10:00")).await.unwrap();
        house.occupy(t, 0, on(1, "10:30", "11:30")).await.unwrap();
        assert_eq!(house.view(t).await.faults, Vec::<String>::new());
    }

    async fn what_would_collide_stands_against_it_and_nothing_changes(t: Test) {
        let house = House::build(t).await;
        house.occupy(t, 0, on(1, "09:00", "10:00")).await.unwrap();
        house.occupy(t, 4, on(1, "09:45", "11:00")).await.unwrap();
        house.occupy(t, 4, on(2, "09:45", "11:00")).await.unwrap();
        assert_eq!(refused(house.arrange(t, 4, Some(2)).await), ["calendar.taken"]);
        assert_eq!(house.view(t).await.faults, Vec::<String>::new());
        house.occupy(t, 4, on(1, "09:00", "09:45")).await.unwrap();
    }

    async fn a_whole_half_moves_with_what_is_in_it(t: Test) {
        let house = House::build(t).await;
        house.occupy(t, 0, on(1, "09:00", "10:00")).await.unwrap();
        house.occupy(t, 3, on(1, "10:00", "11:00")).await.unwrap();
        house.occupy(t, 5, on(1, "11:00", "12:00")).await.unwrap();
        house.arrange(t, 1, Some(5)).await.unwrap();
        house.arrange(t, 3, Some(5)).await.unwrap();
        house.arrange(t, 1, Some(2)).await.unwrap();
        assert_eq!(house.view(t).await.faults, Vec::<String>::new());
        assert_eq!(refused(house.occupy(t, 3, on(1, "11:00", "12:00")).await), ["calendar.taken"]);
        assert_eq!(refused(house.occupy(t, 1, on(1, "09:00", "10:00")).await), ["calendar.taken"]);
        house.occupy(t, 3, on(1, "09:00", "10:00")).await.unwrap();
    }

    async fn what_is_past_does_not_stand_against_it(t: Test) {
        let house = House::build(t).await;
        house.occupy(t, 0, on(0, "09:00", "10:00")).await.unwrap();
        house.occupy(t, 4, on(0, "09:00", "09:30")).await.unwrap();
        t.clock.forward(Length::minutes(30));
        house.arrange(t, 4, Some(0)).await.unwrap();
        assert_eq!(refused(house.occupy(t, 4, on(0, "09:30", "10:00")).await), ["calendar.taken"]);
        assert_eq!(house.view(t).await.faults, Vec::<String>::new());
    }

    async fn a_closed_room_is_not_joined_under_what_is_held(t: Test) {
        let house = House::build(t).await;
        house.occupy(t, 0, on(1, "09:00", "10:00")).await.unwrap();
        let Span { from, to } = on(1, "09:30", "12:00");
        let (center, room) = (house.center, Some(house.rooms[4]));
        let closing = commands::NewClosing { center, room, from, to, why: line("粉刷") };
        t.system().run(commands::CloseRoom { closing }).await.unwrap();
        assert_eq!(refused(house.arrange(t, 4, Some(0)).await), ["calendar.closed"]);
        assert_eq!(refused(house.arrange(t, 0, Some(4)).await), ["calendar.closed"]);
        house.arrange(t, 4, Some(5)).await.unwrap();
    }

    async fn trees_have_no_circles_and_managers_arrange_them(t: Test) {
        let house = House::build(t).await;
        assert_eq!(refused(house.arrange(t, 0, Some(3)).await), ["part_of wrong"]);
        house.arrange(t, 4, Some(3)).await.unwrap();
        assert_eq!(refused(house.arrange(t, 5, Some(4)).await), ["part_of out_of_range"]);
        let room = house.rooms[5];
        let nowhere = commands::ArrangeRoom { room, part_of: Some(t.some_id().into()) };
        let manager = house.staff(t, Role::CenterManager);
        assert_eq!(refused(manager.run(nowhere).await), ["part_of unknown"]);
        let join = commands::ArrangeRoom { room, part_of: Some(house.rooms[2]) };
        for act in [house.staff(t, Role::Clerk), t.person_act(t.some_id(), &[])] {
            assert_eq!(refused(act.run(join.clone()).await), ["you may not do this here"]);
        }
        manager.run(join).await.unwrap();
        let setting = RoomSetting { before_min: 241, after_min: -1, ..usual() };
        let wrong = commands::PutSetting { room, setting };
        let both = ["before_min out_of_range", "after_min out_of_range"];
        assert_eq!(refused(manager.run(wrong).await), both);
    }
}
