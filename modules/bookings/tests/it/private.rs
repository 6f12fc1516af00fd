//! What is held about a person, and that it goes.
use crate::MODULES;
use crate::house::*;
use lianxin_bookings::*;
use lianxin_testkit::both;

both! { MODULES;
    async fn others_do_not_learn_that_a_booking_exists(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let (li, _) = resident(t, "李建国").await;
        let booked = book(&wang, house.small, at(1, 10, 60)).await.unwrap();
        let shown = li.ask(ShowBooking { booking: booked.id }).await;
        assert_eq!(refused(shown), ["no such thing of yours"]);
        assert!(house.clerk.ask(ShowBooking { booking: booked.id }).await.is_ok());
        let other = lianxin_kernel::Grant::new(lianxin_kernel::Role::Clerk, t.some_id());
        let elsewhere = t.person_act(person(t, "外人").await, &[other]);
        assert_eq!(refused(elsewhere.ask(ShowBooking { booking: booked.id }).await), ["no such thing of yours"]);
    }

    async fn the_audit_has_no_word_of_what_it_was_for(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        book(&wang, house.small, at(1, 10, 60)).await.unwrap();
        let text = format!("{:?}", t.audit().await);
        assert!(text.contains("bookings.book_room") && !text.contains("合唱排练"));
    }
}
