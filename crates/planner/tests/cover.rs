//! Maximal cover on real census blocks, against the best known answers.
mod blocks;

use blocks::{KNOWN, blocks, city};
use lianxin_planner::Watch;
use lianxin_planner::siting::{Choice, Limit, Status, cover};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// A watch that is up after so many looks at it, so that the effort is the same everywhere.
fn looks(most: u32, looked: &AtomicU32) -> Watch<'_> {
    let time = || Duration::from_millis(u64::from(looked.fetch_add(1, Ordering::Relaxed)));
    Watch::limited(Duration::from_millis(u64::from(most)), time)
}

#[test]
fn blocks_of_new_york_are_covered_nearly_as_well_as_known() {
    for (name, radius, known) in KNOWN {
        let path =
            format!("{}/../../../shared/data/siting/mclp/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        let Ok(text) = std::fs::read_to_string(&path) else {
            println!("skipped: {name}.txt is not there");
            continue;
        };
        let question = blocks(&text, radius).unwrap();
        let (p, best) = known[3];
        let choice = Choice { kept: vec![], limit: Limit::Sites(p), seed: 1 };
        let looked = AtomicU32::new(0);
        let answer = cover::maximal(&question, &choice, &looks(150, &looked)).unwrap();
        assert_eq!(answer.open.len(), p as usize);
        assert!(answer.value <= best as f64, "{name} {p}: {} is over {best}", answer.value);
        assert!(answer.value >= best as f64 * 0.99, "{name} {p}: {} of {best}", answer.value);
        assert!(answer.bound >= best as f64, "{name} {p}: {} rules out {best}", answer.bound);
        assert!(answer.bound <= best as f64 * 1.01, "{name} {p}: bound {}", answer.bound);
        assert_ne!(answer.status, Status::Proved);
    }
}

#[test]
fn a_city_of_a_hundred_thousand_homes_is_proved() {
    let question = city(100_000, 500).unwrap();
    for p in [10, 20, 30] {
        let choice = Choice { kept: vec![], limit: Limit::Sites(p), seed: 1 };
        let answer = cover::maximal(&question, &choice, &Watch::unlimited()).unwrap();
        assert_eq!((answer.status, answer.value), (Status::Proved, answer.bound));
        // Another seed walks another way to the same.
        let other = Choice { seed: 2, ..choice };
        let other = cover::maximal(&question, &other, &Watch::unlimited()).unwrap();
        assert_eq!((other.status, other.value), (answer.status, answer.value));
    }
}
