//! Opening hours against a plain count of minutes.
use super::*;
use lianxin_kernel::{Calendar, Date, Span, TimeOfDay, Timestamp, Weekday, Zone};
use proptest::prelude::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn time(text: &str) -> TimeOfDay {
    text.parse().unwrap()
}

fn shanghai() -> Zone {
    Zone::named("Asia/Shanghai").unwrap()
}

fn at(zone: &Zone, date: &str, clock: &str) -> Timestamp {
    zone.at(day(date), time(clock))
}

fn week(weekdays: &[u8], from: &str, to: &str) -> WeekSpan {
    let weekdays = weekdays.iter().map(|n| Weekday::new(*n).unwrap()).collect();
    WeekSpan { weekdays, from: time(from), to: time(to) }
}

const WORKDAYS: [u8; 5] = [1, 2, 3, 4, 5];

/// 09:00–12:00 and 14:00–18:00 on workdays, Saturday until midnight.
fn usual() -> Hours {
    let period = Period {
        valid_from: day("2026-01-01"),
        valid_to: None,
        week: vec![
            week(&WORKDAYS, "14:00", "18:00"),
            week(&WORKDAYS, "09:00", "12:00"),
            week(&[6], "09:00", "24:00"),
        ],
        holidays: HolidayHours::CLOSED,
    };
    Hours { periods: vec![period], exceptions: vec![] }
}

fn exception(n: u64, from: &str, to: &str, span: Option<(&str, &str)>) -> Exception {
    Exception {
        id: ExceptionId(lianxin_kernel::AnyId::compose(n, 1, n)),
        from: day(from),
        to: day(to),
        closed: span.is_none(),
        opens: span.map(|s| time(s.0)),
        closes: span.map(|s| time(s.1)),
        note: format!("note {n}"),
    }
}

fn holidays() -> Calendar {
    let mut calendar = Calendar::new([2026]);
    calendar.list(day("2026-05-01"), "劳动节", true);
    calendar.list(day("2026-05-09"), "劳动节", false);
    calendar
}

fn state(hours: &Hours, status: Status, date: &str, clock: &str) -> OpenState {
    let zone = shanghai();
    open_state(hours, &holidays(), &zone, status, at(&zone, date, clock))
}

fn code(reason: &Option<lianxin_kernel::Reason>) -> &str {
    reason.as_ref().map_or("", |r| r.code.as_ref())
}

#[test]
fn a_day_with_a_break_opens_and_closes_twice() {
    let zone = shanghai();
    for (clock, openness, until, opens) in [
        ("08:59", Openness::Closed, None, Some("09:00")),
        ("09:00", Openness::Open, Some("12:00"), None),
        ("11:59", Openness::Open, Some("12:00"), None),
        ("12:00", Openness::Closed, None, Some("14:00")),
        ("17:59", Openness::Open, Some("18:00"), None),
    ] {
        let now = state(&usual(), Status::Open, "2026-03-02", clock);
        assert_eq!(now.state, openness, "{clock}");
        assert_eq!(now.until, until.map(|t| at(&zone, "2026-03-02", t)), "{clock}");
        assert_eq!(now.opens_at, opens.map(|t| at(&zone, "2026-03-02", t)), "{clock}");
        assert_eq!(now.reason, None);
    }
    let evening = state(&usual(), Status::Open, "2026-03-02", "18:00");
    assert_eq!(evening.opens_at, Some(at(&zone, "2026-03-03", "09:00")));
    let saturday = state(&usual(), Status::Open, "2026-03-07", "23:30");
    assert_eq!(saturday.until, Some(at(&zone, "2026-03-08", "00:00")));
    let sunday = state(&usual(), Status::Open, "2026-03-08", "00:00");
    assert_eq!(sunday.opens_at, Some(at(&zone, "2026-03-09", "09:00")));
}

#[test]
fn what_is_nearest_to_the_day_decides() {
    let mut hours = usual();
    let may_day = state(&hours, Status::Open, "2026-05-01", "10:00");
    assert_eq!((may_day.state, code(&may_day.reason)), (Openness::Closed, "hours.holiday"));
    // A Saturday worked for the holiday has Saturday's hours.
    assert_eq!(state(&hours, Status::Open, "2026-05-09", "20:00").state, Openness::Open);
    hours.periods[0].holidays = HolidayHours {
        rule: HolidayRule::Special,
        spans: vec![OpenSpan { from: time("10:00"), to: time("11:00") }],
    };
    let may_day = state(&hours, Status::Open, "2026-05-01", "10:30");
    assert_eq!((may_day.state, code(&may_day.reason)), (Openness::Open, "hours.holiday"));
    hours.periods[0].holidays = HolidayHours::AS_USUAL;
    let may_day = state(&hours, Status::Open, "2026-05-01", "17:00");
    assert_eq!((may_day.state, may_day.reason), (Openness::Open, None));
    hours.exceptions.push(exception(1, "2026-04-30", "2026-05-02", None));
    let shut = state(&hours, Status::Open, "2026-05-01", "10:00");
    assert_eq!((shut.state, code(&shut.reason)), (Openness::Closed, "hours.exception"));
    assert_eq!(shut.opens_at, Some(at(&shanghai(), "2026-05-04", "09:00")));
    hours.exceptions.push(exception(2, "2026-05-01", "2026-05-01", Some(("20:00", "24:00"))));
    let night = state(&hours, Status::Open, "2026-05-01", "21:00");
    assert_eq!(night.state, Openness::Open);
    assert_eq!(night.reason.unwrap().values["note"], "note 2".into());
}

#[test]
fn what_is_not_open_or_not_published_says_so() {
    for status in [Status::Planned, Status::Building, Status::Renovating, Status::Closed] {
        let now = state(&usual(), status, "2026-03-02", "10:00");
        assert_eq!((now.state, code(&now.reason)), (Openness::Closed, "hours.status"));
        assert_eq!((now.until, now.opens_at), (None, None));
    }
    let nothing = state(&Hours::default(), Status::Open, "2026-03-02", "10:00");
    assert_eq!((nothing.state, code(&nothing.reason)), (Openness::Unknown, "hours.not_published"));
    let before = state(&usual(), Status::Open, "2025-12-31", "10:00");
    assert_eq!(before.state, Openness::Unknown);
    let mut ends = usual();
    ends.periods[0].valid_to = Some(day("2026-03-02"));
    let last = state(&ends, Status::Open, "2026-03-02", "19:00");
    assert_eq!((last.state, last.opens_at), (Openness::Closed, None));
}

#[test]
fn open_day_and_night_names_no_closing_time() {
    let mut hours = usual();
    hours.periods[0].week = vec![week(&[1, 2, 3, 4, 5, 6, 7], "00:00", "24:00")];
    hours.periods[0].holidays = HolidayHours::AS_USUAL;
    let now = state(&hours, Status::Open, "2026-03-02", "03:00");
    assert_eq!((now.state, now.until), (Openness::Open, None));
    hours.exceptions.push(exception(1, "2026-03-04", "2026-03-04", None));
    let now = state(&hours, Status::Open, "2026-03-02", "03:00");
    assert_eq!(now.until, Some(at(&shanghai(), "2026-03-04", "00:00")));
}

#[test]
fn a_clock_change_moves_the_hours_with_the_civil_time() {
    let zone = Zone::named("Europe/Berlin").unwrap();
    let mut hours = usual();
    hours.periods[0].week = vec![week(&[6, 7], "01:00", "04:00")];
    // 29 March 2026: 02:00 becomes 03:00, so three hours on the clock last two.
    let open =
        open_state(&hours, &holidays(), &zone, Status::Open, at(&zone, "2026-03-29", "01:30"));
    assert_eq!(open.until.unwrap() - at(&zone, "2026-03-29", "01:00"), Span::hours(2));
    let autumn =
        open_state(&hours, &holidays(), &zone, Status::Open, at(&zone, "2026-10-25", "01:00"));
    assert_eq!(autumn.until.unwrap() - at(&zone, "2026-10-25", "01:00"), Span::hours(4));
    let before =
        open_state(&hours, &holidays(), &zone, Status::Open, at(&zone, "2026-03-29", "00:59"));
    assert_eq!(before.opens_at.unwrap().to_string(), "2026-03-29T00:00:00Z");
}

#[test]
fn spans_that_touch_cover_what_crosses_them() {
    let day = DayHours {
        date: day("2026-03-02"),
        weekday: Weekday::new(1).unwrap(),
        spans: vec![
            OpenSpan { from: time("09:00"), to: time("12:00") },
            OpenSpan { from: time("12:00"), to: time("15:00") },
            OpenSpan { from: time("16:00"), to: time("17:00") },
        ],
        reason: None,
    };
    assert!(day.covers(time("11:00"), time("13:00")) && day.covers(time("09:00"), time("15:00")));
    assert!(!day.covers(time("14:00"), time("16:30")) && !day.covers(time("08:59"), time("10:00")));
}

prop_compose! {
    fn any_hours()(
        spans in prop::collection::vec((1u8..8, 0i64..96, 1i64..96), 0..12),
        holiday in 0..3,
        exceptions in prop::collection::vec((0i32..20, 0i32..4, 0i64..96, 1i64..96, any::<bool>()), 0..4),
    ) -> Hours {
        let clock = |n: i64| TimeOfDay::from_minutes(n * 15).unwrap();
        let mut hours = usual();
        let span = |(weekday, from, more): (u8, i64, i64)| WeekSpan {
            weekdays: vec![Weekday::new(weekday).unwrap()],
            from: clock(from),
            to: clock((from + more).min(96)),
        };
        hours.periods[0].week = spans.into_iter().map(span).collect();
        if holiday == 0 {
            hours.periods[0].holidays = HolidayHours::AS_USUAL;
        }
        for (n, (offset, days, from, more, closed)) in exceptions.into_iter().enumerate() {
            let first = day("2026-04-25").plus_days(offset);
            let mut e = exception(n as u64, "2026-04-25", "2026-04-25", None);
            (e.from, e.to, e.closed) = (first, first.plus_days(days), closed);
            if !closed {
                (e.opens, e.closes) = (Some(clock(from)), Some(clock((from + more).min(96))));
            }
            hours.exceptions.push(e);
        }
        hours
    }
}

proptest! {
    /// The state is what the day's spans say of the civil time, and holds until the moment it names.
    #[test]
    fn the_state_is_that_of_the_civil_time(
        hours in any_hours(), minute in 0i64..(20 * 1440), berlin in any::<bool>(),
    ) {
        let name = if berlin { "Europe/Berlin" } else { "Asia/Shanghai" };
        let zone = Zone::named(name).unwrap();
        let calendar = holidays();
        let ask = |at| open_state(&hours, &calendar, &zone, Status::Open, at);
        let now = zone.start_of(day("2026-04-25")) + Span::minutes(minute);
        let state = ask(now);
        let (date, clock) = (zone.date(now), zone.time(now));
        let spans = day_hours(&hours, &calendar, Status::Open, date).spans;
        let inside = spans.iter().any(|s| s.from <= clock && clock < s.to);
        prop_assert_eq!(state.state == Openness::Open, inside);
        let minute = Span::minutes(1);
        if let Some(until) = state.until {
            prop_assert!(until > now);
            prop_assert_eq!(ask(until).state, Openness::Closed);
            prop_assert_eq!(ask(until - minute).state, Openness::Open);
        }
        if let Some(opens) = state.opens_at {
            prop_assert!(opens > now);
            prop_assert_eq!(ask(opens).state, Openness::Open);
            prop_assert_eq!(ask(opens - minute).state, Openness::Closed);
        }
    }
}
