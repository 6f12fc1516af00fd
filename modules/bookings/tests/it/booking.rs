//! Booking, moving, giving up, leaving early.
use crate::MODULES;
use crate::house::*;
use lianxin_bookings::*;
use lianxin_kernel::{Line, Span as Length};
use lianxin_testkit::both;

both! { MODULES;
    async fn a_resident_books_and_nobody_else_has_the_room(t: Test) {
        let house = House::build(t).await;
        let (wang, id) = resident(t, "王秀英").await;
        let booked = book(&wang, house.small, at(1, 10, 60)).await.unwrap();
        assert_eq!((booked.state, booked.person), (BookingState::Booked, id));
        assert_eq!((booked.fee_fen, booked.booker), (0, Booker::Resident));
        assert_eq!(booked.decision.reasons[0].code, "bookings.free");
        let (li, _) = resident(t, "李建国").await;
        let codes = refused(book(&li, house.small, at(1, 10, 30)).await);
        assert_eq!(codes, ["calendar.taken"]);
        book(&li, house.small, at(1, 11, 30)).await.unwrap();
    }

    async fn a_hall_and_its_halves_are_one_floor(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        book(&wang, house.left, at(1, 10, 60)).await.unwrap();
        let (li, _) = resident(t, "李建国").await;
        assert_eq!(refused(book(&li, house.hall, at(1, 10, 60)).await), ["calendar.taken"]);
        book(&li, house.right, at(1, 10, 60)).await.unwrap();
        book(&li, house.hall, at(1, 11, 60)).await.unwrap();
        assert_eq!(refused(book(&wang, house.right, at(1, 11, 60)).await), ["calendar.taken"]);
    }

    async fn every_reason_is_said_at_once(t: Test) {
        let house = House::build(t).await;
        let rules = Policy { most_min: 60, people_least: 20, ..generous() };
        house.rules(t, house.small, rules).await;
        let (wang, _) = resident(t, "王秀英").await;
        let asked = at(1, 20, 120);
        let codes = refused(book(&wang, house.small, asked).await);
        assert_eq!(codes, ["bookings.too_long", "bookings.too_few", "calendar.hours"]);
        assert!(wang.ask(ListMyBookings { filter: MyBookingFilter::default() }).await.unwrap().items.is_empty());
    }

    async fn what_makes_no_sense_names_its_field(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let back = NewBooking { to: at(1, 9, 0).from, ..new(at(1, 10, 60)) };
        let run = |new| wang.run(BookRoom { room: house.small, new });
        assert_eq!(refused(run(back).await), ["to before_start"]);
        let nobody = NewBooking { people: 0, ..new(at(1, 10, 60)) };
        assert_eq!(refused(run(nobody).await), ["people out_of_range"]);
        let stranger = lianxin_people::OrganizationId(t.some_id());
        let foreign = NewBooking { organization: Some(stranger), ..new(at(1, 10, 60)) };
        assert_eq!(refused(run(foreign).await), ["organization unknown"]);
        let room = lianxin_places::RoomId(t.some_id());
        assert_eq!(refused(book(&wang, room, at(1, 10, 60)).await), ["no such room"]);
        assert_eq!(refused(book(&t.nobody(), house.small, at(1, 10, 60)).await), ["sign in first"]);
    }

    async fn a_booking_moves_without_standing_in_its_own_way(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let booked = book(&wang, house.small, at(1, 10, 60)).await.unwrap();
        let to = |span: lianxin_calendar::Span, version| BookingMove {
            room: None, from: span.from, to: span.to, version, outside_hours: false,
        };
        let later = to(at(1, 10, 90), booked.version);
        let moved = wang.run(MoveBooking { booking: booked.id, to: later.clone() }).await.unwrap();
        assert_eq!(moved.span, at(1, 10, 90));
        // Somebody saw it as it was before.
        let again = wang.run(MoveBooking { booking: booked.id, to: later }).await;
        assert_eq!(refused(again), ["bookings.changed_meanwhile"]);
        // Its rules bind who moves it.
        let far = to(at(60, 10, 60), moved.version);
        let too_far = wang.run(MoveBooking { booking: booked.id, to: far.clone() }).await;
        assert_eq!(refused(too_far), ["bookings.too_far"]);
        let by_staff = house.clerk.run(MoveBooking { booking: booked.id, to: far }).await.unwrap();
        assert_eq!(by_staff.span, at(60, 10, 60));
        let other = BookingMove { room: Some(house.left), ..to(at(2, 9, 60), by_staff.version) };
        let there = wang.run(MoveBooking { booking: booked.id, to: other }).await.unwrap();
        assert_eq!(there.room.id, house.left);
        // What it left is free.
        book(&wang, house.small, at(1, 10, 60)).await.unwrap();
    }

    async fn who_gives_up_gives_the_room_back(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let (li, _) = resident(t, "李建国").await;
        let booked = book(&wang, house.small, at(1, 10, 60)).await.unwrap();
        let cancel = |why: Option<&str>| CancelBooking {
            booking: booked.id, why: why.map(|w| Line::new(w).unwrap()),
        };
        // To others it does not exist; staff say why.
        assert_eq!(refused(li.run(cancel(None)).await), ["no such thing of yours"]);
        assert_eq!(refused(house.clerk.run(cancel(None)).await), ["why required"]);
        let cancelled = wang.run(cancel(None)).await.unwrap();
        assert_eq!(cancelled.state, BookingState::Cancelled);
        assert_eq!(refused(wang.run(cancel(None)).await), ["bookings.not_open"]);
        book(&li, house.small, at(1, 10, 60)).await.unwrap();
    }

    async fn who_leaves_early_leaves_the_rest_to_others(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let booked = book(&wang, house.small, at(0, 10, 120)).await.unwrap();
        let end = || wang.run(EndBooking { booking: booked.id });
        assert_eq!(refused(end().await), ["bookings.over"]);
        t.clock.forward(Length::minutes(95));
        let ended = end().await.unwrap();
        assert_eq!(ended.span.to, at(0, 10, 35).to);
        let (li, _) = resident(t, "李建国").await;
        book(&li, house.small, at(0, 11, 60)).await.unwrap();
        t.clock.forward(Length::minutes(60));
        assert_eq!(show(&wang, booked.id).await.state, BookingState::Booked);
    }

    async fn the_desk_books_past_the_rules_and_never_past_the_calendar(t: Test) {
        let house = House::build(t).await;
        let rules = Policy { bookers: vec![Booker::PartyBranch], ..generous() };
        house.rules(t, house.small, rules).await;
        let (wang, id) = resident(t, "王秀英").await;
        assert_eq!(refused(book(&wang, house.small, at(1, 10, 60)).await), ["bookings.not_for"]);
        let desk = |span, outside_hours| BookRoomFor {
            room: house.small,
            new: NewDeskBooking { person: id, new: new(span), outside_hours },
        };
        let booked = house.clerk.run(desk(at(1, 10, 60), false)).await.unwrap();
        assert_eq!((booked.person, booked.state), (id, BookingState::Booked));
        assert_eq!(show(&wang, booked.id).await.decision.reasons[0].code, "bookings.booked_by_staff");
        assert_eq!(refused(house.clerk.run(desk(at(1, 10, 60), true)).await), ["calendar.taken"]);
        assert_eq!(refused(house.clerk.run(desk(at(1, 21, 60), false)).await), ["calendar.hours"]);
        house.clerk.run(desk(at(1, 21, 60), true)).await.unwrap();
        assert_eq!(refused(wang.run(desk(at(2, 10, 60), false)).await), ["you may not do this here"]);
    }
}
