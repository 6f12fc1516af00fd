use super::{least, least_or};
use crate::siting::{Choice, Costs, Limit, Status};
use crate::{Error, Watch};
use proptest::prelude::*;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Costs by candidate and home; none is out of reach.
fn costs(weights: &[u64], rows: &[Vec<Option<u32>>]) -> Costs {
    let mut costs =
        Costs { weights: weights.to_vec(), first: vec![0], homes: vec![], costs: vec![] };
    for row in rows {
        for (home, cost) in row.iter().enumerate() {
            if let Some(cost) = cost {
                costs.homes.push(home as u32);
                costs.costs.push(*cost);
            }
        }
        costs.first.push(costs.homes.len() as u32);
    }
    costs
}

fn value(costs: &Costs, open: &[u32], far: Option<u32>) -> Option<u64> {
    let mut best = vec![far; costs.weights.len()];
    for (home, cost) in open.iter().flat_map(|c| costs.of(*c)) {
        let best = &mut best[home as usize];
        *best = Some(best.map_or(cost, |known| known.min(cost)));
    }
    let homes = costs.weights.iter().zip(best).filter(|(weight, _)| **weight > 0);
    homes.map(|(weight, cost)| cost.map(|cost| weight * u64::from(cost))).sum()
}

/// The least over every choice that is allowed.
fn brute(costs: &Costs, choice: &Choice, far: Option<u32>) -> Option<u64> {
    let sets = (0u32..1 << costs.candidates()).filter_map(|set| {
        let open: Vec<u32> = (0..costs.candidates() as u32).filter(|c| set >> c & 1 == 1).collect();
        let fits = match &choice.limit {
            Limit::Sites(p) => open.len() <= *p as usize,
            Limit::Budget { costs, total } => {
                open.iter().map(|c| costs[*c as usize]).sum::<u64>() <= *total
            }
            Limit::Free => true,
        };
        (fits && choice.kept.iter().all(|c| open.contains(c))).then(|| value(costs, &open, far))
    });
    sets.flatten().min()
}

prop_compose! {
    fn question()(homes in 1usize..9, candidates in 1usize..8)
    (
        weights in prop::collection::vec(0u64..20, homes),
        rows in prop::collection::vec(
            prop::collection::vec(prop::option::weighted(0.8, 0u32..50), homes), candidates),
        p in 1u32..=candidates as u32,
        prices in prop::collection::vec(0u64..9, candidates),
        total in 0u64..30,
        keep in prop::option::of(0u32..candidates as u32),
        by_budget in any::<bool>(),
        seed in any::<u64>()
    ) -> (Costs, Choice) {
        let kept: Vec<u32> = keep.into_iter().collect();
        let spent: u64 = kept.iter().map(|c| prices[*c as usize]).sum();
        let limit = match by_budget {
            true => Limit::Budget { costs: prices, total: total.max(spent) },
            false => Limit::Sites(p),
        };
        (costs(&weights, &rows), Choice { kept, limit, seed })
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn finds_and_proves_what_trying_everything_finds((costs, choice) in question()) {
        let expected = brute(&costs, &choice, None);
        match least(&costs, &choice, &Watch::unlimited()) {
            Ok(answer) => {
                let chosen = value(&costs, &answer.open, None).map(|v| v as f64);
                prop_assert_eq!(chosen, Some(answer.value));
                prop_assert_eq!(Some(answer.value), expected.map(|v| v as f64));
                prop_assert_eq!(answer.status, Status::Proved);
                prop_assert_eq!(answer.bound, answer.value);
                prop_assert!(choice.kept.iter().all(|c| answer.open.contains(c)));
            }
            Err(Error::Impossible(_)) => prop_assert_eq!(expected, None),
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn counts_what_is_out_of_reach_as_far((costs, choice) in question(), far in 0u32..60) {
        let expected = brute(&costs, &choice, Some(far)).map(|v| v as f64);
        let answer = least_or(&costs, &choice, far, &Watch::unlimited()).unwrap();
        prop_assert_eq!(Some(answer.value), expected);
        prop_assert_eq!(answer.status, Status::Proved);
    }

    #[test]
    fn gives_the_same_for_the_same_seed((costs, choice) in question()) {
        let again = || least_or(&costs, &choice, 99, &Watch::unlimited()).unwrap();
        prop_assert_eq!(again(), again());
    }

    #[test]
    fn without_time_still_answers_within_its_bound((costs, choice) in question()) {
        let watch = Watch::limited(Duration::ZERO, || Duration::ZERO);
        let answer = least_or(&costs, &choice, 99, &watch).unwrap();
        let best = brute(&costs, &choice, Some(99)).unwrap() as f64;
        prop_assert!(answer.bound <= best && best <= answer.value);
        prop_assert_eq!(value(&costs, &answer.open, Some(99)).unwrap() as f64, answer.value);
        let proved = answer.bound == answer.value;
        prop_assert_eq!(answer.status, if proved { Status::Proved } else { Status::TimeUp });
    }
}

fn sites(p: u32) -> Choice {
    Choice { kept: vec![], limit: Limit::Sites(p), seed: 1 }
}

fn refused(costs: &Costs, choice: &Choice) -> String {
    least(costs, choice, &Watch::unlimited()).unwrap_err().to_string()
}

#[test]
fn says_what_is_wrong_with_the_question() {
    let fine = costs(&[1, 2], &[vec![Some(1), Some(2)], vec![None, Some(1)]]);
    assert!(refused(&fine, &sites(3)).starts_with("p: 3 sites asked of 2 candidates"));
    assert!(refused(&fine, &sites(0)).starts_with("p: 0 sites"));
    let none = Costs { weights: vec![], first: vec![0], homes: vec![], costs: vec![] };
    assert_eq!(refused(&none, &sites(1)), "weights: there are no homes");
    let lonely = costs(&[1, 5], &[vec![Some(1), None]]);
    assert!(refused(&lonely, &sites(1)).starts_with("home 1 is out of reach of every candidate"));
    let apart = costs(&[1, 5], &[vec![Some(1), None], vec![None, Some(1)]]);
    assert!(refused(&apart, &sites(1)).starts_with("no choice reaches every home"));
    let mut broken = fine.clone();
    broken.first[2] = 9;
    assert!(refused(&broken, &sites(1)).starts_with("first: "));
    let heavy = costs(&[1 << 50], &[vec![Some(9)]]);
    assert!(refused(&heavy, &sites(1)).starts_with("weights: people times costs"));
}

#[test]
fn homes_without_people_do_not_count() {
    let empty = costs(&[0, 0], &[vec![Some(1), None]]);
    let answer = least(&empty, &sites(1), &Watch::unlimited()).unwrap();
    assert_eq!((answer.value, answer.status), (0.0, Status::Proved));
}

#[test]
fn stops_when_cancelled() {
    let flag = AtomicBool::new(true);
    let watch = Watch::unlimited().cancelled_by(&flag);
    let fine = costs(&[1], &[vec![Some(1)]]);
    assert!(matches!(least(&fine, &sites(1), &watch), Err(Error::Cancelled)));
}
