use super::*;
use lianxin_kernel::Timestamp;
use proptest::prelude::*;

fn rule(rule: &str, first: &str) -> SeriesRule {
    SeriesRule {
        rule: rule.to_owned(),
        first: first.parse().unwrap(),
        from_minute: 9 * 60,
        minutes: 90,
        except: vec![],
        skip_holidays: false,
    }
}

fn zone(name: &str) -> Zone {
    Zone::named(name).unwrap()
}

fn days(rule: &SeriesRule) -> Vec<String> {
    let zone = zone("Asia/Shanghai");
    rule.dates(&zone).unwrap().iter().map(|s| zone.date(s.from).to_string()).collect()
}

fn faults(rule: &SeriesRule) -> Vec<String> {
    let faults = rule.dates(&zone("Asia/Shanghai")).unwrap_err();
    faults.iter().map(|f| format!("{} {}", f.field, f.code)).collect()
}

#[test]
fn nine_o_clock_stays_nine_o_clock_when_clocks_are_changed() {
    let berlin = zone("Europe/Berlin");
    for (first, changed) in [("2026-03-22", "2026-03-29"), ("2026-10-18", "2026-10-25")] {
        let dates = rule("FREQ=WEEKLY;COUNT=3", first).dates(&berlin).unwrap();
        assert_eq!(berlin.date(dates[1].from).to_string(), changed);
        assert!(dates.iter().all(|s| berlin.time(s.from).to_string() == "09:00"));
        assert!(dates.iter().all(|s| s.to - s.from == Length::minutes(90)));
        let week = dates[1].from - dates[0].from;
        assert_ne!(week, Length::days(7), "an hour more or less");
    }
}

#[test]
fn a_month_without_the_day_has_none() {
    let last = rule("FREQ=MONTHLY;COUNT=4", "2026-01-31");
    assert_eq!(days(&last), ["2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"]);
    let thirty = rule("FREQ=MONTHLY;BYMONTHDAY=30;UNTIL=20260430", "2026-01-01");
    assert_eq!(days(&thirty), ["2026-01-30", "2026-03-30", "2026-04-30"]);
    let end = rule("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2027-12-01");
    assert_eq!(days(&end), ["2027-12-31", "2028-01-31", "2028-02-29"]);
}

#[test]
fn the_29th_of_february_is_every_fourth_year() {
    let once = rule("FREQ=YEARLY;UNTIL=20300228", "2028-02-29");
    assert_eq!(days(&once), ["2028-02-29"]);
    assert_eq!(faults(&rule("FREQ=YEARLY;COUNT=2", "2028-02-29")), ["rule.until out_of_range"]);
}

#[test]
fn days_left_out_count() {
    let mut choir = rule("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", "2026-03-02");
    choir.except = vec!["2026-03-05".parse().unwrap(), "2026-03-06".parse().unwrap()];
    assert_eq!(days(&choir), ["2026-03-03", "2026-03-10", "2026-03-12"]);
    choir
        .except
        .extend(["2026-03-03", "2026-03-10", "2026-03-12"].map(|d| d.parse::<Date>().unwrap()));
    assert_eq!(faults(&choir), ["rule wrong"]);
}

#[test]
fn an_end_is_a_day_or_a_moment() {
    let until = |text: &str| days(&rule(&format!("FREQ=DAILY;UNTIL={text}"), "2026-03-02")).len();
    assert_eq!(until("20260304"), 3);
    assert_eq!(until("20260304T085959"), 2);
    assert_eq!(until("20260304T010000Z"), 3, "09:00 in Shanghai");
    assert_eq!(until("20260304T005959Z"), 2);
}

#[test]
fn everything_has_a_bound() {
    let fault = |text: &str| faults(&rule(text, "2026-03-02"));
    assert_eq!(fault("FREQ=DAILY"), ["rule.until required"]);
    assert_eq!(fault("FREQ=DAILY;COUNT=3;UNTIL=20260401"), ["rule.until only_one"]);
    assert_eq!(fault("FREQ=DAILY;COUNT=201"), ["rule too_many"]);
    assert_eq!(fault("FREQ=DAILY;UNTIL=20261001"), ["rule too_many"]);
    assert_eq!(fault("FREQ=WEEKLY;COUNT=106"), ["rule.until out_of_range"]);
    assert_eq!(fault("FREQ=MONTHLY;UNTIL=20990101"), ["rule.until out_of_range"]);
    assert_eq!(fault("FREQ=DAILY;UNTIL=20260301"), ["rule wrong"], "it ends before it begins");
    assert_eq!(fault(&format!("FREQ=DAILY;COUNT=1;{}", "X".repeat(200))), ["rule too_long"]);
    let mut wide = rule("FREQ=NEVER", "2026-03-02");
    (wide.from_minute, wide.minutes) = (1440, 0);
    wide.except = vec![wide.first; 201];
    let all = ["from_minute out_of_range", "minutes out_of_range", "except too_many", "rule wrong"];
    assert_eq!(faults(&wide), all);
    assert_eq!(days(&rule("FREQ=DAILY;COUNT=200", "2026-03-02")).len(), 200);
    assert_eq!(days(&rule("FREQ=WEEKLY;COUNT=105", "2026-03-02")).len(), 105);
}

/// A rule that says a day that no month has.
#[test]
fn a_rule_that_never_is_ends() {
    for never in [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1",
    ] {
        assert_eq!(faults(&rule(never, "2026-03-02")), ["rule wrong"]);
    }
}

#[derive(Clone, Debug)]
enum Repeat {
    Daily,
    Weekly(Vec<u8>),
    /// Days of the month, from the end when negative.
    Monthly(Vec<i8>),
    /// The nth weekday of the month, from the end when negative.
    Nth(i8, u8),
}

const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

impl Repeat {
    fn text(&self) -> String {
        let list = |all: Vec<String>| all.join(",");
        match self {
            Self::Daily => "FREQ=DAILY".to_owned(),
            Self::Weekly(on) if on.is_empty() => "FREQ=WEEKLY".to_owned(),
            Self::Weekly(on) => {
                let on = on.iter().map(|d| DAYS[usize::from(*d) - 1].to_owned()).collect();
                format!("FREQ=WEEKLY;BYDAY={}", list(on))
            }
            Self::Monthly(on) if on.is_empty() => "FREQ=MONTHLY".to_owned(),
            Self::Monthly(on) => {
                format!("FREQ=MONTHLY;BYMONTHDAY={}", list(on.iter().map(i8::to_string).collect()))
            }
            Self::Nth(n, day) => format!("FREQ=MONTHLY;BYDAY={n}{}", DAYS[usize::from(*day) - 1]),
        }
    }

    /// Whether a day is one of it, as one would tell it on one's fingers.
    fn on(&self, first: Date, interval: i32, day: Date) -> bool {
        let monday = |d: Date| d.plus_days(1 - i32::from(d.weekday().number()));
        let month = |d: Date| i32::from(d.year()) * 12 + i32::from(d.month());
        let weeks = monday(first).days_until(monday(day)) / 7;
        let months = month(day) - month(first);
        let left = day.last_of_month().day() - day.day();
        match self {
            Self::Daily => first.days_until(day) % interval == 0,
            Self::Weekly(on) => {
                let day = day.weekday().number();
                let fits =
                    if on.is_empty() { day == first.weekday().number() } else { on.contains(&day) };
                weeks % interval == 0 && fits
            }
            Self::Monthly(on) => {
                let there = |n: &i8| if *n > 0 { *n == day.day() } else { *n == -(left + 1) };
                let fits =
                    if on.is_empty() { day.day() == first.day() } else { on.iter().any(there) };
                months % interval == 0 && fits
            }
            Self::Nth(n, weekday) => {
                let nth = if *n > 0 { (day.day() + 6) / 7 } else { -(left / 7 + 1) };
                months % interval == 0 && day.weekday().number() == *weekday && nth == *n
            }
        }
    }
}

fn repeat() -> impl Strategy<Value = Repeat> {
    let month_day = (-31i8..=31).prop_filter("no such day", |n| *n != 0);
    // The crate refuses the fifth from the end, which few months have.
    let nth = (-4i8..=5).prop_filter("no such week", |n| *n != 0);
    prop_oneof![
        Just(Repeat::Daily),
        prop::collection::vec(1u8..=7, 0..4).prop_map(Repeat::Weekly),
        prop::collection::vec(month_day, 0..3).prop_map(Repeat::Monthly),
        (nth, 1u8..=7).prop_map(|(n, day)| Repeat::Nth(n, day)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn the_dates_are_those_one_counts_day_by_day(
        repeat in repeat(), offset in 0i32..1500, interval in 1i32..5, count in 1usize..30,
        length in prop::option::of(0i32..700), name in prop::sample::select(vec!["Asia/Shanghai", "Europe/Berlin", "America/New_York"]),
    ) {
        let zone = zone(name);
        let first = "2025-01-01".parse::<Date>().unwrap().plus_days(offset);
        let last = first.plus_days(length.unwrap_or(SeriesRule::LONGEST_DAYS));
        let end = match length {
            Some(_) => format!("UNTIL={}", last.to_string().replace('-', "")),
            None => format!("COUNT={count}"),
        };
        let text = format!("{};INTERVAL={interval};{end}", repeat.text());
        let all = (0..=first.days_until(last)).map(|n| first.plus_days(n));
        let mut expected: Vec<Date> = all.filter(|day| repeat.on(first, interval, *day)).collect();
        let found = rule(&text, &first.to_string()).dates(&zone);
        let too_long = length.is_none() && expected.len() < count;
        let too_many = length.is_some() && expected.len() > SeriesRule::MOST_DATES;
        if too_long || too_many || expected.is_empty() {
            prop_assert!(found.is_err(), "{text}");
            return Ok(());
        }
        if length.is_none() {
            expected.truncate(count);
        }
        let found = found.map_err(|e| TestCaseError::fail(format!("{text}: {e:?}")))?;
        let days: Vec<Date> = found.iter().map(|s| zone.date(s.from)).collect();
        prop_assert_eq!(days, expected, "{}", text);
        prop_assert!(found.iter().all(|s| zone.time(s.from).minutes() == 9 * 60));
    }

    #[test]
    fn any_text_is_read_or_refused(
        parts in prop::collection::vec((
            prop::sample::select(vec!["FREQ", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "WKST", "COUNT", "UNTIL"]),
            prop_oneof![
                prop::sample::select(vec!["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "MO", "SU,TU", "-1FR", "20991231", "2"]).prop_map(str::to_owned),
                (-400i32..400).prop_map(|n| n.to_string()),
                "[0-9A-Z,+-]{0,6}",
            ],
        ), 0..6),
        year in 1970i16..9999,
    ) {
        let words: Vec<String> = parts.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut rule = rule(&words.join(";"), "2026-03-02");
        rule.first = Date::new(year, 2, 28).unwrap();
        if let Ok(dates) = rule.dates(&zone("Europe/Berlin")) {
            prop_assert!((1..=SeriesRule::MOST_DATES).contains(&dates.len()));
            let ordered = dates.windows(2).all(|two| two[0].from < two[1].from);
            prop_assert!(ordered && dates[0].from > Timestamp(0));
        }
    }
}
