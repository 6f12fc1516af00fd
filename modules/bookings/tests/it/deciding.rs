//! What waits for staff.
use crate::MODULES;
use crate::house::*;
use lianxin_bookings::*;
use lianxin_kernel::{Grant, Kind, Line, Role};
use lianxin_testkit::both;

both! { MODULES;
    async fn what_is_asked_for_holds_nothing_until_somebody_decides(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.hall, Policy { approval: vec![Booker::Resident], ..generous() }).await;
        let (wang, _) = resident(t, "王秀英").await;
        let (li, _) = resident(t, "李建国").await;
        let first = book(&wang, house.hall, at(1, 10, 60)).await.unwrap();
        let second = book(&li, house.hall, at(1, 10, 90)).await.unwrap();
        assert_eq!((first.state, second.state), (BookingState::Asked, BookingState::Asked));
        assert_eq!(first.decision.reasons[0].code, "bookings.needs_approval");
        // The desk sees who stands against whom before it decides.
        let (from, to) = ("2026-03-03".parse().unwrap(), "2026-03-03".parse().unwrap());
        let list = ListDeskBookings { center: house.center, from, to, asked: true };
        let asked = house.clerk.ask(list).await.unwrap().items;
        let of = |id| asked.iter().find(|b| b.booking.id == id).unwrap();
        assert_eq!(of(first.id).concurrent, [second.id]);
        assert_eq!(of(first.id).person_name, "王秀英");
        let approved = house.clerk.run(ApproveBooking { booking: second.id }).await.unwrap();
        assert_eq!(approved.state, BookingState::Booked);
        // The other is still asked for, and can not be given.
        assert_eq!(show(&wang, first.id).await.state, BookingState::Asked);
        let both = house.clerk.run(ApproveBooking { booking: first.id }).await;
        assert_eq!(refused(both), ["calendar.taken"]);
        let why = Line::new("给了先排练的人").unwrap();
        let denied = house.clerk.run(DenyBooking { booking: first.id, why }).await.unwrap();
        assert_eq!((denied.state, denied.why.as_deref()), (BookingState::Denied, Some("给了先排练的人")));
    }

    async fn nobody_decides_on_their_own(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.hall, Policy { approval: vec![Booker::Resident], ..generous() }).await;
        let me = person(t, "职员").await;
        let act = t.person_act(me, &[Grant::new(Role::CenterManager, house.center.id())]);
        let asked = book(&act, house.hall, at(1, 10, 60)).await.unwrap();
        let own = act.run(ApproveBooking { booking: asked.id }).await;
        assert!(own.is_err(), "{own:?}");
        assert_eq!(show(&act, asked.id).await.state, BookingState::Asked);
        house.manager.run(ApproveBooking { booking: asked.id }).await.unwrap();
    }

    async fn residents_do_not_decide(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.hall, Policy { approval: vec![Booker::Resident], ..generous() }).await;
        let (wang, _) = resident(t, "王秀英").await;
        let (li, _) = resident(t, "李建国").await;
        let asked = book(&wang, house.hall, at(1, 10, 60)).await.unwrap();
        for act in [&wang, &li] {
            assert!(act.run(ApproveBooking { booking: asked.id }).await.is_err());
        }
        assert_eq!(show(&wang, asked.id).await.state, BookingState::Asked);
    }
}
