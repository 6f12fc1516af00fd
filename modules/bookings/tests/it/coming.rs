//! Coming, not coming, and rooms that are closed.
use crate::MODULES;
use crate::house::*;
use lianxin_bookings::*;
use lianxin_calendar::commands::{CloseRoom, NewClosing};
use lianxin_kernel::{Kind, Line, Secret, Span as Length};
use lianxin_testkit::both;

pub fn door(t: &lianxin_testkit::Test, room: lianxin_places::RoomId) -> Secret<Line<40>> {
    let key = *lianxin_presence::door_key(&t.app).unwrap();
    let token = lianxin_presence::door_token(&key, room.id(), t.app.now());
    Secret::new(Line::new(&token.text).unwrap())
}

both! { MODULES;
    async fn who_does_not_come_loses_the_room_and_is_stopped_in_the_end(t: Test) {
        let house = House::build(t).await;
        let rules = Policy {
            no_shows: Some(NoShows { days: 30, warned_from: 1, stopped_from: 2 }), ..generous()
        };
        house.rules(t, house.small, rules).await;
        let (wang, _) = resident(t, "王秀英").await;
        let missed = book(&wang, house.small, at(0, 10, 120)).await.unwrap();
        assert_eq!(missed.release_at, Some(at(0, 10, 20).to));
        // 09:00; nothing is due yet.
        t.work_jobs().await;
        assert_eq!(show(&wang, missed.id).await.state, BookingState::Booked);
        t.clock.forward(Length::minutes(80));
        t.work_jobs().await;
        assert_eq!(show(&wang, missed.id).await.state, BookingState::NoShow);
        let (li, _) = resident(t, "李建国").await;
        book(&li, house.small, at(0, 11, 60)).await.unwrap();
        let warned = book(&wang, house.small, at(1, 10, 60)).await.unwrap();
        assert_eq!(warned.decision.reasons[0].code, "bookings.no_show_warning");
        t.clock.forward(Length::days(1));
        t.work_jobs().await;
        assert_eq!(refused(book(&wang, house.small, at(2, 10, 60)).await), ["bookings.no_shows"]);
        // The older one lies back far enough on the 30th day after it.
        t.clock.forward(Length::days(29));
        book(&wang, house.small, at(31, 10, 60)).await.unwrap();
    }

    async fn who_comes_keeps_the_room(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let (li, _) = resident(t, "李建国").await;
        let booked = book(&wang, house.small, at(0, 10, 60)).await.unwrap();
        let here = async |act: &lianxin_kernel::Act| {
            act.run(CheckInAtDoor { room: house.small, token: door(t, house.small) }).await
        };
        assert_eq!(refused(here(&wang).await), ["bookings.none_now"]);
        t.clock.forward(Length::minutes(50));
        assert_eq!(refused(here(&li).await), ["bookings.none_now"]);
        let wrong = CheckInAtDoor { room: house.small, token: door(t, house.hall) };
        assert_eq!(refused(wang.run(wrong).await), ["presence.token_wrong"]);
        let came = here(&wang).await.unwrap();
        assert_eq!(came.checked_in_at, Some(t.app.now()));
        assert_eq!(refused(here(&wang).await), ["bookings.already_here"]);
        t.clock.forward(Length::minutes(40));
        t.work_jobs().await;
        assert_eq!(show(&wang, booked.id).await.state, BookingState::Booked);
    }

    async fn the_desk_checks_in_too(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let booked = book(&wang, house.small, at(0, 10, 60)).await.unwrap();
        let check_in = || CheckInBooking { booking: booked.id };
        assert_eq!(refused(house.clerk.run(check_in()).await), ["presence.too_early"]);
        t.clock.forward(Length::minutes(70));
        assert!(wang.run(check_in()).await.is_err());
        house.clerk.run(check_in()).await.unwrap();
        t.clock.forward(Length::minutes(20));
        t.work_jobs().await;
        assert_eq!(show(&wang, booked.id).await.state, BookingState::Booked);
    }

    async fn a_moved_booking_is_looked_after_at_its_new_time(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let booked = book(&wang, house.small, at(0, 10, 60)).await.unwrap();
        let span = at(0, 14, 60);
        let to = BookingMove { room: None, from: span.from, to: span.to, version: booked.version, outside_hours: false };
        wang.run(MoveBooking { booking: booked.id, to }).await.unwrap();
        t.clock.forward(Length::minutes(90));
        t.work_jobs().await;
        assert_eq!(show(&wang, booked.id).await.state, BookingState::Booked);
        t.clock.forward(Length::minutes(240));
        t.work_jobs().await;
        assert_eq!(show(&wang, booked.id).await.state, BookingState::NoShow);
    }

    async fn who_has_a_time_that_began_has_as_long_to_come(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.small, Policy { release_min: Some(5), ..generous() }).await;
        let (wang, _) = resident(t, "王秀英").await;
        // 09:12, in the quarter that began at 09:00.
        t.clock.forward(Length::minutes(12));
        let booked = book(&wang, house.small, at(0, 9, 60)).await.unwrap();
        assert_eq!(booked.release_at, Some(at(0, 9, 17).to));
        t.clock.forward(Length::minutes(4));
        t.work_jobs().await;
        assert_eq!(show(&wang, booked.id).await.state, BookingState::Booked);
        t.clock.forward(Length::minutes(1));
        t.work_jobs().await;
        assert_eq!(show(&wang, booked.id).await.state, BookingState::NoShow);
    }

    async fn a_closing_says_why_to_those_it_takes_the_room_from(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let booked = book(&wang, house.left, at(1, 10, 60)).await.unwrap();
        let closing = NewClosing {
            center: house.center, room: Some(house.hall), from: at(1, 8, 0).from, to: at(1, 20, 0).to,
            why: Line::new("地板维修").unwrap(),
        };
        house.manager.run(CloseRoom { closing }).await.unwrap();
        t.work_jobs().await;
        let closed = show(&wang, booked.id).await;
        assert_eq!((closed.state, closed.why.as_deref()), (BookingState::Closed, Some("地板维修")));
        assert_eq!(refused(book(&wang, house.left, at(1, 10, 60)).await), ["calendar.closed"]);
    }
}
