//! The reconciler sees what is broken.
use crate::MODULES;
use crate::house::*;
use crate::series::tuesdays;
use lianxin_bookings::*;
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
            assert!(t.tamper(breaking).await > 0, "{expected}");
            let found = t.findings(check).await;
            assert!(found.iter().any(|f| f.contains(expected)), "{expected}: {found:?}");
            assert!(t.tamper(mending).await > 0, "{expected}");
            assert_eq!(t.findings(check).await, Vec::<String>::new(), "after {expected}");
        }
        assert_eq!(show(&li, booked.id).await.state, BookingState::Booked);
    }
}
