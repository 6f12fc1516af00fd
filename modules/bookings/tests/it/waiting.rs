//! Who waits for a time that is taken.
use crate::MODULES;
use crate::house::*;
use lianxin_bookings::*;
use lianxin_testkit::both;

both! { MODULES;
    async fn who_asked_first_gets_what_becomes_free(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let (li, _) = resident(t, "李建国").await;
        let (zhao, _) = resident(t, "赵桂兰").await;
        let booked = book(&wang, house.left, at(1, 10, 60)).await.unwrap();
        // One waits for the half, one for the whole hall.
        let first = wait_for(&li, house.hall, at(1, 10, 60)).await.unwrap();
        let second = wait_for(&zhao, house.left, at(1, 10, 60)).await.unwrap();
        assert_eq!((first.state, second.state), (BookingState::Waiting, BookingState::Waiting));
        wang.run(CancelBooking { booking: booked.id, why: None }).await.unwrap();
        t.work_jobs().await;
        assert_eq!(show(&li, first.id).await.state, BookingState::Booked);
        assert_eq!(show(&zhao, second.id).await.state, BookingState::Waiting);
        li.run(CancelBooking { booking: first.id, why: None }).await.unwrap();
        t.work_jobs().await;
        assert_eq!(show(&zhao, second.id).await.state, BookingState::Booked);
    }

    async fn one_waits_only_for_what_is_taken(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let late = wait_for(&wang, house.small, at(1, 22, 60)).await;
        assert_eq!(refused(late), ["calendar.hours"]);
        // Free: there is nothing to wait for.
        let free = wait_for(&wang, house.small, at(1, 10, 60)).await.unwrap();
        assert_eq!(free.state, BookingState::Booked);
    }

    async fn where_staff_decide_the_one_who_waited_is_asked_for_again(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.hall, Policy { approval: vec![Booker::Resident], ..generous() }).await;
        let (wang, _) = resident(t, "王秀英").await;
        let (li, _) = resident(t, "李建国").await;
        let booked = book(&wang, house.left, at(1, 10, 60)).await.unwrap();
        let waits = wait_for(&li, house.hall, at(1, 10, 60)).await.unwrap();
        assert_eq!(waits.state, BookingState::Waiting);
        wang.run(CancelBooking { booking: booked.id, why: None }).await.unwrap();
        t.work_jobs().await;
        assert_eq!(show(&li, waits.id).await.state, BookingState::Asked);
    }
}
