//! On rounds too large to try everything: no single block and no pair of clubs can do better.
use super::every::{Standing, conflict, may_have};
use super::rounds::crowded;
use lianxin_season::{Proof, Round, allocate, check};

/// Takes from everybody else what stands against the block, then gives it to the club.
fn take(round: &Round, given: &mut [Vec<usize>], block: usize) {
    for blocks in given.iter_mut() {
        blocks.retain(|&other| other != block && !conflict(round, other, block));
    }
}

/// Every club takes every block it likes, giving up one of its own or none; then whoever lost something
/// takes the first other block that is free to it.
fn better(round: &Round, given: &[Vec<usize>]) -> Option<(usize, usize)> {
    let best = Standing::of(round, given);
    for (club, c) in round.clubs.iter().enumerate() {
        for block in
            c.likes.iter().map(|like| like.block).filter(|block| !given[club].contains(block))
        {
            for giving_up in given[club].iter().map(|&own| Some(own)).chain([None]) {
                let mut other = given.to_vec();
                other[club].retain(|&own| Some(own) != giving_up);
                take(round, &mut other, block);
                if !may_have(round, &other, club, block) {
                    continue;
                }
                other[club].push(block);
                let lost: Vec<usize> =
                    (0..given.len()).filter(|&l| other[l].len() < given[l].len()).collect();
                if Standing::of(round, &other).compare(&best).is_gt() {
                    return Some((club, block));
                }
                for loser in lost {
                    for free in round.clubs[loser].likes.iter().map(|like| like.block) {
                        if may_have(round, &other, loser, free) {
                            other[loser].push(free);
                            if Standing::of(round, &other).compare(&best).is_gt() {
                                return Some((club, block));
                            }
                            other[loser].pop();
                        }
                    }
                }
            }
        }
    }
    None
}

#[test]
fn no_exchange_helps_without_hurting_somebody_worse_off() {
    for seed in 10..16 {
        let round = crowded(seed, 3, 2, 16);
        let found = allocate(&round, &|| false).expect("a round");
        assert_eq!(found.proof, Proof::Fair, "seed {seed}");
        assert_eq!(check(&round, &found), Ok(()), "seed {seed}");
        assert_eq!(better(&round, &found.given), None, "seed {seed}");
        let mut worse = found.given.clone();
        if let Some(blocks) = worse.iter_mut().find(|blocks| !blocks.is_empty()) {
            blocks.clear();
            assert!(
                better(&round, &worse).is_some(),
                "seed {seed}: an exchange is seen where there is one"
            );
        }
    }
}
