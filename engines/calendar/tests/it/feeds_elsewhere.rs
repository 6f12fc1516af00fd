//! What we write, read by what others wrote.
use crate::house::*;
use lianxin_calendar::feeds::{Ics, IcsEvent};
use lianxin_calendar::{SeriesRule, Span};
use lianxin_kernel::{Timestamp, Zone};
use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const PACKAGES: [&str; 2] = ["icalendar==7.3.0", "recurring-ical-events==3.8.2"];
const READER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/read_ics.py");

/// The folder with the packages, fetched once; `None` where Python or its packages are out of reach.
fn packages() -> Option<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(PACKAGES.join("+").replace("==", "-"));
    let text = folder.to_str()?.to_owned();
    if !folder.join("fetched").is_file() {
        let pip = ["-m", "pip", "install", "--quiet", "--target", &text];
        let pip = Command::new("python3").args(pip).args(PACKAGES).stderr(Stdio::null()).status();
        if !pip.ok()?.success() {
            return None;
        }
        std::fs::write(folder.join("fetched"), "").ok()?;
    }
    Some(text)
}

fn read(folder: &str, text: &str) -> Value {
    let mut reader = Command::new("python3")
        .env("PYTHONPATH", folder)
        .args(["-W", "error", READER, "2026-01-01", "2027-01-01"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    reader.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = reader.wait_with_output().unwrap();
    assert!(output.status.success(), "it is not read: {text}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn rows(read: &Value, of: &str) -> Vec<(i64, i64, String)> {
    let mut rows: Vec<_> = read[of]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| {
            (
                e["from"].as_i64().unwrap(),
                e["to"].as_i64().unwrap(),
                e["title"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    rows.sort();
    rows
}

/// A choir every week of the year, and something in each hour of the nights of both clock changes.
fn events(zone: &Zone) -> Vec<IcsEvent> {
    let rule = SeriesRule {
        rule: "FREQ=WEEKLY;UNTIL=20261231".to_owned(),
        first: "2026-01-06".parse().unwrap(),
        from_minute: 9 * 60,
        minutes: 90,
        except: vec![],
        skip_holidays: false,
    };
    let hour = lianxin_kernel::Span::hours(1);
    let night = |text: &str| {
        let from = Timestamp::parse(text).unwrap();
        (0..6).map(lianxin_kernel::Span::hours).map(move |n| (from + n, from + n + hour))
    };
    let nights = night("2026-03-28T22:00:00Z").chain(night("2026-10-24T22:00:00Z"));
    let nights = nights.map(|(from, to)| Span::new(from, to).unwrap());
    let all = rule.dates(zone).unwrap().into_iter().chain(nights);
    all.enumerate()
        .map(|(n, span)| IcsEvent {
            uid: format!("occ_{n}@lianxin"),
            span,
            title: format!("合唱, 第{n}次; \"a\\b\"\n排练 {}", "茶".repeat(n)),
            place: "大厅".to_owned(),
            cancelled: n % 7 == 0,
            sequence: 3,
            changed_at: midnight(),
        })
        .collect()
}

#[test]
fn what_others_read_is_what_we_hold() {
    let Some(folder) = packages() else {
        println!("skipped: {} cannot be had here", PACKAGES.join(" "));
        return;
    };
    let covers = Span {
        from: Timestamp::parse("2026-01-02T00:00:00Z").unwrap(),
        to: Timestamp::parse("2026-12-30T00:00:00Z").unwrap(),
    };
    for name in ["Asia/Shanghai", "Europe/Berlin"] {
        let zone = Zone::named(name).unwrap();
        let events = events(&zone);
        let text = Ics { name: "合唱团", zone: &zone, covers, events: &events }.write();
        // The second time nobody knows the zone but from what is written.
        for (zone_name, text) in
            [(name, text.clone()), ("Lianxin/Here", text.replace(name, "Lianxin/Here"))]
        {
            let read = read(&folder, &text);
            assert_eq!(read["complaints"], serde_json::json!([]), "{zone_name}");
            assert_eq!(read["missing"], serde_json::json!([]), "{zone_name}");
            assert_eq!(read["zones"], serde_json::json!([zone_name]));
            let mut expected: Vec<_> = events
                .iter()
                .map(|e| (e.span.from.seconds(), e.span.to.seconds(), e.title.clone()))
                .collect();
            expected.sort();
            assert_eq!(rows(&read, "events"), expected, "{zone_name}");
            assert_eq!(rows(&read, "between"), expected, "{zone_name}");
            for (e, found) in events.iter().zip(read["events"].as_array().unwrap()) {
                assert_eq!(found["uid"], e.uid.as_str());
                assert_eq!(found["status"], if e.cancelled { "CANCELLED" } else { "CONFIRMED" });
                assert_eq!((&found["sequence"], &found["place"]), (&3.into(), &"大厅".into()));
                assert_eq!(found["changed"], midnight().seconds());
            }
            let choir = read["events"].as_array().unwrap().iter().take(52);
            assert!(choir.into_iter().all(|e| e["local"].as_str().unwrap().ends_with(" 09:00")));
        }
    }
}
