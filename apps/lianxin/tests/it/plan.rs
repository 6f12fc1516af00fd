//! Planning from files, as planners run it.
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn plan(folder: &Path, args: &[&str]) -> (Output, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lianxin"));
    command.current_dir(folder).env_clear().arg("plan").args(args).stdin(Stdio::null());
    let out = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (stdout, stderr) = (text(&out.stdout), text(&out.stderr));
    (out, stdout, stderr)
}

/// Runs what must succeed; gives what it said.
fn done(folder: &Path, args: &[&str]) -> String {
    let (out, said, why) = plan(folder, args);
    assert!(out.status.success(), "{args:?}: {said}{why}");
    assert_eq!(why, "", "nothing is told to what is no terminal");
    said
}

/// A small city in files.
fn made(folder: &Path) {
    let made = ["made", "--points", "4000", "--people", "60000", "--centers", "3", "--out", "."];
    assert!(done(folder, &made).contains("60000 people"));
}

const INPUT: [&str; 6] =
    ["--streets", "city.streets", "--people", "people.csv", "--centers", "centers.csv"];

fn with(what: &str, more: &[&'static str]) -> Vec<&'static str> {
    let what = match what {
        "reach" => "reach",
        "coverage" => "coverage",
        "gaps" => "gaps",
        "site" => "site",
        "assign" => "assign",
        _ => "compare",
    };
    [what].into_iter().chain(INPUT).chain(more.iter().copied()).collect()
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// Rows of a table by the names of its columns.
fn table(folder: &Path, name: &str) -> Vec<Vec<String>> {
    let text = read(folder, name);
    let lines = text.trim_start_matches('\u{feff}').lines();
    lines.map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn coverage_counts_everyone_and_the_report_needs_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path());
    let said = done(folder.path(), &with("coverage", &["--out", "seen", "--lang", "en"]));
    assert!(said.contains("60000 in") && said.contains("within  15 min"), "{said}");
    let bands = table(folder.path(), "seen/bands.csv");
    let number = |row: &[String], n: usize| row[n].parse::<u64>().unwrap();
    let mut before = 0;
    for row in &bands[1..] {
        // People within, beyond and left out are everyone.
        assert_eq!(number(row, 1) + number(row, 5) + number(row, 6), 60_000, "{row:?}");
        assert!(number(row, 1) > before);
        before = number(row, 1);
    }
    let groups = table(folder.path(), "seen/groups.csv");
    assert_eq!(groups[1..].iter().map(|row| number(row, 2)).sum::<u64>(), 60_000);
    let areas: Value = serde_json::from_str(&read(folder.path(), "seen/areas.geojson")).unwrap();
    assert_eq!(areas["features"].as_array().unwrap().len(), 3);
    let page = read(folder.path(), "seen/report.html");
    for outside in ["http:", "https:", " src=", "@import", "<link", "url(//"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("default-src 'none'") && page.contains("<html lang=\"en\">"));
    let gaps = table(folder.path(), "seen/gaps.csv");
    let said = done(folder.path(), &with("gaps", &[]));
    assert!(said.contains(&format!("{} gaps beyond 15 min", gaps.len() - 1)), "{said}");
}

#[test]
fn elders_reach_less_and_closed_centers_nothing() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path());
    let people = |more: &[&'static str]| -> u64 {
        let said = done(folder.path(), &with("coverage", more));
        let line = said.lines().find(|line| line.starts_with("within  10 min")).unwrap();
        line.split_whitespace().nth(3).unwrap().parse().unwrap()
    };
    let adults = people(&[]);
    assert!(people(&["--profile", "elder"]) < adults);
    assert!(people(&["--speed", "6"]) > adults);
    assert!(people(&["--close", "c1"]) < adults);
    // Nobody says when they are open, so they count at any hour; the service is given by none.
    assert_eq!(people(&["--at", "sat 19:00"]), adults);
    assert_eq!(people(&["--service", "食堂"]), 0);
    let said = done(folder.path(), &with("reach", &["--minutes", "10", "--out", "r"]));
    assert!(said.contains("10 min "), "{said}");
}

#[test]
fn sites_are_proved_and_a_plan_of_them_covers_what_was_promised() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path());
    let site = ["--candidates", "candidates.csv", "--sites", "2", "--minutes", "10", "--out", "a"];
    let said = done(folder.path(), &with("site", &site));
    assert!(said.contains("status    proved"), "{said}");
    let words =
        |line: &str| -> Vec<String> { line.split_whitespace().map(str::to_owned).collect() };
    let result = words(said.lines().find(|line| line.starts_with("result")).unwrap());
    let (covered, bound) = (result[1].clone(), said.lines().find(|l| l.starts_with("bound")));
    assert_eq!(words(bound.unwrap()).last(), Some(&covered));
    assert_eq!(table(folder.path(), "a/bands.csv")[1][1], covered);
    assert_eq!(table(folder.path(), "a/chosen.csv").len(), 3);
    assert!(read(folder.path(), "a/report.html").contains("已证明"));
    // The same again, and compared with today.
    assert_eq!(said, done(folder.path(), &with("site", &site)));
    let plan = ["--plan", "A=a/chosen.csv", "--minutes", "10", "--out", "b"];
    let said = done(folder.path(), &with("compare", &plan));
    assert!(said.contains(&format!("{covered} people (+")), "{said}");
    let plans = table(folder.path(), "b/plans.csv");
    let gained = plans[2][1].parse::<i64>().unwrap() - plans[1][1].parse::<i64>().unwrap();
    assert_eq!(plans[2][3], gained.to_string());
    for aim in ["cover-all", "least-walk", "least-farthest"] {
        let more = ["--candidates", "candidates.csv", "--minutes", "20", "--aim", aim];
        let more: Vec<&str> = match aim {
            "cover-all" => more.to_vec(),
            _ => more.into_iter().chain(["--sites", "2"]).collect(),
        };
        let args: Vec<&str> = ["site"].into_iter().chain(INPUT).chain(more).collect();
        let said = done(folder.path(), &args);
        assert!(said.contains("result") && said.contains("bound"), "{aim}: {said}");
    }
}

#[test]
fn loads_are_kept_or_the_center_that_stands_against_them_is_named() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path());
    let said = done(folder.path(), &with("assign", &["--load", "15000..25000", "--out", "l"]));
    let loads: Vec<u64> = said
        .lines()
        .filter(|line| line.ends_with("of 15000 to 25000"))
        .map(|line| line.split_whitespace().rev().nth(4).unwrap().parse().unwrap())
        .collect();
    assert_eq!(loads.len(), 3, "{said}");
    assert!(loads.iter().all(|load| (15_000..=25_000).contains(load)), "{said}");
    let rows = table(folder.path(), "l/catchments.csv");
    let sum = |key: &str| -> u64 {
        let of = rows[1..].iter().filter(|row| row[3] == key);
        of.map(|row| row[2].parse::<u64>().unwrap()).sum()
    };
    assert_eq!(["c1", "c2", "c3"].map(sum).to_vec(), loads);
    let (out, _, why) = plan(folder.path(), &with("assign", &["--load", "30000..40000"]));
    assert_eq!(out.status.code(), Some(2));
    assert!(why.contains("people") && why.contains("must"), "{why}");
}

#[test]
fn a_network_is_kept_in_the_binary_form() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path());
    let said = done(folder.path(), &["streets", "city.streets", "--save", "again.streets"]);
    assert!(said.contains("connected parts") && said.contains("written"), "{said}");
    let bytes = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert_eq!(bytes("city.streets"), bytes("again.streets"));
    let said = done(
        folder.path(),
        &[
            "coverage",
            "--streets",
            "city.streets",
            "--people",
            "uniform:12345",
            "--centers",
            "centers.csv",
        ],
    );
    assert!(said.contains("12345 in"), "{said}");
}

#[test]
fn wrong_input_is_named_and_ends_with_two() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path());
    std::fs::write(folder.path().join("empty.osm.pbf"), "").unwrap();
    std::fs::write(folder.path().join("swapped.csv"), "key,lon,lat\na,34,113\n").unwrap();
    let candidates = ["--candidates", "candidates.csv"];
    for (args, part) in [
        (vec!["streets", "gone.osm.pbf"], "gone.osm.pbf"),
        (vec!["streets", "empty.osm.pbf"], "empty"),
        (with("coverage", &["--minutes", "0"]), "minutes"),
        (with("coverage", &["--at", "someday"]), "sat 19:00"),
        (with("coverage", &["--speed", "90"]), "speed"),
        (with("coverage", &["--steps", "many"]), "percent or closed"),
        (with("coverage", &["--close", "c9"]), "no center has the key c9"),
        (with("site", &[candidates[0], candidates[1]]), "--sites or how much by --budget"),
        (with("site", &[candidates[0], candidates[1], "--sites", "9999"]), "9999 asked of"),
        (with("site", &[candidates[0], candidates[1], "--budget", "5"]), "has no cost"),
        (with("site", &[candidates[0], "centers.csv", "--sites", "1"]), "is a center's too"),
        (with("site", &[candidates[0], "swapped.csv", "--sites", "1"]), "swapped"),
        (with("compare", &["--plan", "A=gone.csv"]), "gone.csv"),
        (vec!["coverage", "--streets", "city.streets", "--centers", "centers.csv"], "--people"),
    ] {
        let (out, _, why) = plan(folder.path(), &args);
        assert_eq!(out.status.code(), Some(2), "{args:?}: {why}");
        assert!(why.contains(part), "{args:?}: {why}");
        assert!(!why.contains("panicked"), "{why}");
    }
}
