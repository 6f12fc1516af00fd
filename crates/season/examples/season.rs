//! How long a round takes: 60 clubs, 40 rooms (8 halls with two halves, 16 rooms beside them), 12 blocks a day.
//!
//! `cargo run --release -p lianxin-bookings --example season [seed]`
use lianxin_season::{Block, Club, Fault, Like, Proof, Room, Round, allocate, check, levels};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rustix::time::{ClockId, clock_gettime};

fn main() -> Result<(), Fault> {
    let seeds = std::env::args()
        .nth(1)
        .and_then(|seed| seed.parse().ok())
        .map_or(1..=5, |seed| seed..=seed);
    for (name, evenings, rooms) in [("roomy", 12, 40), ("crowded", 3, 40), ("very crowded", 2, 16)]
    {
        for seed in seeds.clone() {
            let round = round(seed, evenings, rooms);
            let before = seconds();
            let given = allocate(&round, &|| seconds() - before > 60.0)?;
            let took = seconds() - before;
            let checked = check(&round, &given);
            let wanted: usize = round.clubs.iter().map(|c| usize::from(c.wanted)).sum();
            let got: usize = given.given.iter().map(Vec::len).sum();
            let least = given.shares.iter().min();
            let met = given.shares.iter().filter(|s| s.given == s.wanted).count();
            println!(
                "{name} {seed}: {} blocks, {got} of {wanted} given, {met} of {} clubs have all, least {least:?}, {took:.2} s of processor time, checked in {:.2} s: {checked:?}",
                round.blocks.len(),
                round.clubs.len(),
                seconds() - before - took,
            );
            if let Proof::Stopped { .. } = given.proof {
                println!("  {:?} of {} levels", given.proof, levels(&round).len());
            }
        }
    }
    Ok(())
}

/// Clubs ask for the last `evenings` of 12 blocks a day, in the first `rooms` rooms.
fn round(seed: u64, evenings: u16, rooms: usize) -> Round {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut round = Round::default();
    for hall in (0..8).map(|hall| hall * 3) {
        for (part_of, capacity) in [(None, 80), (Some(hall), 40), (Some(hall), 30)] {
            round.rooms.push(Room { part_of, capacity });
        }
    }
    round.rooms.extend((0..16).map(|n| Room { part_of: None, capacity: 12 + 2 * n }));
    for room in 0..round.rooms.len() {
        for (weekday, nth) in (1..=7).flat_map(|day| (0..12).map(move |nth| (day, nth))) {
            let from = 8 * 60 + nth * 70;
            round.blocks.push(Block { room, weekday, from, to: from + 70 });
        }
    }
    let sizes = [28, 30, 53, 14, 10, 6, 6, 10, 10, 21, 15, 54];
    for _ in 0..60 {
        let size = sizes[random.random_range(0..sizes.len())];
        let days: Vec<u8> = (1..=7).filter(|_| random.random_bool(0.5)).collect();
        let near: Vec<usize> = (0..rooms).filter(|_| random.random_bool(0.4)).collect();
        let best = random.random_range(0..evenings);
        let mut likes = Vec::new();
        for (block, b) in round.blocks.iter().enumerate() {
            let nth = (b.from - 8 * 60) / 70;
            if days.contains(&b.weekday)
                && near.contains(&b.room)
                && nth >= 12 - evenings
                && likes.len() < 300
            {
                let rank =
                    1 + (nth - (12 - evenings)).abs_diff(best) as u8 + random.random_range(0..3);
                likes.push(Like { block, rank });
            }
        }
        let (wanted, a_day, had) =
            (random.random_range(1..=5), random.random_range(1..=2), random.random_range(0..5));
        round.clubs.push(Club { wanted, size, a_day, likes, had });
    }
    round
}

/// Processor time of this process.
fn seconds() -> f64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}
