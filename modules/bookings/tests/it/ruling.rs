//! Rules as data.
use crate::MODULES;
use crate::house::*;
use lianxin_bookings::*;
use lianxin_kernel::Date;
use lianxin_testkit::both;

both! { MODULES;
    async fn rules_are_those_of_the_day_and_of_the_room_before_the_center(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let day = |text: &str| -> Date { text.parse().unwrap() };
        let short = Policy { most_min: 60, ..generous() };
        let center = PutCenterPolicy { center: house.center, valid_from: day("2026-03-02"), rules: short };
        house.manager.run(center).await.unwrap();
        assert_eq!(refused(book(&wang, house.small, at(1, 10, 90)).await), ["bookings.too_long"]);
        let long = Policy { most_min: 120, ..generous() };
        let own = PutRoomPolicy { room: house.small, valid_from: day("2026-03-05"), rules: long };
        house.manager.run(own).await.unwrap();
        assert_eq!(refused(book(&wang, house.small, at(2, 10, 90)).await), ["bookings.too_long"]);
        book(&wang, house.small, at(3, 10, 90)).await.unwrap();
        assert_eq!(refused(book(&wang, house.left, at(3, 10, 90)).await), ["bookings.too_long"]);
        let shown = house.manager.ask(ShowRoomPolicy { room: house.small }).await.unwrap();
        assert!(!shown.of_room && shown.rules.most_min == 60);
    }

    async fn rules_of_days_gone_by_stay(t: Test) {
        let house = House::build(t).await;
        let put = |valid_from: &str, rules| PutRoomPolicy {
            room: house.small, valid_from: valid_from.parse().unwrap(), rules,
        };
        let past = house.manager.run(put("2026-03-01", generous())).await;
        assert_eq!(refused(past), ["valid_from in_past"]);
        let far = house.manager.run(put("2027-03-10", generous())).await;
        assert_eq!(refused(far), ["valid_from out_of_range"]);
        let wrong = Policy { least_min: 0, ..generous() };
        assert_eq!(refused(house.manager.run(put("2026-03-02", wrong)).await), ["least_min out_of_range"]);
        assert!(house.clerk.run(put("2026-03-02", generous())).await.is_err());
    }

    async fn limits_count_the_bookings_of_this_room_alone(t: Test) {
        let house = House::build(t).await;
        let rules = Policy { open_most: Some(1), ..generous() };
        house.rules(t, house.small, rules).await;
        let (wang, _) = resident(t, "王秀英").await;
        book(&wang, house.left, at(1, 9, 60)).await.unwrap();
        book(&wang, house.left, at(2, 9, 60)).await.unwrap();
        let one = book(&wang, house.small, at(1, 10, 60)).await.unwrap();
        assert_eq!(refused(book(&wang, house.small, at(2, 10, 60)).await), ["bookings.too_many_open"]);
        wang.run(CancelBooking { booking: one.id, why: None }).await.unwrap();
        book(&wang, house.small, at(2, 10, 60)).await.unwrap();
    }
}
