//! Suites for clusters that somebody has: each runs when its address is given, and says skipped otherwise.
use crate::check::{faults, last_faults};
use crate::client::Said;
use crate::load::Load;
use crate::town::Town;
use serde_json::json;
use std::process::Command;
use std::time::{Duration, Instant};

fn given(name: &str) -> Option<String> {
    let value = std::env::var(name).ok();
    if value.is_none() {
        eprintln!("skipped: {name} is not set");
    }
    value
}

/// `scripts/cluster/run`: Patroni in strict synchronous mode; its leader is killed under load.
#[test]
fn nothing_answered_is_lost_when_the_leader_of_a_patroni_cluster_is_killed() {
    let Some(url) = given("LIANXIN_TEST_CLUSTER") else { return };
    let kill = given("LIANXIN_TEST_CLUSTER_KILL").unwrap();
    let town = Town::build(&url, "");
    let mut load = Load::new(&town);
    let serving = town.serve();
    load.run(&serving.address, || std::thread::sleep(Duration::from_secs(5)));
    let before = load.answered();
    let mut gap = Duration::ZERO;
    load.run(&serving.address, || {
        std::thread::sleep(Duration::from_secs(2));
        let out = Command::new("sh").args(["-c", &kill]).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        println!("{}", String::from_utf8_lossy(&out.stdout).trim());
        let killed = Instant::now();
        let probe = town.people[0].at(&serving.address);
        for n in 0.. {
            assert!(killed.elapsed() < Duration::from_secs(120), "nobody took over");
            let body = json!({ "phone": format!("139{n:08}") });
            if let Said::Answer(202, _) =
                probe.post("/sign-in/code", &body, &format!("probe-{n:06}"))
            {
                break;
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        gap = killed.elapsed();
        std::thread::sleep(Duration::from_secs(10));
    });
    load.settle(&serving.address);
    drop(serving);
    let mut found = town.inside(async |app| faults(&app, &load).await);
    found.extend(town.inside(async |app| last_faults(&app).await));
    println!(
        "{before} answers before, {} in all, written again {gap:?} after the kill",
        load.answered()
    );
    assert_eq!(found, Vec::<String>::new());
    assert!(load.answered() > before);
}

/// The address of an empty database on a Citus coordinator.
#[test]
fn the_schema_spreads_over_citus_and_the_program_runs_on_it() {
    let Some(url) = given("LIANXIN_TEST_CITUS") else { return };
    let statements =
        Command::new(env!("CARGO_BIN_EXE_lianxin")).arg("cluster-sql").output().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cluster.sql");
    std::fs::write(&file, statements.stdout).unwrap();
    Town::bare(folder.path(), &url, "", "");
    let spread = Command::new("psql")
        .arg(&url)
        .args(["-Xq", "-v", "ON_ERROR_STOP=1", "-f"])
        .arg(&file)
        .output();
    let spread = spread.unwrap();
    assert!(spread.status.success(), "{}", String::from_utf8_lossy(&spread.stderr));
    let town = Town::build(&url, "");
    let mut load = Load::new(&town);
    let serving = town.serve();
    load.run(&serving.address, || std::thread::sleep(Duration::from_secs(5)));
    load.settle(&serving.address);
    drop(serving);
    let mut found = town.inside(async |app| faults(&app, &load).await);
    found.extend(town.inside(async |app| last_faults(&app).await));
    assert_eq!(found, Vec::<String>::new());
}

/// All tables there are, each once, and what all others refer to before them.
#[test]
fn the_statements_for_a_cluster_name_every_table() {
    let said = Command::new(env!("CARGO_BIN_EXE_lianxin")).arg("cluster-sql").output().unwrap();
    let said = String::from_utf8(said.stdout).unwrap();
    let tables: Vec<&str> = said.lines().filter_map(|l| l.split('\'').nth(1)).collect();
    let all: String = lianxin::migrations().iter().map(|m| m.text).collect();
    let made = all.lines().filter_map(|l| l.strip_prefix("create table ")?.split(' ').next());
    let mut made: Vec<&str> = made.chain(["db_migration"]).collect();
    let mut named = tables.clone();
    made.sort_unstable();
    named.sort_unstable();
    assert_eq!(named, made);
    let at = |name: &str| tables.iter().position(|t| *t == name).unwrap();
    assert!(at("places_center") < at("seats_pool") && at("seats_pool") < at("seats_claim"));
    assert!(said.contains("create_reference_table('places_center')"), "{said}");
    assert!(said.contains("create_distributed_table('seats_claim', 'district'"), "{said}");
}
