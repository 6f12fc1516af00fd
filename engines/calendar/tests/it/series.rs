use crate::house::*;
use crate::repeating::*;
use lianxin_calendar::commands::{AddItem, CloseRoom, EndClosing, NewClosing, NewItem};
use lianxin_calendar::*;
use lianxin_kernel::{Names, Span as Length};
use lianxin_places::HolidayDay;
use lianxin_places::commands::PutHolidays;
use lianxin_testkit::both;

both! { setup: quiet(true);
    async fn each_date_is_held_or_refused_for_itself_and_can_be_tried_again(t: Test) {
        let house = House::build(t).await;
        let corner = house.occupy(t, 3, on(8, "10:00", "11:00")).await.unwrap();
        house.occupy(t, 1, on(15, "09:00", "10:00")).await.unwrap();
        let new = house.new_series(0, "FREQ=WEEKLY;COUNT=4");
        let done = house.start(t, new.clone()).await;
        assert_eq!(fates(&done.dates), ["held", "taken", "taken", "held"]);
        let spans: Vec<_> = done.dates.iter().map(|d| d.span).collect();
        assert_eq!(spans, [1, 8, 15, 22].map(|day| on(day, "09:00", "10:30")));
        assert_eq!((done.held().count(), done.refused().count()), (2, 2));
        house.run(t, What::Release(corner.id)).await.unwrap();
        let again = house.retry(t, done.series).await;
        assert_eq!((again[0].nth, fates(&again)), (1, vec!["held".to_owned(), "taken".into()]));
        assert_eq!(fates(&house.retry(t, done.series).await), ["taken"]);
        let shown = t.system().ask(Show(done.series)).await.unwrap();
        assert_eq!(fates(&shown.dates), ["held", "held", "taken", "held"]);
        assert_eq!(shown.of, new);
        let view = house.view(t).await;
        let ours: Vec<_> = view.held.iter().filter(|o| o.series == Some(done.series)).collect();
        for (held, nth) in ours.iter().zip([0, 1, 3]) {
            assert_eq!((held.owner, held.kind), (date_owner(&new, nth), Kind::Season));
        }
        assert_eq!((ours.len(), view.faults), (3, vec![]));
    }

    async fn a_look_says_what_will_be_and_changes_nothing(t: Test) {
        let house = House::build(t).await;
        house.set_up(t, 4, 0, 30).await;
        house.occupy(t, 4, on(3, "10:00", "11:00")).await.unwrap();
        let mut new = house.new_series(4, "FREQ=DAILY;COUNT=6");
        (new.rule.from_minute, new.rule.minutes) = (0, 1440);
        new.outside_hours = true;
        let look = t.system().ask(Preview(new.clone())).await.unwrap();
        let shown: Vec<String> = look.iter().map(|o| codes(&o.reasons)).collect();
        // A whole day and its cleaning leave no room for the next day.
        assert_eq!(shown, ["", "setup", "taken", "", "setup", ""]);
        assert_eq!(house.view(t).await.held.len(), 1);
        let done = house.start(t, new).await;
        let fates: Vec<String> = done.dates.iter().map(|d| codes(&d.reasons)).collect();
        assert_eq!(fates, shown);
        assert_eq!(house.view(t).await.faults, Vec::<String>::new());
    }

    async fn what_ends_leaves_the_past_and_what_is_another_s(t: Test) {
        let house = House::build(t).await;
        let mut monday = house.new_series(4, "FREQ=WEEKLY;BYDAY=MO,TU;COUNT=6");
        monday.rule.first = "2026-03-02".parse().unwrap();
        let done = house.start(t, monday).await;
        let other = house.start(t, house.new_series(5, "FREQ=WEEKLY;COUNT=4")).await;
        let before = house.view(t).await.held;
        // In the middle of the second Monday.
        t.clock.forward(Length::minutes(7 * 24 * 60 + 30));
        let (_, gone) = house.repeat(t, Again::End(done.series, midnight())).await.unwrap();
        let spans: Vec<_> = gone.iter().map(|o| o.span).collect();
        assert_eq!(spans, [8, 14, 15].map(|day| on(day, "09:00", "10:30")));
        let shown = t.system().ask(Show(done.series)).await.unwrap();
        assert_eq!(fates(&shown.dates), ["held", "held", "held", "released", "released", "released"]);
        let untouched: Vec<_> = before.iter().filter(|o| !gone.iter().any(|g| g.id == o.id)).cloned().collect();
        let view = house.view(t).await;
        assert_eq!((view.held, view.faults), (untouched, vec![]));
        assert_eq!(other.held().count(), 4);
        let (_, again) = house.repeat(t, Again::End(done.series, midnight())).await.unwrap();
        assert!(again.is_empty());
    }

    async fn what_is_over_or_was_given_back_is_not_tried_again(t: Test) {
        let house = House::build(t).await;
        for day in [1, 2, 3, 4, 7] {
            house.occupy(t, 4, on(day, "09:00", "10:00")).await.unwrap();
        }
        let done = house.start(t, house.new_series(4, "FREQ=DAILY;COUNT=7")).await;
        assert_eq!(fates(&done.dates), ["taken", "taken", "taken", "taken", "held", "held", "taken"]);
        for o in house.view(t).await.held.iter().filter(|o| o.series.is_none()) {
            house.run(t, What::Release(o.id)).await.unwrap();
        }
        let Span { from, to } = on(5, "08:00", "22:00");
        let closing = NewClosing { center: house.center, room: None, from, to, why: line("修") };
        let closed = t.system().run(CloseRoom { closing }).await.unwrap().closing.unwrap();
        t.system().run(EndClosing { closing: closed }).await.unwrap();
        house.repeat(t, Again::End(done.series, on(6, "00:00", "01:00").from)).await.unwrap();
        t.clock.forward(Length::minutes(24 * 60 + 15));
        let again = house.retry(t, done.series).await;
        assert_eq!(again.iter().map(|d| d.nth).collect::<Vec<_>>(), [1, 2, 3]);
        let shown = t.system().ask(Show(done.series)).await.unwrap();
        assert_eq!(fates(&shown.dates), ["taken", "held", "held", "held", "released", "released", "taken"]);
        assert_eq!(house.view(t).await.faults, Vec::<String>::new());
    }

    async fn public_holidays_are_left_out_where_it_says_so(t: Test) {
        let house = House::build(t).await;
        let put = async |days: &[&str]| {
            let day = |date: &&str| HolidayDay { date: date.parse().unwrap(), name: line("清明节"), off: true };
            let days = days.iter().map(day).collect();
            t.system().run(PutHolidays { year: 2026, source: line("国务院办公厅"), days }).await.unwrap();
        };
        put(&["2026-03-05", "2026-03-06"]).await;
        let mut new = house.new_series(4, "FREQ=DAILY;COUNT=5");
        assert_eq!(t.system().ask(Preview(new.clone())).await.unwrap().iter().filter(|o| o.reasons.is_empty()).count(), 5);
        new.rule.skip_holidays = true;
        let look = t.system().ask(Preview(new.clone())).await.unwrap();
        let done = house.start(t, new).await;
        assert_eq!(fates(&done.dates), ["held", "held", "holiday", "holiday", "held"]);
        assert_eq!(look.iter().map(|o| o.reasons.clone()).collect::<Vec<_>>(), done.dates.iter().map(|d| d.reasons.clone()).collect::<Vec<_>>());
        assert_eq!(serde_json::to_string(&done.dates[2].reasons).unwrap(), r#"[{"code":"calendar.holiday","values":{"date":"2026-03-05","name":"清明节"}}]"#);
        put(&["2026-03-06"]).await;
        assert_eq!(fates(&house.retry(t, done.series).await), ["held", "holiday"]);
    }

    async fn a_series_is_of_a_room_or_a_thing_and_follows_a_rule(t: Test) {
        let house = House::build(t).await;
        let mut person = house.new_series(4, "FREQ=DAILY;COUNT=5");
        person.resource = Resource::person(t.some_id(), house.center);
        assert_eq!(refused(t.system().ask(Preview(person.clone())).await), ["resource wrong"]);
        assert_eq!(refused(house.repeat(t, Again::New(person)).await), ["resource wrong"]);
        let wrong = house.new_series(4, "FREQ=HOURLY;COUNT=5");
        assert_eq!(refused(house.repeat(t, Again::New(wrong)).await), ["rule wrong"]);
        let mut kit = house.new_series(4, "FREQ=DAILY;COUNT=2");
        kit.resource = Resource::item(t.some_id(), house.center);
        assert_eq!(fates(&house.start(t, kit.clone()).await.dates), ["not_bookable"; 2], "no such thing");
        let (center, kind, name) = (house.center, ItemKind::PortableKit, Names::zh_cn("百宝箱"));
        let item = NewItem { center, kind, name, portable: true, room: None };
        let item = t.system().run(AddItem { item }).await.unwrap();
        kit.resource = Resource::item(item.id, house.center);
        assert_eq!(fates(&house.start(t, kit.clone()).await.dates), ["held", "held"]);
        assert_eq!(fates(&house.start(t, kit).await.dates), ["item_taken", "item_taken"]);
        let view = house.view(t).await;
        assert_eq!((view.held.len(), view.faults), (2, vec![]));
    }
}
