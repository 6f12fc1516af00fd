use crate::till::Till;
use lianxin_db::{Faults, Options};
use lianxin_powercut::Dice;
use std::time::Duration;

/// Three cuts for each round asked for.
fn cuts() -> u64 {
    let rounds = std::env::var("LIANXIN_CRASH_ROUNDS").ok().and_then(|n| n.parse().ok());
    rounds.unwrap_or(10) * 3
}

/// The faults of so many cuts of one run of a few hundred sales.
async fn cut_often(faults: Faults, cuts: u64) -> Vec<String> {
    let till = Till::open(Options { faults, ..Options::default() }).await;
    till.sell(0..400).await;
    till.db.close().await.unwrap();
    let mut all = vec![];
    for seed in 0..cuts {
        let mut dice = Dice::new(seed);
        all.extend(till.cut(&mut dice).await.into_iter().map(|why| format!("cut {seed}: {why}")));
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_answered_is_lost_when_the_power_goes() {
    let found = cut_often(Faults::default(), cuts()).await;
    assert_eq!(found, Vec::<String>::new());
    println!("{} power cuts, nothing lost", cuts());
}

/// What `kill -9` can not see: the log is only synced when it is brought into the file.
#[tokio::test(flavor = "multi_thread")]
async fn a_commit_that_does_not_wait_for_the_disk_is_found_out() {
    let faults = Faults { no_sync: true, ..Faults::default() };
    let found = cut_often(faults, 20).await;
    println!("{} faults found in the cuts", found.len());
    assert!(found.iter().any(|f| f.contains("answered sales are lost")), "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_before_the_commit_is_found_out() {
    let faults = Faults { answers_early: Some(Duration::from_millis(3)), ..Faults::default() };
    let found = cut_often(faults, 40).await;
    println!("{} faults found in the cuts", found.len());
    assert!(found.iter().any(|f| f.contains("answered sales are lost")), "{found:?}");
}
