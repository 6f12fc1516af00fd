use super::every::{Standing, best};
use super::rounds::{crowded, little};
use lianxin_season::{Proof, Round, allocate, check};
use proptest::prelude::*;

fn never() -> bool {
    false
}

/// The round with its blocks and clubs in another order.
fn shuffled(round: &Round, blocks: &[usize], clubs: &[usize]) -> Round {
    let mut other = round.clone();
    other.blocks = blocks.iter().map(|&b| round.blocks[b].clone()).collect();
    other.clubs = clubs.iter().map(|&c| round.clubs[c].clone()).collect();
    for like in other.clubs.iter_mut().flat_map(|c| &mut c.likes) {
        like.block = blocks.iter().position(|&b| b == like.block).unwrap_or(usize::MAX);
    }
    other
}

fn orders(round: &Round) -> impl Strategy<Value = (Vec<usize>, Vec<usize>)> + use<> {
    let (blocks, clubs): (Vec<usize>, Vec<usize>) =
        ((0..round.blocks.len()).collect(), (0..round.clubs.len()).collect());
    (Just(blocks).prop_shuffle(), Just(clubs).prop_shuffle())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn nothing_is_better_than_what_is_found(round in little()) {
        let found = allocate(&round, &never).expect("a round without faults");
        prop_assert_eq!(&found.proof, &Proof::Fair);
        prop_assert_eq!(check(&round, &found), Ok(()));
        let (found, best) = (Standing::of(&round, &found.given), best(&round));
        prop_assert!(found.compare(&best).is_eq(), "found {:?}, best {:?}", found, best);
    }

    #[test]
    fn order_of_blocks_and_clubs_is_nothing((round, orders) in little().prop_flat_map(|round| {
        let orders = orders(&round);
        (Just(round), orders)
    })) {
        let other = shuffled(&round, &orders.0, &orders.1);
        let (one, two) = (allocate(&round, &never).expect("a round"), allocate(&other, &never).expect("a round"));
        prop_assert!(Standing::of(&round, &one.given).compare(&Standing::of(&other, &two.given)).is_eq());
    }
}

#[test]
fn order_changes_no_shares_of_a_larger_round() {
    for seed in 0..3 {
        let round = crowded(seed, 2, 2, 10);
        let (blocks, clubs): (Vec<usize>, Vec<usize>) =
            ((0..round.blocks.len()).rev().collect(), (0..round.clubs.len()).rev().collect());
        let other = shuffled(&round, &blocks, &clubs);
        let (one, two) = (
            allocate(&round, &never).expect("a round"),
            allocate(&other, &never).expect("a round"),
        );
        assert_eq!(one.proof, Proof::Fair, "seed {seed}");
        let turned: Vec<_> = clubs.iter().map(|&c| one.shares[c]).collect();
        assert_eq!(turned, two.shares, "seed {seed}");
    }
}

#[test]
fn the_same_round_has_the_same_answer() {
    let round = crowded(7, 2, 2, 10);
    assert_eq!(
        allocate(&round, &never).expect("a round"),
        allocate(&round, &never).expect("a round")
    );
}
