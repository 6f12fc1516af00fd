use super::core::Settled;
use super::open::Open;
use super::*;
use crate::siting::{Choice, Costs, Cover, Limit, Status};
use crate::{Error, Watch};
use proptest::prelude::*;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

/// Weights of homes, lists of candidates, a limit, and kept ones that fit into it.
#[derive(Clone, Debug)]
struct Case {
    cover: Cover,
    lists: Vec<Vec<u32>>,
    choice: Choice,
}

fn cases() -> impl Strategy<Value = Case> {
    let sizes = (1usize..=9, 0usize..=14);
    sizes
        .prop_flat_map(|(candidates, homes)| {
            let weights =
                prop::collection::vec(prop_oneof![Just(0u64), 1u64..6, 10u64..1000], homes);
            let some = prop::collection::vec(prop::bool::weighted(0.3), homes);
            let lists = prop::collection::vec(some, candidates);
            let costs = prop::collection::vec(0u64..7, candidates);
            let kept = prop::collection::vec(prop::bool::weighted(0.15), candidates);
            (weights, lists, costs, kept, any::<bool>(), 0u64..20, any::<u64>())
        })
        .prop_map(|(weights, lists, costs, kept, money, room, seed)| {
            let lists: Vec<Vec<u32>> = lists.iter().map(|some| marked(some)).collect();
            let cover = Cover::new(weights, &lists).unwrap();
            let kept = marked(&kept);
            let limit = if money {
                let spent: u64 = kept.iter().map(|c| costs[*c as usize]).sum();
                Limit::Budget { costs, total: spent + room }
            } else {
                let most = lists.len() as u64 - kept.len() as u64;
                Limit::Sites(u32::try_from(kept.len() as u64 + room.min(most)).unwrap())
            };
            Case { cover, lists, choice: Choice { kept, limit, seed } }
        })
}

fn marked(some: &[bool]) -> Vec<u32> {
    (0u32..).zip(some).filter(|(_, is)| **is).map(|(at, _)| at).collect()
}

/// Every set of candidates with the kept ones in it, and what it costs.
fn sets(case: &Case) -> impl Iterator<Item = (Vec<u32>, u64)> + '_ {
    let n = case.lists.len();
    (0u32..1 << n).filter_map(move |bits| {
        let open: Vec<u32> = (0..n as u32).filter(|c| bits >> c & 1 == 1).collect();
        let kept = case.choice.kept.iter().all(|c| open.contains(c));
        let cost = price(&case.choice.limit, &open);
        kept.then_some((open, cost))
    })
}

fn price(limit: &Limit, open: &[u32]) -> u64 {
    match limit {
        Limit::Budget { costs, .. } => open.iter().map(|c| costs[*c as usize]).sum(),
        Limit::Sites(_) | Limit::Free => open.len() as u64,
    }
}

fn most(limit: &Limit) -> u64 {
    match limit {
        Limit::Sites(p) => u64::from(*p),
        Limit::Budget { total, .. } => *total,
        Limit::Free => u64::MAX,
    }
}

fn covered(case: &Case, open: &[u32]) -> u64 {
    let is = |home: &u32| open.iter().any(|c| case.lists[*c as usize].contains(home));
    let homes = 0..case.cover.weights.len() as u32;
    homes.filter(is).map(|home| case.cover.weights[home as usize]).sum()
}

fn reached(costs: &Costs, open: &[u32]) -> Option<u32> {
    let homes = 0..costs.weights.len() as u32;
    let people = homes.filter(|home| costs.weights[*home as usize] > 0);
    let near = people.map(|home| {
        let walks = open.iter().flat_map(|c| costs.of(*c));
        walks.filter(|(at, _)| *at == home).map(|(_, cost)| cost).min()
    });
    near.collect::<Option<Vec<u32>>>().map(|walks| walks.into_iter().max().unwrap_or(0))
}

/// Costs from 1 to 5, so that many are alike.
fn walks(case: &Case) -> Costs {
    let costs =
        case.cover.homes.iter().enumerate().map(|(at, home)| (at as u32 * 7 + home) % 5 + 1);
    Costs {
        weights: case.cover.weights.clone(),
        first: case.cover.first.clone(),
        homes: case.cover.homes.clone(),
        costs: costs.collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn what_covers_the_most_is_found(case in cases()) {
        let within = |(_, cost): &(Vec<u32>, u64)| *cost <= most(&case.choice.limit);
        let best = sets(&case).filter(within).map(|(open, _)| covered(&case, &open)).max().unwrap();
        let answer = maximal(&case.cover, &case.choice, &Watch::unlimited()).unwrap();
        prop_assert_eq!(answer.value, covered(&case, &answer.open) as f64);
        prop_assert!(price(&case.choice.limit, &answer.open) <= most(&case.choice.limit));
        prop_assert!(case.choice.kept.iter().all(|c| answer.open.contains(c)));
        prop_assert!(answer.open.is_sorted_by(|a, b| a < b));
        prop_assert_eq!((answer.value, answer.status), (best as f64, Status::Proved));
        prop_assert_eq!(answer.bound, best as f64);
        let again = maximal(&case.cover, &case.choice, &Watch::unlimited()).unwrap();
        prop_assert_eq!(again, answer);
    }

    #[test]
    fn the_fewest_that_cover_all_are_found(case in cases(), part in prop_oneof![Just(1.0), 0.1..1.0f64]) {
        let all_of_them: Vec<u32> = (0..case.lists.len() as u32).collect();
        let need = (covered(&case, &all_of_them) as f64 * part - 1e-6).ceil() as u64;
        let enough = |(open, _): &(Vec<u32>, u64)| covered(&case, open) >= need;
        let best = sets(&case).filter(enough).map(|(_, cost)| cost).min().unwrap();
        match all(&case.cover, &case.choice, part, &Watch::unlimited()) {
            Ok(All { answer, beyond }) => {
                prop_assert!(covered(&case, &answer.open) >= need);
                prop_assert_eq!(answer.value, price(&case.choice.limit, &answer.open) as f64);
                prop_assert!(case.choice.kept.iter().all(|c| answer.open.contains(c)));
                prop_assert_eq!((answer.value, answer.status), (best as f64, Status::Proved));
                let is = |home: &u32| case.cover.weights[*home as usize] > 0
                    && !case.cover.homes.contains(home);
                let alone: Vec<u32> = (0..case.cover.weights.len() as u32).filter(is).collect();
                prop_assert_eq!(beyond, alone);
            }
            Err(Error::Impossible(_)) => prop_assert!(best > most(&case.choice.limit)),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    #[test]
    fn the_farthest_home_is_as_near_as_can_be(case in cases()) {
        let costs = walks(&case);
        let within = |(_, cost): &(Vec<u32>, u64)| *cost <= most(&case.choice.limit);
        let best = sets(&case).filter(within).filter_map(|(open, _)| reached(&costs, &open)).min();
        match (farthest(&costs, &case.choice, &Watch::unlimited()), best) {
            (Ok(answer), Some(best)) => {
                prop_assert_eq!(reached(&costs, &answer.open), Some(answer.value as u32));
                prop_assert_eq!((answer.value, answer.bound), (f64::from(best), f64::from(best)));
                prop_assert_eq!(answer.status, Status::Proved);
                prop_assert!(price(&case.choice.limit, &answer.open) <= most(&case.choice.limit));
            }
            (Err(Error::Impossible(_)), None) => (),
            (answer, best) => prop_assert!(false, "{answer:?} where {best:?} can be"),
        }
    }

    /// Time that runs out at any look at it cuts the search, never the truth of what it says.
    #[test]
    fn time_that_runs_out_leaves_true_bounds(case in cases(), looks in 0u32..12) {
        let looked = AtomicU32::new(0);
        let time = || Duration::from_secs(u64::from(looked.fetch_add(1, Ordering::Relaxed)));
        let watch = Watch::limited(Duration::from_secs(u64::from(looks)), time);
        let within = |(_, cost): &(Vec<u32>, u64)| *cost <= most(&case.choice.limit);
        let best = sets(&case).filter(within).map(|(open, _)| covered(&case, &open)).max().unwrap();
        let answer = maximal(&case.cover, &case.choice, &watch).unwrap();
        prop_assert!(answer.value <= best as f64 && best as f64 <= answer.bound);
        prop_assert_eq!(answer.value, covered(&case, &answer.open) as f64);
        prop_assert_eq!(answer.status == Status::Proved, answer.value == answer.bound);
        if let Ok(farthest) = farthest(&walks(&case), &case.choice, &watch) {
            let walks = walks(&case);
            let open = sets(&case).filter(within);
            let best = open.filter_map(|(open, _)| reached(&walks, &open)).min().unwrap();
            prop_assert!(farthest.bound <= f64::from(best) && f64::from(best) <= farthest.value);
            prop_assert_eq!(farthest.status == Status::Proved, farthest.value == farthest.bound);
        }
    }

    /// What an exchange promises is what it brings, and no better one was overlooked.
    #[test]
    fn exchanges_keep_their_promises(case in cases(), toggles in prop::collection::vec(0usize..9, 1..12)) {
        let core = Settled::new(&case.cover, &case.choice).core;
        if core.len() == 0 {
            return Ok(());
        }
        let mut state = Open::new(&core, &[]);
        for toggle in toggles {
            let candidate = (toggle % core.len()) as u32;
            if state.is_open(candidate) { state.close(candidate) } else { state.open(candidate) }
            let open = state.list();
            let value = core.value(&open);
            prop_assert_eq!(state.value, value as f64);
            prop_assert_eq!(state.spent, open.iter().map(|c| core.costs[*c as usize]).sum::<u64>());
            prop_assert!(state.spent <= core.budget);
            let after = |close: u32, other: u32| {
                let mut changed: Vec<u32> = open.iter().copied().filter(|c| *c != close).collect();
                changed.push(other);
                (core.value(&changed) - value) as f64
            };
            let mut best = f64::NEG_INFINITY;
            for close in open.iter().copied() {
                for other in (0..core.len() as u32).filter(|c| !open.contains(c)) {
                    let money = state.left() + core.costs[close as usize];
                    if core.costs[other as usize] <= money {
                        best = best.max(after(close, other));
                    }
                }
            }
            let exchange = state.exchange(|_| true, |_, change, so_far| change > so_far);
            prop_assert_eq!(exchange.map_or(f64::NEG_INFINITY, |found| found.change), best);
            if let Some(found) = exchange {
                prop_assert_eq!(found.change, after(found.close, found.open));
            }
        }
    }

    #[test]
    fn each_further_site_adds_what_can_be_added(case in cases()) {
        let kept = case.choice.kept.len();
        let n = case.lists.len();
        let points = curve(&case.cover, &case.choice, n as u32, &Watch::unlimited()).unwrap();
        prop_assert_eq!(points.len(), n - kept + 1);
        for (point, sites) in points.iter().zip(kept..) {
            let few = sets(&case).filter(|(open, _)| open.len() <= sites);
            let best = few.map(|(open, _)| covered(&case, &open)).max().unwrap();
            prop_assert_eq!((point.sites as usize, point.value, point.bound), (sites, best, best));
        }
    }
}

fn plain() -> Cover {
    Cover::new(vec![5, 3, 2], &[vec![0], vec![1], vec![2]]).unwrap()
}

fn sites(p: u32) -> Choice {
    Choice { kept: vec![], limit: Limit::Sites(p), seed: 1 }
}

fn text(error: Error) -> String {
    error.to_string()
}

#[test]
fn what_cannot_be_asked_says_why() {
    let watch = Watch::unlimited();
    let ask = |choice: &Choice| text(maximal(&plain(), choice, &watch).unwrap_err());
    assert_eq!(ask(&sites(4)), "p: 4 sites asked of 3 candidates");
    let free = Choice { limit: Limit::Free, ..sites(1) };
    assert!(
        ask(&free).starts_with("limit: say how many sites or how much money"),
        "{}",
        ask(&free)
    );
    let poor =
        Choice { kept: vec![1], limit: Limit::Budget { costs: vec![4, 5, 6], total: 4 }, seed: 1 };
    assert_eq!(ask(&poor), "budget: 4 is less than the 5 of what is kept");
    let heavy = Cover::new(vec![u64::MAX, 1], &[vec![0]]).unwrap_err();
    assert_eq!(text(heavy), "weights: their sum is over 2^52; divide them");
    let half = all(&plain(), &sites(3), f64::NAN, &watch).unwrap_err();
    assert_eq!(text(half), "share: NaN is not over 0 and at most 1");
    let broken = Cover { first: vec![0, 9], ..plain() };
    let broken = maximal(&broken, &sites(1), &watch).unwrap_err();
    assert_eq!(text(broken), "cover: `first` must ascend from 0 to 3");
}

#[test]
fn too_few_sites_to_cover_all_says_how_many_do() {
    let error = all(&plain(), &sites(2), 1.0, &Watch::unlimited()).unwrap_err();
    assert_eq!(text(error), "2 sites cannot cover them all; 3 can");
}

#[test]
fn a_home_out_of_reach_is_named() {
    let costs = Costs { weights: vec![1, 0, 1], first: vec![0, 1], homes: vec![0], costs: vec![9] };
    let error = farthest(&costs, &sites(1), &Watch::unlimited()).unwrap_err();
    assert!(text(error).starts_with("home 2 is out of reach of every candidate"));
}

#[test]
fn cancelling_is_an_error_and_no_time_is_an_answer() {
    let flag = AtomicBool::new(true);
    let cancelled = Watch::unlimited().cancelled_by(&flag);
    assert!(matches!(maximal(&plain(), &sites(1), &cancelled), Err(Error::Cancelled)));
    assert!(matches!(all(&plain(), &sites(3), 1.0, &cancelled), Err(Error::Cancelled)));
    assert!(matches!(curve(&plain(), &sites(3), 2, &cancelled), Err(Error::Cancelled)));
    let walks = Costs { weights: vec![1], first: vec![0, 1], homes: vec![0], costs: vec![9] };
    assert!(matches!(farthest(&walks, &sites(1), &cancelled), Err(Error::Cancelled)));
    // Three candidates in a triangle of homes, of which each pair shares one.
    let triangle = Cover::new(vec![4, 4, 4, 3], &[vec![0, 1], vec![1, 2], vec![0, 2, 3]]).unwrap();
    let late = Watch::limited(Duration::ZERO, || Duration::ZERO);
    let answer = maximal(&triangle, &sites(1), &late).unwrap();
    assert_eq!((answer.open.as_slice(), answer.value), ([2].as_slice(), 11.0));
    assert_eq!(answer.status, Status::TimeUp);
    assert!(answer.bound > answer.value && answer.bound <= 15.0);
}

/// Two that are better together cost one more than there is.
#[test]
fn money_is_not_overspent_on_the_way_to_a_proof() {
    let cover = Cover::new(vec![417, 366, 328], &[vec![2], vec![0], vec![1]]).unwrap();
    let limit = Limit::Budget { costs: vec![4, 2, 3], total: 4 };
    let choice = Choice { kept: vec![], limit, seed: 0 };
    let answer = maximal(&cover, &choice, &Watch::unlimited()).unwrap();
    assert_eq!((answer.open, answer.value), (vec![1], 417.0));
    assert_eq!((answer.bound, answer.status), (417.0, Status::Proved));
}

#[test]
fn nothing_to_cover_is_covered() {
    let empty = Cover::new(vec![], &[]).unwrap();
    let answer = maximal(&empty, &sites(0), &Watch::unlimited()).unwrap();
    assert_eq!((answer.value, answer.status, answer.open), (0.0, Status::Proved, vec![]));
    let none = all(&Cover::new(vec![3], &[vec![]]).unwrap(), &sites(1), 1.0, &Watch::unlimited());
    assert_eq!(none.unwrap().beyond, [0]);
}
