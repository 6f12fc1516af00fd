//! What is told of the use of rooms equals what was held.
use crate::house::*;
use lianxin_calendar::commands::{CloseRoom, NewClosing};
use lianxin_calendar::queries::ShowUtilization;
use lianxin_calendar::*;
use lianxin_kernel::{Date, Role};
use lianxin_testkit::both;

fn days(house: &House, from: &str, to: &str) -> ShowUtilization {
    let date = |text: &str| text.parse::<Date>().unwrap();
    ShowUtilization { center: house.center, from: date(from), to: date(to) }
}

/// Used minutes of each room, in the order of the house.
fn used(house: &House, seen: &Utilization) -> Vec<i64> {
    let of = |room| seen.rooms.iter().find(|one| one.room == room).unwrap().held.used();
    house.rooms.iter().map(|room| of(*room)).collect()
}

both! { setup: setup();
    async fn a_half_uses_the_hall_and_not_the_other_half(t: Test) {
        let house = House::build(t).await;
        house.occupy(t, 1, on(1, "09:00", "10:00")).await.unwrap();
        house.occupy(t, 2, on(1, "09:30", "11:00")).await.unwrap();
        house.occupy(t, 4, on(1, "09:00", "09:20")).await.unwrap();
        house.occupy(t, 4, on(2, "09:00", "10:00")).await.unwrap();
        let manager = house.staff(t, Role::CenterManager);
        let seen = manager.ask(days(&house, "2026-03-03", "2026-03-03")).await.unwrap();
        // The hall, its halves, the corner of the first half, and a room of its own: 20 minutes touch two quarters.
        assert_eq!(used(&house, &seen), [120, 60, 90, 60, 30, 0]);
        assert!(seen.rooms.iter().all(|room| room.open_min == 14 * 60 && room.outside_min == 0));
        assert_eq!((seen.open_min, seen.held.used(), seen.held.booking), (6 * 14 * 60, 360, 360));
        let uses: Vec<i64> = house.rooms.iter().map(|id| seen.rooms.iter().find(|r| r.room == *id).unwrap().uses).collect();
        assert_eq!((uses, seen.uses), (vec![0, 1, 1, 0, 1, 0], 3));
        let nine = seen.heat.iter().find(|cell| (cell.weekday, cell.hour) == (2, 9)).unwrap();
        assert_eq!((nine.open_min, nine.used_min), (6 * 60, 60 + 60 + 30 + 60 + 30));
        assert_eq!(seen.heat.iter().map(|cell| cell.used_min).sum::<i64>(), 360);
    }

    async fn closings_are_not_open_and_given_back_is_not_used(t: Test) {
        let house = House::build(t).await;
        let back = house.occupy(t, 4, on(1, "18:00", "19:00")).await.unwrap();
        house.run(t, What::Release(back.id)).await.unwrap();
        let manager = house.staff(t, Role::CenterManager);
        let Span { from, to } = on(1, "08:00", "12:00");
        let closing = NewClosing { center: house.center, room: Some(house.rooms[1]), from, to, why: line("修屋顶") };
        manager.run(CloseRoom { closing }).await.unwrap();
        let seen = manager.ask(days(&house, "2026-03-03", "2026-03-03")).await.unwrap();
        let open: Vec<i64> = house.rooms.iter().map(|id| seen.rooms.iter().find(|r| r.room == *id).unwrap().open_min / 60).collect();
        assert_eq!(open, [10, 10, 14, 10, 14, 14], "the hall and the corner are closed with the half");
        assert_eq!((seen.uses, seen.released, seen.held.used()), (0, 1, 0));
    }

    async fn only_managers_see_it_and_not_for_longer_than_400_days(t: Test) {
        let house = House::build(t).await;
        let day = || days(&house, "2026-03-02", "2026-03-02");
        assert_eq!(refused(house.staff(t, Role::Clerk).ask(day()).await), ["you may not do this here"]);
        let manager = house.staff(t, Role::CenterManager);
        assert_eq!(refused(manager.ask(days(&house, "2026-03-02", "2026-03-01")).await), ["to before_start"]);
        assert_eq!(refused(manager.ask(days(&house, "2026-01-01", "2027-02-05")).await), ["to out_of_range"]);
        let most = manager.ask(days(&house, "2026-01-01", "2027-02-04")).await.unwrap();
        assert_eq!(most.open_min, 6 * 400 * 14 * 60);
    }
}
