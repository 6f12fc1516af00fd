//! The program is killed at random moments under load, again and again.
use crate::check::{faults, last_faults};
use crate::load::Load;
use crate::town::Town;
use lianxin_kernel::{Random, SystemRandom};
use lianxin_testkit::{Postgres, migrations, server, start_of_time};
use std::time::Duration;

/// Rounds of a usual run, or as many as asked for.
pub fn rounds(usual: usize) -> usize {
    std::env::var("LIANXIN_CRASH_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// Everything that was found wrong in so many rounds; ends with the first that finds something.
fn killed(town: &Town, rounds: usize) -> Vec<String> {
    let mut load = Load::new(town);
    let mut kills = 0;
    for round in 0..rounds {
        let mut serving = town.serve();
        load.settle(&serving.address);
        let address = serving.address.clone();
        load.run(&address, || {
            std::thread::sleep(Duration::from_millis(80 + SystemRandom.below(700)));
            serving.kill();
        });
        kills += 1;
        let found = town.inside(async |app| faults(&app, &load).await);
        if !found.is_empty() {
            return found.into_iter().map(|f| format!("round {round}: {f}")).collect();
        }
    }
    let mut serving = town.serve();
    load.settle(&serving.address);
    serving.kill();
    let mut found = town.inside(async |app| faults(&app, &load).await);
    found.extend(town.inside(async |app| last_faults(&app).await));
    println!("{kills} kills, {} answers", load.answered());
    found
}

/// A database of its own on the test server.
pub fn fresh_postgres() -> Option<Postgres> {
    let server = server()?;
    let all = migrations(&[]);
    Some(crate::town::runtime().block_on(Postgres::fresh(
        &server,
        &all[..0],
        start_of_time().into(),
    )))
}

#[test]
fn nothing_answered_is_lost_when_the_program_is_killed_on_sqlite() {
    let town = Town::build("sqlite:lianxin.db", "");
    assert_eq!(killed(&town, rounds(3)), Vec::<String>::new());
}

#[test]
fn nothing_answered_is_lost_when_the_program_is_killed_on_postgres() {
    let Some(database) = fresh_postgres() else { return };
    let town = Town::build(&database.url, "");
    assert_eq!(killed(&town, rounds(2)), Vec::<String>::new());
}

#[test]
fn an_answer_before_the_commit_is_found_out() {
    let mut town = Town::build("sqlite:lianxin.db", "");
    town.faults = "answers_early".to_owned();
    let found = killed(&town, 30);
    assert!(found.iter().any(|f| f.contains("answered and lost")), "{found:?}");
}

/// The number of taken seats is read as none, and the check that would stop it is not there.
#[test]
fn a_counter_without_its_guard_is_found_out() {
    let faults = "c.capacity, c.taken, c.offered, c.waiting=>c.capacity, 0 as taken, c.offered, c.waiting\n\
        constraint seats_counter_limit check (capacity is null or taken <= capacity),=>";
    let town = Town::build("sqlite:lianxin.db", faults);
    // Until enough came for the few places; it ends with the first round that finds something.
    let found = killed(&town, 40);
    assert!(found.iter().any(|f| f.contains("people on")), "{found:?}");
}
