use super::*;
use calcard::{Entry, Parser};
use lianxin_kernel::Span as Length;
use proptest::prelude::*;

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn event(from: &str, minutes: i64, title: &str) -> IcsEvent {
    let from = at(from);
    IcsEvent {
        uid: "occ_1@lianxin".to_owned(),
        span: Span::new(from, from + Length::minutes(minutes)).unwrap(),
        title: title.to_owned(),
        place: "青禾路街道党群服务中心 大厅".to_owned(),
        cancelled: false,
        sequence: 2,
        changed_at: at("2026-03-02T01:00:00Z"),
    }
}

fn written(zone: &str, events: &[IcsEvent]) -> String {
    let zone = Zone::named(zone).unwrap();
    let covers = Span { from: at("2026-03-01T00:00:00Z"), to: at("2026-12-01T00:00:00Z") };
    Ics { name: "大厅", zone: &zone, covers, events }.write()
}

#[test]
fn an_event_in_a_zone_without_clock_changes() {
    let text = written("Asia/Shanghai", &[event("2026-03-03T01:00:00Z", 90, "合唱; 排练")]);
    let expected = "BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Lianxin//Calendar//EN\r
NAME:大厅\r
X-WR-CALNAME:大厅\r
X-PUBLISHED-TTL:PT1H\r
REFRESH-INTERVAL;VALUE=DURATION:PT1H\r
BEGIN:VTIMEZONE\r
TZID:Asia/Shanghai\r
BEGIN:STANDARD\r
DTSTART:20260101T000000\r
TZOFFSETFROM:+0800\r
TZOFFSETTO:+0800\r
TZNAME:CST\r
END:STANDARD\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
UID:occ_1@lianxin\r
SEQUENCE:2\r
DTSTAMP:20260302T010000Z\r
LAST-MODIFIED:20260302T010000Z\r
DTSTART;TZID=Asia/Shanghai:20260303T090000\r
DTEND;TZID=Asia/Shanghai:20260303T103000\r
SUMMARY:合唱\\; 排练\r
LOCATION:青禾路街道党群服务中心 大厅\r
STATUS:CONFIRMED\r
TRANSP:OPAQUE\r
END:VEVENT\r
END:VCALENDAR\r
";
    assert_eq!(text, expected);
}

#[test]
fn every_change_of_the_clock_is_told_by_the_clock_before() {
    let text = written("Europe/Berlin", &[]);
    let parts: Vec<&str> = text.split("BEGIN:").skip(3).collect();
    let expected = [
        "STANDARD\r\nDTSTART:20260101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\n",
        "DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\n",
        "STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\n",
    ];
    assert_eq!(parts.len(), expected.len(), "{text}");
    assert!(parts.iter().zip(expected).all(|(part, start)| part.starts_with(start)), "{text}");
    let behind = written("America/St_Johns", &[]);
    assert!(behind.contains("TZOFFSETFROM:-0330\r\nTZOFFSETTO:-0230"), "{behind}");
}

#[test]
fn a_time_that_clocks_show_twice_is_told_in_utc() {
    // 02:30 in Berlin, first before and then after the clocks go back.
    let two = [event("2026-10-25T00:30:00Z", 15, "a"), event("2026-10-25T01:30:00Z", 60, "b")];
    let text = written("Europe/Berlin", &two);
    let [first, second] = [
        "DTSTART;TZID=Europe/Berlin:20261025T023000\r\nDTEND;TZID=Europe/Berlin:20261025T024500\r\n",
        "DTSTART:20261025T013000Z\r\nDTEND:20261025T023000Z\r\n",
    ];
    assert!(text.contains(first) && text.contains(second), "{text}");
}

#[test]
fn what_was_given_back_is_cancelled_and_in_nobody_s_way() {
    let gone = IcsEvent { cancelled: true, ..event("2026-03-03T01:00:00Z", 90, "已约") };
    let text = written("Asia/Shanghai", &[gone]);
    assert!(text.contains("STATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\n"), "{text}");
}

proptest! {
    #[test]
    fn titles_read_back_and_break_no_line(
        title in "茶[ -~\n\r\t茶𠮷é,;\\\\:\"]{0,200}", from in 0i64..20_000_000, minutes in 1i64..5000,
    ) {
        let mut one = event("2026-03-03T01:00:00Z", minutes, &title);
        one.span = Span { from: one.span.from + Length::seconds(from), to: one.span.to + Length::seconds(from) };
        let text = written("Europe/Berlin", &[one]);
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        let read = match Parser::new(&text).entry() {
            Entry::ICalendar(read) => read,
            other => return Err(TestCaseError::fail(format!("{other:?}: {text}"))),
        };
        let found = read.components.iter().find(|c| c.component_type == Type::VEvent).unwrap();
        let of = |name: Property| found.entries.iter().find(|e| e.name == name).unwrap().values[0].clone();
        let back = match of(Property::Summary) {
            ICalendarValue::Text(back) => back,
            other => return Err(TestCaseError::fail(format!("{other:?}"))),
        };
        let title = title.replace('\r', " ");
        prop_assert_eq!(back.trim(), title.trim());
        prop_assert_eq!(of(Property::Sequence), ICalendarValue::Integer(2));
    }
}
