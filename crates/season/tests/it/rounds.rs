//! Rounds to try: small ones for shrinking, larger ones from a seed.
use lianxin_season::{Block, Club, Like, Room, Round};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// A hall with two halves, one of which has a part, and a room beside them.
fn rooms() -> Vec<Room> {
    [(None, 40), (Some(0), 20), (Some(0), 20), (Some(1), 10), (None, 20)]
        .map(|(part_of, capacity)| Room { part_of, capacity })
        .into()
}

fn block() -> impl Strategy<Value = Block> {
    (0..5usize, 1..=2u8, select(vec![600u16, 660, 690]), select(vec![60u16, 90, 120])).prop_map(
        |(room, weekday, from, minutes)| Block { room, weekday, from, to: from + minutes },
    )
}

fn club(blocks: usize) -> impl Strategy<Value = Club> {
    let named = subsequence((0..blocks).collect::<Vec<usize>>(), 0..=blocks);
    let likes = named.prop_flat_map(|named| {
        let ranks = prop::collection::vec(1..=4u8, named.len());
        ranks.prop_map(move |ranks| {
            named
                .iter()
                .zip(ranks)
                .map(|(&block, rank)| Like { block, rank })
                .collect::<Vec<Like>>()
        })
    });
    (1..=4u8, select(vec![5u32, 15, 30]), 1..=3u8, likes, 0..=2u32)
        .prop_map(|(wanted, size, a_day, likes, had)| Club { wanted, size, a_day, likes, had })
}

/// Small enough to try every allocation.
pub fn little() -> impl Strategy<Value = Round> {
    prop::collection::vec(block(), 1..=7).prop_flat_map(|blocks| {
        prop::collection::vec(club(blocks.len()), 1..=4).prop_map(move |clubs| Round {
            rooms: rooms(),
            blocks: blocks.clone(),
            clubs,
        })
    })
}

/// Halls with halves, and times that partly overlap; more is wanted than there is.
pub fn crowded(seed: u64, halls: usize, days: u8, clubs: usize) -> Round {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut round = Round::default();
    for _ in 0..halls {
        let hall = round.rooms.len();
        for (part_of, capacity) in [(None, 60), (Some(hall), 30), (Some(hall), 30)] {
            round.rooms.push(Room { part_of, capacity });
        }
    }
    for (room, weekday) in
        (0..round.rooms.len()).flat_map(|room| (1..=days).map(move |day| (room, day)))
    {
        let mut from = 17 * 60 + 30 * random.random_range(0..3u16);
        while from + 90 <= 22 * 60 {
            let to = from + 90;
            round.blocks.push(Block { room, weekday, from, to });
            from = to + 30 * random.random_range(0..2u16) - 30 * random.random_range(0..2u16);
        }
    }
    for _ in 0..clubs {
        let likes =
            (0..round.blocks.len()).filter(|_| random.random_bool(0.3)).collect::<Vec<usize>>();
        let likes = likes
            .into_iter()
            .map(|block| Like { block, rank: random.random_range(1..=5) })
            .collect();
        round.clubs.push(Club {
            wanted: random.random_range(1..=4),
            size: [8, 20, 28, 45][random.random_range(0..4)],
            a_day: random.random_range(1..=2),
            likes,
            had: random.random_range(0..4),
        });
    }
    round
}
