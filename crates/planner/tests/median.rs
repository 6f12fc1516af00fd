//! Published instances with known optima, where the data is there.
#[path = "../examples/median/instances.rs"]
mod instances;

use lianxin_planner::Watch;
use lianxin_planner::siting::load::{self, Load};
use lianxin_planner::siting::{Choice, Limit, Status, median};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

#[test]
fn small_medians_are_proved_at_their_optimum() {
    let Some(folder) = instances::folder() else {
        println!("skipped: no instances in ../shared/data/siting");
        return;
    };
    for (name, optimum) in instances::optima(&folder).unwrap() {
        if !["pmed1", "pmed3", "pmed5", "pmed7", "pmed9"].contains(&name.as_str()) {
            continue;
        }
        let (costs, p) = instances::pmed(&folder.join(format!("pmed/{name}.txt"))).unwrap();
        let choice = Choice { kept: vec![], limit: Limit::Sites(p), seed: 1 };
        let answer = median::least(&costs, &choice, &Watch::unlimited()).unwrap();
        assert_eq!((answer.value, answer.status), (optimum as f64, Status::Proved), "{name}");
    }
}

#[test]
fn small_capacitated_medians_are_proved_at_their_optimum() {
    let Some(folder) = instances::folder() else {
        println!("skipped: no instances in ../shared/data/siting");
        return;
    };
    for i in [2, 4, 5] {
        let path = folder.join(format!("cpmp/pmedcap1_{i}.txt"));
        let case = instances::pmedcap(&path).unwrap();
        let load = Load { from: vec![0; case.to.len()], to: case.to, homes: Some(case.loads) };
        let choice = Choice { kept: vec![], limit: Limit::Sites(case.p), seed: 1 };
        let loaded = load::least(&case.costs, &load, &choice, &Watch::unlimited()).unwrap();
        assert_eq!(loaded.answer.value, case.best_known, "pmedcap1_{i}");
        assert_eq!(loaded.answer.status, Status::Proved, "pmedcap1_{i}");
    }
}

#[test]
fn ten_medians_of_a_drilling_board_are_proved() {
    let Some(folder) = instances::folder() else {
        println!("skipped: no instances in ../shared/data/siting");
        return;
    };
    let costs = instances::tsplib(&folder.join("tsplib/fl1400.tsp")).unwrap();
    let choice = Choice { kept: vec![], limit: Limit::Sites(10), seed: 1 };
    let answer = median::least(&costs, &choice, &Watch::unlimited()).unwrap();
    assert_eq!(answer.status, Status::Proved);
    assert!((answer.value / 1e3 - 101_249.5).abs() < 0.1, "{}", answer.value);
}

#[test]
fn a_stopped_search_keeps_loads_and_bound() {
    let Some(folder) = instances::folder() else {
        println!("skipped: no instances in ../shared/data/siting");
        return;
    };
    let case = instances::sjc(&folder.join("cpmp/SJC1.dat"), 17_288.99).unwrap();
    let load = Load { from: vec![0; case.to.len()], to: case.to, homes: Some(case.loads) };
    let choice = Choice { kept: vec![], limit: Limit::Sites(case.p), seed: 1 };
    let asked = AtomicU64::new(0);
    let elapsed = || Duration::from_secs(asked.fetch_add(1, Ordering::Relaxed));
    let watch = Watch::limited(Duration::from_secs(3000), elapsed);
    let loaded = load::least(&case.costs, &load, &choice, &watch).unwrap();
    let open = loaded.answer.open.iter().zip(&loaded.loads);
    assert!(open.clone().all(|(c, held)| *held <= load.to[*c as usize]));
    assert_eq!(loaded.shares.len(), case.costs.weights.len());
    let known = case.best_known * case.scale;
    assert!(loaded.answer.bound <= known + 100.0 && known <= loaded.answer.value + 100.0);
    assert_eq!(loaded.answer.status, Status::TimeUp);
}
