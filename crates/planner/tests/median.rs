//! Published instances with known optima, where the data is there.
#[path = "../examples/median/instances.rs"]
mod instances;

use lianxin_planner::Watch;
use lianxin_planner::siting::load::{self, Load};
use lianxin_planner::siting::{Choice, Limit, Status, median};

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
