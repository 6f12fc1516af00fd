//! A room booked again and again.
use crate::MODULES;
use crate::house::*;
use lianxin_bookings::*;
use lianxin_calendar::SeriesRule;
use lianxin_calendar::commands::{CloseRoom, NewClosing};
use lianxin_kernel::{Line, Span as Length};
use lianxin_places::HolidayDay;
use lianxin_places::commands::PutHolidays;
use lianxin_testkit::both;

/// Every Tuesday from 10:00 to 11:00, beginning on 2026-03-03.
pub fn tuesdays(count: i64) -> NewBookingSeries {
    NewBookingSeries {
        rule: SeriesRule {
            rule: format!("FREQ=WEEKLY;COUNT={count}"),
            first: "2026-03-03".parse().unwrap(),
            from_minute: 600,
            minutes: 60,
            except: vec![],
            skip_holidays: false,
        },
        people: 8,
        title: Line::new("合唱排练").unwrap(),
        organization: None,
    }
}

/// What became of each date: its state, or what stood against it.
pub fn fates(series: &BookingSeries) -> Vec<String> {
    let fate = |d: &BookingSeriesDate| match d.state {
        Some(state) => state.code().to_owned(),
        None => codes(&d.reasons),
    };
    series.dates.iter().map(fate).collect()
}

pub fn codes(reasons: &[lianxin_kernel::Reason]) -> String {
    let codes: Vec<_> = reasons.iter().map(|r| r.code.split('.').next_back().unwrap()).collect();
    codes.join(" ")
}

fn shift(series: &BookingSeries, from: i64, from_minute: i64) -> MoveSeries {
    let (minutes, version) = (60, series.version);
    let to = BookingSeriesMove { from, days: 0, from_minute, minutes, version };
    MoveSeries { series: series.summary.id, to }
}

both! { MODULES;
    async fn a_refused_date_leaves_the_others_and_is_had_when_it_is_free(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.small, generous()).await;
        let (li, _) = resident(t, "李建国").await;
        let in_the_way = book(&li, house.small, at(8, 10, 60)).await.unwrap();
        let (wang, id) = resident(t, "王秀英").await;
        let (room, new) = (house.small, tuesdays(4));
        let look = wang.ask(PreviewSeries { room, new: new.clone() }).await.unwrap();
        let seen: Vec<_> = look.dates.iter().map(|d| codes(&d.decision.reasons)).collect();
        assert_eq!(seen, ["free", "taken", "free", "free"]);
        let series = wang.run(BookSeries { room, new }).await.unwrap();
        assert_eq!(fates(&series), ["booked", "taken", "booked", "booked"]);
        assert_eq!((series.summary.had, series.summary.refused), (3, 1));
        let first = show(&wang, series.dates[0].booking.unwrap()).await;
        assert_eq!((first.span, first.person, first.series), (at(1, 10, 60), id, Some(series.summary.id)));
        assert_eq!(first.release_at, Some(at(1, 10, 20).to), "it is watched like any booking");
        let retry = || RetrySeries { series: series.summary.id, nth: None };
        assert_eq!(fates(&wang.run(retry()).await.unwrap()), ["booked", "taken", "booked", "booked"]);
        li.run(CancelBooking { booking: in_the_way.id, why: None }).await.unwrap();
        assert_eq!(fates(&wang.run(retry()).await.unwrap()), ["booked"; 4]);
        // What was given back by itself is not had again by trying.
        let last = series.dates[3].booking.unwrap();
        wang.run(CancelBooking { booking: last, why: None }).await.unwrap();
        assert_eq!(fates(&wang.run(retry()).await.unwrap())[3], "cancelled");
        let mine = wang.ask(ListMySeries { filter: MySeriesFilter::default() }).await.unwrap();
        assert_eq!((mine.items.len(), mine.items[0].had), (1, 3));
    }

    async fn limits_count_each_date(t: Test) {
        let house = House::build(t).await;
        let rules = Policy { open_most: Some(2), days_ahead: 30, series_most: 6, ..generous() };
        house.rules(t, house.small, rules.clone()).await;
        let (wang, _) = resident(t, "王秀英").await;
        let (room, new) = (house.small, tuesdays(6));
        let expected = ["", "", "too_many_open", "too_many_open", "too_many_open", "too_far too_many_open"];
        let look = wang.ask(PreviewSeries { room, new: new.clone() }).await.unwrap();
        let seen: Vec<_> = look.dates.iter().map(|d| codes(&d.decision.reasons)).collect();
        assert_eq!(seen[2..], expected[2..]);
        let series = wang.run(BookSeries { room, new }).await.unwrap();
        assert_eq!(fates(&series)[2..], expected[2..]);
        assert_eq!(fates(&series)[..2], ["booked", "booked"]);
        // Whoever gets nothing has no series.
        let again = wang.run(BookSeries { room, new: tuesdays(2) }).await;
        let codes = refused(again);
        assert_eq!(codes[0], "bookings.no_date_had");
        assert!(codes.contains(&"bookings.too_many_open".to_owned()) && codes.contains(&"calendar.taken".to_owned()));
        assert_eq!(refused(wang.run(BookSeries { room, new: tuesdays(7) }).await), ["bookings.too_many_dates"]);
        house.rules(t, house.left, Policy { series_most: 0, ..rules }).await;
        assert_eq!(refused(wang.run(BookSeries { room: house.left, new: tuesdays(2) }).await), ["bookings.no_series"]);
        assert_eq!(wang.ask(ListMySeries { filter: MySeriesFilter::default() }).await.unwrap().items.len(), 1);
        // Time goes by: what was too far away and too many is had.
        t.clock.forward(Length::days(10));
        let later = wang.run(RetrySeries { series: series.summary.id, nth: Some(3) }).await.unwrap();
        assert_eq!(fates(&later)[2..4], ["too_many_open", "booked"]);
    }

    async fn moving_from_a_date_on_leaves_the_past_and_what_is_another_s(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.small, Policy { release_min: None, ..generous() }).await;
        let (li, _) = resident(t, "李建国").await;
        let other = book(&li, house.small, at(22, 14, 60)).await.unwrap();
        let (wang, _) = resident(t, "王秀英").await;
        let series = wang.run(BookSeries { room: house.small, new: tuesdays(5) }).await.unwrap();
        // The third is moved by itself.
        let third = show(&wang, series.dates[2].booking.unwrap()).await;
        let span = at(16, 9, 60);
        let to = BookingMove { room: None, from: span.from, to: span.to, version: third.version, outside_hours: false };
        wang.run(MoveBooking { booking: third.id, to }).await.unwrap();
        t.clock.forward(Length::days(2));
        assert_eq!(refused(li.run(shift(&series, 0, 840)).await), ["no such thing of yours"]);
        let moved = wang.run(shift(&series, 0, 840)).await.unwrap();
        let spans: Vec<_> = moved.dates.iter().map(|d| d.span).collect();
        assert_eq!(spans, [at(1, 10, 60), at(8, 14, 60), at(16, 9, 60), at(22, 10, 60), at(29, 14, 60)]);
        assert_eq!(codes(&moved.dates[3].reasons), "taken", "what could not be moved stays");
        assert!(moved.dates[2].apart && moved.dates[0].past);
        assert_eq!(show(&li, other.id).await.span, at(22, 14, 60));
        // Somebody saw it as it was before.
        assert_eq!(refused(wang.run(shift(&series, 0, 900)).await), ["bookings.changed_meanwhile"]);
        let wrong = wang.run(shift(&moved, 0, 1440)).await;
        assert_eq!(refused(wrong), ["from_minute out_of_range"]);
        let late = wang.run(shift(&moved, 0, 22 * 60)).await;
        assert_eq!(refused(late), ["bookings.no_date_had", "calendar.hours", "calendar.hours", "calendar.hours"]);
        assert_eq!(show(&wang, moved.dates[1].booking.unwrap()).await.span, at(8, 14, 60));
    }

    async fn dates_of_every_day_make_room_for_each_other(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.small, generous()).await;
        let (wang, _) = resident(t, "王秀英").await;
        let mut new = tuesdays(4);
        new.rule.rule = "FREQ=DAILY;COUNT=4".to_owned();
        let series = wang.run(BookSeries { room: house.small, new }).await.unwrap();
        let mut later = shift(&series, 1, 600);
        later.to.days = 1;
        let moved = wang.run(later).await.unwrap();
        let days = |s: &BookingSeries| s.dates.iter().map(|d| d.span).collect::<Vec<_>>();
        assert_eq!(days(&moved), [1, 3, 4, 5].map(|day| at(day, 10, 60)));
        let mut back = shift(&moved, 1, 600);
        back.to.days = -1;
        assert_eq!(days(&wang.run(back).await.unwrap()), [1, 2, 3, 4].map(|day| at(day, 10, 60)));
    }

    async fn who_gives_up_the_rest_keeps_what_was_before(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.small, generous()).await;
        let (wang, _) = resident(t, "王秀英").await;
        let series = wang.run(BookSeries { room: house.small, new: tuesdays(4) }).await.unwrap();
        let cancel = |from, why: Option<&str>| CancelSeries {
            series: series.summary.id, from, why: why.map(|w| Line::new(w).unwrap()),
        };
        assert_eq!(refused(wang.run(cancel(Some(9), None)).await), ["from unknown"]);
        assert_eq!(refused(house.clerk.run(cancel(Some(2), None)).await), ["why required"]);
        let given = wang.run(cancel(Some(2), None)).await.unwrap();
        assert_eq!(fates(&given), ["booked", "booked", "cancelled", "cancelled"]);
        let (li, _) = resident(t, "李建国").await;
        book(&li, house.small, at(15, 10, 60)).await.unwrap();
        t.clock.forward(Length::days(2));
        let ended = house.clerk.run(cancel(None, Some("房间改作他用"))).await.unwrap();
        assert_eq!(fates(&ended)[1..], ["cancelled", "cancelled", "cancelled"]);
        assert_eq!(show(&wang, series.dates[1].booking.unwrap()).await.why.as_deref(), Some("房间改作他用"));
        let mine = |past| ListMySeries { filter: MySeriesFilter { past, ..MySeriesFilter::default() } };
        assert_eq!(wang.ask(mine(false)).await.unwrap().items.len(), 0);
        assert_eq!(wang.ask(mine(true)).await.unwrap().items.len(), 1);
    }

    async fn where_staff_decide_each_date_is_asked_for(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.hall, Policy { approval: vec![Booker::Resident], ..generous() }).await;
        let (wang, _) = resident(t, "王秀英").await;
        let new = NewBookingSeries { people: 30, ..tuesdays(3) };
        let series = wang.run(BookSeries { room: house.hall, new }).await.unwrap();
        assert_eq!(fates(&series), ["asked"; 3]);
        let booking = series.dates[1].booking.unwrap();
        house.clerk.run(ApproveBooking { booking }).await.unwrap();
        let moved = wang.run(shift(&series, 0, 840)).await.unwrap();
        assert_eq!(fates(&moved), ["asked", "booked", "asked"]);
        let spans: Vec<_> = moved.dates.iter().map(|d| d.span).collect();
        assert_eq!(spans, [1, 8, 15].map(|day| at(day, 14, 60)));
        house.clerk.run(ApproveBooking { booking: series.dates[0].booking.unwrap() }).await.unwrap();
    }

    async fn the_desk_books_a_series_past_the_rules(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.small, Policy { series_most: 0, open_most: Some(1), ..generous() }).await;
        let (wang, person) = resident(t, "王秀英").await;
        let mut new = tuesdays(3);
        new.rule.from_minute = 20 * 60 + 30;
        let desk = |outside_hours| NewDeskBookingSeries { person, new: new.clone(), outside_hours };
        let room = house.small;
        let look = house.clerk.ask(PreviewSeriesFor { room, new: desk(false) }).await.unwrap();
        assert!(look.dates.iter().all(|d| codes(&d.decision.reasons) == "hours"));
        assert_eq!(refused(wang.run(BookSeriesFor { room, new: desk(true) }).await), ["you may not do this here"]);
        let series = house.clerk.run(BookSeriesFor { room, new: desk(true) }).await.unwrap();
        assert_eq!(fates(&series), ["booked"; 3]);
        assert!(series.by_staff);
        let filter = DeskSeriesFilter { center: house.center, past: false, after: None, limit: None };
        let list = house.clerk.ask(ListDeskSeries { filter }).await.unwrap();
        assert_eq!(list.items[0].person_name, "王秀英");
        assert!(wang.ask(ShowSeries { series: series.summary.id }).await.is_ok());
    }

    async fn a_closing_takes_the_date_it_lies_on_alone(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.left, generous()).await;
        let (wang, _) = resident(t, "王秀英").await;
        let series = wang.run(BookSeries { room: house.left, new: tuesdays(3) }).await.unwrap();
        let closing = NewClosing {
            center: house.center, room: Some(house.hall), from: at(8, 8, 0).from, to: at(8, 20, 0).to,
            why: Line::new("地板维修").unwrap(),
        };
        house.manager.run(CloseRoom { closing }).await.unwrap();
        t.work_jobs().await;
        let shown = wang.ask(ShowSeries { series: series.summary.id }).await.unwrap();
        assert_eq!(fates(&shown), ["booked", "closed", "booked"]);
        let tried = wang.run(RetrySeries { series: series.summary.id, nth: None }).await.unwrap();
        assert_eq!((fates(&tried)[1].as_str(), codes(&tried.dates[1].reasons).as_str()), ("closed", "closed"));
    }

    async fn public_holidays_are_left_out_where_it_says_so(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.small, generous()).await;
        let day = HolidayDay { date: "2026-03-10".parse().unwrap(), name: Line::new("休").unwrap(), off: true };
        let put = PutHolidays { year: 2026, source: Line::new("国务院办公厅").unwrap(), days: vec![day] };
        t.system().run(put).await.unwrap();
        let (wang, _) = resident(t, "王秀英").await;
        let mut new = tuesdays(3);
        new.rule.skip_holidays = true;
        let room = house.small;
        let look = wang.ask(PreviewSeries { room, new: new.clone() }).await.unwrap();
        assert_eq!(codes(&look.dates[1].decision.reasons), "holiday");
        let series = wang.run(BookSeries { room, new }).await.unwrap();
        assert_eq!(fates(&series), ["booked", "holiday", "booked"]);
    }

    async fn what_makes_no_sense_names_its_field(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let run = |new| wang.run(BookSeries { room: house.small, new });
        let mut endless = NewBookingSeries { people: 0, ..tuesdays(3) };
        endless.rule.rule = "FREQ=WEEKLY".to_owned();
        assert_eq!(refused(run(endless).await), ["people out_of_range", "rule.until required"]);
        let mut past = tuesdays(3);
        past.rule.first = "2026-03-01".parse().unwrap();
        assert_eq!(refused(run(past).await), ["rule.first in_past"]);
        let mut long = tuesdays(3);
        long.rule.minutes = 1441;
        assert_eq!(refused(run(long).await), ["rule.minutes out_of_range"]);
        assert_eq!(refused(run(tuesdays(201)).await), ["rule.rule too_many"]);
        let nobody = t.nobody().run(BookSeries { room: house.small, new: tuesdays(2) }).await;
        assert_eq!(refused(nobody), ["sign in first"]);
    }
}
