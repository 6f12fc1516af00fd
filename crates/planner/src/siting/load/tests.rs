use super::{Explanation, Load, Loaded, Terms, explain, give, least, least_with};
use crate::siting::{Choice, Costs, Limit, Status};
use crate::{Error, Watch};
use proptest::prelude::*;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

fn full(weights: &[u64], rows: &[Vec<u32>]) -> Costs {
    let homes = weights.len() as u32;
    Costs {
        weights: weights.to_vec(),
        first: (0..=rows.len() as u32).map(|i| i * homes).collect(),
        homes: rows.iter().flat_map(|_| 0..homes).collect(),
        costs: rows.concat(),
    }
}

fn in_one_piece(of: &[usize], center: usize, pairs: &[(u32, u32)]) -> bool {
    let mine: Vec<usize> = (0..of.len()).filter(|home| of[*home] == center).collect();
    let mut seen: Vec<usize> = mine.first().copied().into_iter().collect();
    let mut at = 0;
    while let Some(home) = seen.get(at).copied() {
        at += 1;
        for (a, b) in pairs.iter().map(|(a, b)| (*a as usize, *b as usize)) {
            for (from, to) in [(a, b), (b, a)] {
                if from == home && of[to] == center && !seen.contains(&to) {
                    seen.push(to);
                }
            }
        }
    }
    seen.len() == mine.len()
}

/// The least over every way to give whole homes to candidates, at most `p` of them used.
fn brute(
    costs: &Costs,
    load: &Load,
    p: usize,
    all: bool,
    pairs: Option<&[(u32, u32)]>,
) -> Option<u64> {
    let (homes, candidates) = (costs.weights.len(), costs.candidates());
    let mut best = None;
    for mut code in 0..candidates.pow(homes as u32) {
        let mut of = vec![];
        for _ in 0..homes {
            of.push(code % candidates);
            code /= candidates;
        }
        let mut held = vec![0; candidates];
        for (home, c) in of.iter().enumerate() {
            held[*c] += costs.weights[home];
        }
        let used: Vec<usize> = (0..candidates).filter(|c| of.contains(c)).collect();
        let closed_fits = |c: usize| !all || load.from[c] == 0;
        let fits = used.len() <= p
            && used.iter().all(|c| (load.from[*c]..=load.to[*c]).contains(&held[*c]))
            && (0..candidates).all(|c| used.contains(&c) || closed_fits(c))
            && pairs.is_none_or(|pairs| used.iter().all(|c| in_one_piece(&of, *c, pairs)));
        if fits {
            let sum = of.iter().enumerate();
            let cost = |(home, c): (usize, &usize)| {
                costs.weights[home] * u64::from(costs.costs[c * homes + home])
            };
            let value = sum.map(cost).sum::<u64>();
            best = Some(best.map_or(value, |known: u64| known.min(value)));
        }
    }
    best
}

fn keeps(costs: &Costs, load: &Load, loaded: &Loaded) -> bool {
    let mut given = vec![0; costs.weights.len()];
    let mut held = vec![0; costs.candidates()];
    for share in &loaded.shares {
        given[share.home as usize] += share.load;
        held[share.center as usize] += share.load;
    }
    let open = &loaded.answer.open;
    given == costs.weights
        && open.iter().zip(&loaded.loads).all(|(c, told)| {
            held[*c as usize] == *told
                && (load.from[*c as usize]..=load.to[*c as usize]).contains(told)
        })
        && loaded.shares.iter().all(|share| open.contains(&share.center))
}

prop_compose! {
    fn question()(homes in 2usize..7, candidates in 1usize..4)
    (
        weights in prop::collection::vec(1u64..9, homes),
        rows in prop::collection::vec(prop::collection::vec(0u32..40, homes), candidates),
        from in prop::collection::vec(0u64..8, candidates),
        more in prop::collection::vec(4u64..25, candidates),
        p in 1usize..=candidates,
        pairs in prop::collection::vec((0u32..homes as u32, 0u32..homes as u32), 0..9)
    ) -> (Costs, Load, usize, Vec<(u32, u32)>) {
        let to = from.iter().zip(more).map(|(from, more)| from + more).collect();
        (full(&weights, &rows), Load { from, to, homes: None }, p, pairs)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whole_homes_keep_limits_and_bounds((costs, load, p, _) in question()) {
        let choice = Choice { kept: vec![], limit: Limit::Sites(p as u32), seed: 3 };
        let best = brute(&costs, &load, p, false, None).map(|v| v as f64);
        match least(&costs, &load, &choice, &Watch::unlimited()) {
            Ok(loaded) => {
                prop_assert!(keeps(&costs, &load, &loaded));
                let best = best.unwrap();
                prop_assert!(loaded.answer.bound <= best && best <= loaded.answer.value);
                let proved = loaded.answer.status == Status::Proved;
                prop_assert!(!proved || best == loaded.answer.value);
                prop_assert!(loaded.answer.open.len() <= p);
            }
            // A search that found nothing has proved nothing, and says so.
            Err(Error::Impossible(why)) => {
                prop_assert!(best.is_none() || why.starts_with("no way was found"), "{}", why);
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn catchments_are_in_one_piece((costs, load, _, pairs) in question()) {
        let terms = Terms { neighbors: Some(&pairs), ..Terms::default() };
        let open: Vec<u32> = (0..costs.candidates() as u32).collect();
        let best = brute(&costs, &load, open.len(), true, Some(&pairs)).map(|v| v as f64);
        match give(&costs, &load, &terms, &open, &Watch::unlimited()) {
            Ok(loaded) => {
                prop_assert!(keeps(&costs, &load, &loaded));
                let mut of = vec![0; costs.weights.len()];
                for share in &loaded.shares {
                    of[share.home as usize] = share.center as usize;
                }
                prop_assert!(open.iter().all(|c| in_one_piece(&of, *c as usize, &pairs)));
                let best = best.unwrap();
                prop_assert!(loaded.answer.bound <= best && best <= loaded.answer.value);
            }
            // A search that found nothing has proved nothing, and says so; all else is sure.
            Err(Error::Impossible(why)) => {
                prop_assert!(best.is_none() || why.starts_with("no way was found"), "{}", why);
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn chosen_centers_have_catchments_in_one_piece((costs, load, p, pairs) in question()) {
        let terms = Terms { neighbors: Some(&pairs), ..Terms::default() };
        let choice = Choice { kept: vec![], limit: Limit::Sites(p as u32), seed: 3 };
        let best = brute(&costs, &load, p, false, Some(&pairs)).map(|v| v as f64);
        match least_with(&costs, &load, &terms, &choice, &Watch::unlimited()) {
            Ok(loaded) => {
                prop_assert!(keeps(&costs, &load, &loaded));
                let mut of = vec![0; costs.weights.len()];
                for share in &loaded.shares {
                    of[share.home as usize] = share.center as usize;
                }
                let open = &loaded.answer.open;
                prop_assert!(open.len() <= p);
                prop_assert!(open.iter().all(|c| in_one_piece(&of, *c as usize, &pairs)));
                let best = best.unwrap();
                prop_assert!(loaded.answer.bound <= best && best <= loaded.answer.value);
            }
            Err(Error::Impossible(why)) => {
                prop_assert!(best.is_none() || why.starts_with("no way was found"), "{}", why);
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    /// Homes of one person each: the best divided giving is the best whole one.
    #[test]
    fn divided_homes_are_parted_best(
        rows in prop::collection::vec(prop::collection::vec(0u32..40, 7), 3),
        from in prop::collection::vec(0u64..4, 3),
        more in prop::collection::vec(0u64..4, 3),
    ) {
        let to: Vec<u64> = from.iter().zip(more).map(|(from, more)| from + more).collect();
        let (costs, load) = (full(&[1; 7], &rows), Load { from, to, homes: None });
        let terms = Terms { whole: false, ..Terms::default() };
        let best = brute(&costs, &load, 3, true, None).map(|v| v as f64);
        let why = explain(&costs, &load, &terms, &[0, 1, 2], &Watch::unlimited()).unwrap();
        prop_assert_eq!(why.is_empty(), best.is_some());
        match give(&costs, &load, &terms, &[0, 1, 2], &Watch::unlimited()) {
            Ok(loaded) => {
                prop_assert!(keeps(&costs, &load, &loaded));
                prop_assert_eq!(Some(loaded.answer.value), best);
                prop_assert_eq!(loaded.answer.status, Status::Proved);
            }
            Err(error) => prop_assert_eq!(best, None, "{}", error),
        }
    }

    #[test]
    fn the_same_seed_gives_the_same((costs, load, p, _) in question()) {
        let choice = Choice { kept: vec![], limit: Limit::Sites(p as u32), seed: 3 };
        let zero = || Watch::limited(Duration::ZERO, || Duration::ZERO);
        let again = || least(&costs, &load, &choice, &zero()).map_err(|e| e.to_string());
        prop_assert_eq!(again(), again());
    }
}

#[test]
fn says_which_center_cannot_be_filled_and_from_where_on() {
    let costs = full(&[10, 10, 10], &[vec![1, 2, 9], vec![9, 9, 1]]);
    let load = Load { from: vec![5, 15], to: vec![30, 30], homes: None };
    let terms = Terms { within: Some(5), ..Terms::default() };
    let why = explain(&costs, &load, &terms, &[0, 1], &Watch::unlimited()).unwrap();
    let expected = Explanation::CannotFill { center: 1, from: 15, reached: 10, fills_at: Some(9) };
    assert_eq!(why, [expected, Explanation::PossibleFrom { within: 9 }]);
    let error = give(&costs, &load, &terms, &[0, 1], &Watch::unlimited()).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("center 1 must hold 15 and reaches 10 people; it can be filled within 9")
    );
}

#[test]
fn says_how_many_centers_are_needed() {
    let costs = full(&[10; 6], &[vec![1; 6], vec![1; 6], vec![1; 6]]);
    let load = Load { from: vec![5; 3], to: vec![25; 3], homes: None };
    let choice = Choice { kept: vec![], limit: Limit::Sites(2), seed: 1 };
    let error = least(&costs, &load, &choice, &Watch::unlimited()).unwrap_err().to_string();
    assert!(error.contains("60 people are more than the 50 that 2 centers may hold; at least 3"));
    let why = explain(&costs, &load, &Terms::default(), &[0, 1], &Watch::unlimited()).unwrap();
    let expected = Explanation::TooManyPeople { people: 60, holds: 50, sites: 2, needed: 3 };
    assert!(why.contains(&expected), "{why:?}");
}

#[test]
fn says_which_homes_do_not_fit() {
    let costs = full(&[10, 10, 10, 5], &[vec![1, 1, 1, 90], vec![90, 90, 90, 1]]);
    let load = Load { from: vec![0, 0], to: vec![25, 40], homes: None };
    let terms = Terms { within: Some(10), ..Terms::default() };
    let why = explain(&costs, &load, &terms, &[0, 1], &Watch::unlimited()).unwrap();
    let expected = Explanation::TooTight { homes: vec![0, 1, 2], load: 30, to: 25, over: 5 };
    assert_eq!(why, [expected, Explanation::PossibleFrom { within: 90 }]);
}

#[test]
fn refuses_limits_that_cross_and_stops_when_cancelled() {
    let costs = full(&[10], &[vec![1]]);
    let choice = Choice { kept: vec![], limit: Limit::Sites(1), seed: 1 };
    let load = Load { from: vec![9], to: vec![8], homes: None };
    let error = least(&costs, &load, &choice, &Watch::unlimited()).unwrap_err().to_string();
    assert_eq!(error, "load: of candidate 0: from 9 is over to 8");
    let fine = Load { from: vec![1], to: vec![10], homes: None };
    let flag = AtomicBool::new(true);
    let watch = Watch::unlimited().cancelled_by(&flag);
    assert!(matches!(least(&costs, &fine, &choice, &watch), Err(Error::Cancelled)));
    let divided = Terms { whole: false, neighbors: Some(&[]), within: None };
    let error = least_with(&costs, &fine, &divided, &choice, &Watch::unlimited()).unwrap_err();
    assert!(error.to_string().starts_with("neighbors: "));
}
