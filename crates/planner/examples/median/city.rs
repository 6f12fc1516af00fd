//! A generated city: towns of different weight, some of them industrial.
use crate::instances::{Fallible, straight};
use lianxin_planner::siting::Costs;
use lianxin_planner::siting::load::Load;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

pub const PEOPLE: u64 = 6_000_000;
pub const CENTERS: u32 = 125;
const AREAS: usize = 800;
const CANDIDATES: usize = 300;
const TOWNS: usize = 40;

/// Areas with people, candidates among them, and the limits of row 000-18: every fifth town is
/// industrial, and so are the candidates in it.
pub fn city(seed: u64) -> Fallible<(Costs, Load)> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let towns: Vec<(f64, f64)> = (0..TOWNS)
        .map(|_| (random.random_range(0.0..60e6), random.random_range(0.0..45e6)))
        .collect();
    let mut areas = vec![];
    for i in 0..AREAS {
        let town = towns[i % TOWNS];
        let (away, turn) = (random.random_range(0.0..9e6), random.random_range(0.0..6.3f64));
        areas.push((town.0 + away * turn.cos(), town.1 + away * turn.sin()));
    }
    let mut people: Vec<u64> = areas.iter().map(|_| random.random_range(2_000..13_000)).collect();
    let sum: u64 = people.iter().sum();
    for count in &mut people {
        *count = *count * PEOPLE / sum;
    }
    people[0] += PEOPLE - people.iter().sum::<u64>();
    let chosen: Vec<usize> = (0..CANDIDATES).map(|i| i * AREAS / CANDIDATES).collect();
    let places: Vec<(f64, f64)> = chosen.iter().map(|i| areas[*i]).collect();
    let rows = straight(&[places, areas].concat(), 1.0);
    let rows: Vec<Vec<u32>> =
        rows[..CANDIDATES].iter().map(|row| row[CANDIDATES..].to_vec()).collect();
    let industrial = |i: &usize| (i % TOWNS).is_multiple_of(5);
    let limit = |home: u64, work: u64| {
        chosen.iter().map(|i| if industrial(i) { work } else { home }).collect::<Vec<u64>>()
    };
    let load = Load { from: limit(30_000, 50_000), to: limit(60_000, 90_000), homes: None };
    Ok((crate::instances::full(people, &rows)?, load))
}
