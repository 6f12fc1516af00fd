//! What signs and reports tell: sums and states, and never who.
use crate::MODULES;
use crate::house::*;
use lianxin_bookings::*;
use lianxin_calendar::commands::{CloseRoom, NewClosing};
use lianxin_calendar::{RoomState, Span};
use lianxin_kernel::{Date, Grant, Kind, Line, Role, Span as Length};
use lianxin_testkit::both;

fn room_of<'a>(now: &'a CenterNow, name: &str) -> &'a RoomNow {
    let rooms = now.floors.iter().flat_map(|floor| &floor.rooms);
    let is = |room: &&RoomNow| room.room.name.get(lianxin_kernel::Language::ZhCn) == name;
    rooms.into_iter().find(is).unwrap()
}

fn days(house: &House, from: &str, to: &str) -> ShowRoomFigures {
    let date = |text: &str| text.parse::<Date>().unwrap();
    ShowRoomFigures { center: house.center, from: date(from), to: date(to) }
}

both! { MODULES;
    async fn everybody_sees_what_is_on_and_nobody_sees_who(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let booked = book(&wang, house.left, at(0, 10, 60)).await.unwrap();
        let Span { from, to } = at(0, 8, 180);
        let closing = NewClosing { center: house.center, room: Some(house.small), from, to, why: Line::new("换灯").unwrap() };
        house.manager.run(CloseRoom { closing }).await.unwrap();
        let ask = || async { t.nobody().ask(ShowCenterNow { center: house.center }).await.unwrap() };
        // It is nine.
        let early = ask().await;
        assert_eq!((early.people, early.floors.iter().map(|f| f.free).sum::<i64>()), (0, 3));
        let (left, small) = (room_of(&early, "东厅"), room_of(&early, "茶室"));
        assert_eq!((left.state, left.until, left.next.len()), (RoomState::Free, Some(at(0, 10, 0).from), 1));
        assert_eq!((small.state, small.until, small.why.as_deref()), (RoomState::Closed, Some(to), Some("换灯")));
        t.clock.forward(Length::minutes(75));
        let waiting = ask().await;
        assert_eq!(room_of(&waiting, "东厅").people, None, "nobody has come");
        house.clerk.run(CheckInBooking { booking: booked.id }).await.unwrap();
        let during = ask().await;
        let (hall, left, right) = (room_of(&during, "大厅"), room_of(&during, "东厅"), room_of(&during, "西厅"));
        assert_eq!((left.state, left.until, left.people), (RoomState::Busy, Some(at(0, 11, 0).from), Some(booked.people)));
        assert_eq!((hall.state, hall.people), (RoomState::Busy, None), "whoever is in a half is counted there");
        assert_eq!((right.state, during.people), (RoomState::Free, booked.people));
        let text = serde_json::to_string(&during).unwrap();
        assert!(!text.contains("王秀英") && !text.contains("合唱") && !text.contains("per_"));
        let door = house.clerk.ask(ShowRoomDoor { room: house.left, site: "https://example.org".into() }).await.unwrap();
        assert_eq!(door.people, Some(booked.people));
        // After nine in the evening it opens again in the morning.
        t.clock.forward(Length::minutes(12 * 60));
        let late = ask().await;
        let (left, opens) = (room_of(&late, "东厅"), at(1, 8, 0).from);
        assert_eq!((left.state, left.until, left.why.is_none()), (RoomState::Closed, Some(opens), true));
    }

    async fn figures_of_rooms_are_the_sum_of_their_bookings(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let (li, _) = resident(t, "李建国").await;
        book(&wang, house.left, at(1, 10, 60)).await.unwrap();
        let back = book(&li, house.right, at(1, 14, 60)).await.unwrap();
        li.run(CancelBooking { booking: back.id, why: None }).await.unwrap();
        book(&li, house.small, at(1, 9, 120)).await.unwrap();
        book(&li, house.small, at(2, 9, 120)).await.unwrap();
        let seen = house.manager.ask(days(&house, "2026-03-03", "2026-03-03")).await.unwrap();
        let of = |room| seen.rooms.iter().find(|r| r.room.id == room).unwrap().figure;
        assert_eq!((of(house.left).bookings, of(house.left).held.booking), (1, 60));
        assert_eq!((of(house.hall).bookings, of(house.hall).held.booking), (0, 60), "its half uses it");
        assert_eq!((of(house.right).bookings, of(house.right).cancelled, of(house.right).held.used()), (0, 1, 0));
        assert_eq!((of(house.small).bookings, of(house.small).held.booking), (1, 120));
        assert_eq!((seen.total.bookings, seen.total.cancelled, seen.total.held.booking), (2, 1, 240));
        let heat: i64 = seen.heat.iter().map(|cell| cell.used_min).sum();
        assert_eq!(heat, 240, "the hours add up to the rooms");
        let district = t.person_act(t.some_id(), &[Grant::new(Role::DistrictManager, house.district.id())]);
        let (from, to) = ("2026-03-02".parse().unwrap(), "2026-03-04".parse().unwrap());
        let all = district.ask(ShowCenterUses { place: house.district.to_string(), from, to }).await.unwrap();
        assert_eq!((all.items.len(), all.total, all.items[0].figure), (1, all.items[0].figure, all.total));
        assert_eq!((all.total.bookings, all.items[0].rooms, all.items[0].unused_rooms), (3, 4, 1));
        let text = serde_json::to_string(&(&seen, &all)).unwrap();
        assert!(!text.contains("王秀英") && !text.contains("李建国") && !text.contains("合唱"));
    }

    async fn figures_of_rooms_are_for_managers_of_the_place_and_bounded(t: Test) {
        let house = House::build(t).await;
        let day = || days(&house, "2026-03-02", "2026-03-02");
        let (wang, _) = resident(t, "王秀英").await;
        for act in [&house.clerk, &wang] {
            assert_eq!(refused(act.ask(day()).await), ["you may not do this here"]);
        }
        let all = |place: String, from: &str, to: &str| ShowCenterUses { place, from: from.parse().unwrap(), to: to.parse().unwrap() };
        let (center, district) = (house.center.to_string(), house.district.to_string());
        let wider = house.manager.ask(all(district, "2026-03-02", "2026-03-02")).await;
        assert_eq!(refused(wider), ["you may not do this here"], "a center's manager sees their center");
        assert_eq!(house.manager.ask(all(center.clone(), "2026-01-01", "2026-04-10")).await.unwrap().items.len(), 1);
        assert_eq!(refused(house.manager.ask(all(center.clone(), "2026-01-01", "2026-04-11")).await), ["to out_of_range"]);
        assert_eq!(refused(house.manager.ask(all(center, "2026-01-02", "2026-01-01")).await), ["to before_start"]);
        assert_eq!(refused(house.manager.ask(all("cen_nothing".into(), "2026-01-01", "2026-01-01")).await), ["place unknown"]);
        assert_eq!(refused(house.manager.ask(days(&house, "2026-03-02", "2026-03-01")).await), ["to before_start"]);
    }
}
