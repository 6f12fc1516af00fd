//! Whether a series is still needed: asked, answered, given back.
use crate::ears::{listening, told};
use crate::house::*;
use crate::series::{fates, tuesdays};
use lianxin_bookings::*;
use lianxin_kernel::{Act, Line, Span as Length};
use lianxin_testkit::{Test, both, race};

async fn asking(t: &Test, weeks: i64) -> (House, Act, BookingSeries) {
    let house = House::build(t).await;
    let rules =
        Policy { release_min: None, days_ahead: 300, series_ask_weeks: weeks, ..generous() };
    house.rules(t, house.small, rules).await;
    let (wang, _) = resident(t, "王秀英").await;
    let series = wang.run(BookSeries { room: house.small, new: tuesdays(10) }).await.unwrap();
    (house, wang, series)
}

async fn seen(act: &Act, series: &BookingSeries) -> BookingSeries {
    act.ask(ShowSeries { series: series.summary.id }).await.unwrap()
}

/// Day after day, as the program lives.
async fn days(t: &Test, days: i64) {
    for _ in 0..days {
        t.clock.forward(Length::days(1));
        t.work_jobs().await;
    }
}

both! { setup: listening();
    async fn without_an_answer_the_rest_is_given_back(t: Test) {
        let (house, wang, series) = asking(t, 3).await;
        days(t, 22).await;
        assert_eq!((told(t, "booking_series_asked").await, seen(&wang, &series).await.summary.answer_by), (0, None));
        days(t, 1).await;
        let asked = seen(&wang, &series).await;
        assert_eq!(asked.summary.answer_by, Some(t.app.now() + Length::days(7)));
        days(t, 6).await;
        assert_eq!(fates(&seen(&wang, &series).await), ["booked"; 10]);
        days(t, 2).await;
        let lapsed = seen(&wang, &series).await;
        let (kept, given) = (["booked"; 5], ["cancelled"; 5]);
        assert_eq!(fates(&lapsed), [kept, given].concat());
        assert_eq!((lapsed.summary.answer_by, lapsed.summary.refused), (None, 0));
        assert_eq!((told(t, "booking_series_asked").await, told(t, "booking_series_lapsed").await), (1, 1));
        // Others can have what was given back, and it is not had again by answering late or trying.
        let (li, _) = resident(t, "李建国").await;
        book(&li, house.small, at(36, 10, 60)).await.unwrap();
        let confirm = ConfirmSeries { series: series.summary.id };
        assert_eq!(refused(wang.run(confirm).await), ["bookings.series_over"]);
        let retried = wang.run(RetrySeries { series: series.summary.id, nth: None }).await.unwrap();
        assert_eq!(fates(&retried)[5..], given);
    }

    async fn who_answers_keeps_all_and_is_asked_again(t: Test) {
        let (house, wang, series) = asking(t, 3).await;
        days(t, 25).await;
        let (li, _) = resident(t, "李建国").await;
        let confirm = || ConfirmSeries { series: series.summary.id };
        assert_eq!(refused(li.run(confirm()).await), ["no such thing of yours"]);
        let kept = wang.run(confirm()).await.unwrap();
        assert_eq!(kept.summary.answer_by, None);
        days(t, 20).await;
        assert_eq!(told(t, "booking_series_asked").await, 1);
        days(t, 2).await;
        assert_eq!(told(t, "booking_series_asked").await, 2);
        // Who can not write says it at the desk.
        house.clerk.run(confirm()).await.unwrap();
        days(t, 30).await;
        assert_eq!(fates(&seen(&wang, &series).await), ["booked"; 10]);
        assert_eq!(told(t, "booking_series_lapsed").await, 0);
    }

    async fn rules_said_later_ask_and_stop_asking(t: Test) {
        let (house, wang, series) = asking(t, 0).await;
        days(t, 27).await;
        let rules = |weeks| Policy { release_min: None, series_ask_weeks: weeks, ..generous() };
        house.rules(t, house.small, rules(2)).await;
        days(t, 2).await;
        assert!(seen(&wang, &series).await.summary.answer_by.is_some());
        house.rules(t, house.small, rules(0)).await;
        days(t, 40).await;
        assert_eq!(fates(&seen(&wang, &series).await), ["booked"; 10]);
        assert_eq!((told(t, "booking_series_asked").await, told(t, "booking_series_lapsed").await), (1, 0));
        let wrong = PutRoomPolicy { room: house.small, valid_from: t.app.zone().date(t.app.now()), rules: rules(53) };
        assert_eq!(refused(house.manager.run(wrong).await), ["series_ask_weeks out_of_range"]);
    }

    async fn what_was_given_up_is_not_asked_for(t: Test) {
        let (_, wang, series) = asking(t, 3).await;
        wang.run(CancelSeries { series: series.summary.id, from: Some(2), why: None }).await.unwrap();
        days(t, 70).await;
        assert_eq!(told(t, "booking_series_asked").await, 0);
    }

    async fn staff_decide_on_all_dates_at_once(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.hall, Policy { approval: vec![Booker::Resident], ..generous() }).await;
        let (wang, _) = resident(t, "王秀英").await;
        let new = NewBookingSeries { people: 30, ..tuesdays(4) };
        let series = wang.run(BookSeries { room: house.hall, new }).await.unwrap();
        let (li, _) = resident(t, "李建国").await;
        let half = book(&li, house.left, at(8, 10, 60)).await.unwrap();
        let approve = || ApproveSeries { series: series.summary.id };
        assert_eq!(refused(wang.run(approve()).await), ["no such thing of yours"]);
        let approved = house.clerk.run(approve()).await.unwrap();
        assert_eq!(fates(&approved), ["booked", "asked", "booked", "booked"]);
        assert_eq!(approved.dates[1].reasons[0].code, "calendar.taken");
        let said = serde_json::to_string(&approved.dates[1].reasons).unwrap();
        assert!(said.contains(r#""room":{"zh-CN":"东厅""#), "a room is named in each language: {said}");
        assert_eq!(told(t, "booking_series_approved").await, 1);
        assert_eq!(refused(house.clerk.run(approve()).await), ["bookings.no_date_had", "calendar.taken"]);
        li.run(CancelBooking { booking: half.id, why: None }).await.unwrap();
        let deny = || DenySeries { series: series.summary.id, why: Line::new("另有安排").unwrap() };
        let denied = house.clerk.run(deny()).await.unwrap();
        assert_eq!(fates(&denied), ["booked", "denied", "booked", "booked"]);
        assert_eq!(told(t, "booking_series_denied").await, 1);
        assert_eq!(refused(house.clerk.run(deny()).await), ["bookings.nothing_asked"]);
    }

    async fn nobody_decides_on_their_own_series(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.hall, Policy { approval: vec![Booker::Resident], ..generous() }).await;
        let new = NewBookingSeries { people: 30, ..tuesdays(2) };
        let series = house.clerk.run(BookSeries { room: house.hall, new }).await.unwrap();
        assert!(house.clerk.run(ApproveSeries { series: series.summary.id }).await.is_err());
        house.manager.run(ApproveSeries { series: series.summary.id }).await.unwrap();
    }

    race async fn an_answer_and_the_end_of_the_week_do_not_both_happen(t: Test) {
        let (_, wang, series) = asking(t, 3).await;
        days(t, 29).await;
        t.clock.forward(Length::days(1));
        let (system, id) = (t.system(), series.summary.id);
        let done = race(4, |n| {
            let (wang, system) = (wang.clone(), system.clone());
            async move {
                match n % 2 {
                    0 => wang.run(ConfirmSeries { series: id }).await.is_ok(),
                    _ => system.run(ReviewSeries { series: id }).await.is_ok(),
                }
            }
        })
        .await;
        let fates = fates(&seen(&wang, &series).await);
        let kept = fates.iter().filter(|fate| *fate == "booked").count();
        // Either all is kept because somebody answered, or the rest is gone and no answer was taken.
        assert!(kept == 10 && done[0] || kept == 5 && !(done[0] && done[2]), "{fates:?} {done:?}");
    }
}
