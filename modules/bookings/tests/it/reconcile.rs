//! The reconciler sees what is broken.
use crate::MODULES;
use crate::coming::door;
use crate::house::*;
use crate::season::*;
use crate::series::tuesdays;
use lianxin_bookings::*;
use lianxin_kernel::Span as Length;
use lianxin_testkit::both;

both! { MODULES;
    async fn each_fault_is_found(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.small, generous()).await;
        let (li, _) = resident(t, "李建国").await;
        let booked = book(&li, house.small, at(8, 14, 60)).await.unwrap();
        let (room, new) = (house.small, tuesdays(3));
        li.run(BookSeries { room, new }).await.unwrap();
        assert_eq!(t.findings("bookings.bookings").await, Vec::<String>::new());
        let faults = [
            ("bookings.bookings", "update bookings_booking set state = 'cancelled'", "update bookings_booking set state = 'booked'", "it is not booked and holds a room"),
            ("bookings.bookings", "update calendar_occupancy set state = 'released'", "update calendar_occupancy set state = 'held'", "it does not have its room"),
            ("bookings.bookings", "update bookings_booking set ends_at = ends_at + 1", "update bookings_booking set ends_at = ends_at - 1", "it holds another room, or at another time"),
            ("bookings.bookings", "update bookings_booking set checked_in_at = asked_at, state = 'waiting'", "update bookings_booking set checked_in_at = null, state = 'booked'", "somebody came to a booking that nobody had"),
            ("bookings.series", "update bookings_series_date set nth = nth + 7", "update bookings_series_date set nth = nth - 7", "not numbered from 0"),
            ("bookings.series", "update bookings_series_date set booking = series where nth = 0", "update bookings_series_date set booking = (select b.id from bookings_booking b where b.starts_at = bookings_series_date.starts_at) where nth = 0", "had by no booking there is"),
            ("bookings.series", "update bookings_series_date set booking = (select b.id from bookings_booking b order by b.starts_at limit 1)", "update bookings_series_date set booking = (select b.id from bookings_booking b where b.starts_at = bookings_series_date.starts_at)", "two dates of series are one booking"),
        ];
        for (check, breaking, mending, expected) in faults {
            t.finds(check, breaking, mending, expected).await;
        }
        assert_eq!(show(&li, booked.id).await.state, BookingState::Booked);
    }

    async fn who_came_and_the_booking_agree(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        book(&wang, house.small, at(0, 10, 60)).await.unwrap();
        t.clock.forward(Length::minutes(50));
        wang.run(CheckInAtDoor { room: house.small, token: door(t, house.small) }).await.unwrap();
        let faults = [
            ("update bookings_booking set checked_in_at = null", "update bookings_booking set checked_in_at = (select in_at from presence_stay)", "a stay says that somebody came, and the booking does not"),
            ("update presence_stay set subject = center", "update presence_stay set subject = (select id from bookings_booking)", "somebody came, and no stay says so"),
        ];
        for (breaking, mending, expected) in faults {
            t.finds("bookings.bookings", breaking, mending, expected).await;
        }
    }

    async fn each_fault_of_a_round_is_found(t: Test) {
        let house = House::build(t).await;
        let choir = club(t, &house, "红枫合唱团").await;
        let (round, ids) = opened(&house, &[block(house.small, 2, 9)]).await;
        wishes(&choir, round, wish(1, 8, &ids)).await;
        published(t, &house, round).await;
        let faults = [
            ("update bookings_award set block = round", "update bookings_award set block = (select id from bookings_round_block)", "a club has a block of another round"),
            ("update bookings_award set organization = id", "update bookings_award set organization = (select organization from bookings_round_wish)", "a club has a block and wished for none"),
            ("update bookings_round set state = 'proposed'", "update bookings_round set state = 'published'", "for a round that was not published"),
        ];
        for (breaking, mending, expected) in faults {
            t.finds("bookings.rounds", breaking, mending, expected).await;
        }
    }
}
