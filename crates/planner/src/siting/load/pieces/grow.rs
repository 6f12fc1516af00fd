use super::super::question::NONE;
use super::regions::Ground;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// By place, the home nearest to the center that is no other's, the shortest walk first; [`NONE`]
/// where it reaches no home.
pub(super) fn nearest_homes(ground: &Ground<'_>) -> Vec<u32> {
    let homes = 0..ground.homes() as u32;
    let mut seeds = vec![NONE; ground.open.len()];
    let mut taken = vec![false; ground.homes()];
    let nearest = |place: usize, taken: &[bool]| {
        let free = homes.clone().filter(|home| ground.given[*home as usize]);
        let free = free.filter(|home| !taken[*home as usize]);
        free.filter_map(|home| Some((ground.cost(home, place)?, home))).min()
    };
    let mut queue: BinaryHeap<Reverse<(u32, usize, u32)>> = (0..seeds.len())
        .filter_map(|place| nearest(place, &taken).map(|(cost, home)| Reverse((cost, place, home))))
        .collect();
    while let Some(Reverse((_, place, home))) = queue.pop() {
        if std::mem::replace(&mut taken[home as usize], true) {
            let next = nearest(place, &taken);
            queue.extend(next.map(|(cost, home)| Reverse((cost, place, home))));
        } else {
            seeds[place] = home;
        }
    }
    seeds
}

/// Some home in reach of each center, more often a near one; now and then none, where the center
/// may stay empty.
pub(super) fn some_homes(ground: &Ground<'_>, random: &mut ChaCha8Rng) -> Vec<u32> {
    let mut taken = vec![false; ground.homes()];
    let some = |place: usize| {
        if ground.limits(place).0 == 0 && random.random_bool(0.25) {
            return NONE;
        }
        let free = (0..ground.homes() as u32).filter(|home| !taken[*home as usize]);
        let mut free: Vec<(u32, u32)> =
            free.filter_map(|home| Some((ground.cost(home, place)?, home))).collect();
        free.sort_unstable();
        let share = random.random_range(0.0..1.0f64);
        let at = (share * share * free.len() as f64) as usize;
        free.get(at).map_or(NONE, |(_, home)| {
            taken[*home as usize] = true;
            *home
        })
    };
    (0..ground.open.len()).map(some).collect()
}

/// Catchments that grow from their seeds over homes beside each other, the least walk and price
/// first. Homes within nobody's reach that way go to a catchment beside them; those of parts without
/// a seed to none.
pub(super) fn grow(ground: &Ground<'_>, seeds: &[u32], prices: &[i64]) -> Vec<u32> {
    let mut of = vec![NONE; ground.homes()];
    let mut queue = BinaryHeap::new();
    for (place, seed) in seeds.iter().enumerate().filter(|(_, seed)| **seed != NONE) {
        of[*seed as usize] = place as u32;
    }
    let offer = |home: u32, place: usize, of: &[u32], queue: &mut BinaryHeap<_>| {
        for other in ground.beside[home as usize].iter().filter(|o| of[**o as usize] == NONE) {
            if let Some(cost) = ground.cost(*other, place) {
                queue.push(Reverse((i64::from(cost) + prices[place], *other, place)));
            }
        }
    };
    for (place, seed) in seeds.iter().enumerate().filter(|(_, seed)| **seed != NONE) {
        offer(*seed, place, &of, &mut queue);
    }
    while let Some(Reverse((_, home, place))) = queue.pop() {
        if of[home as usize] == NONE {
            of[home as usize] = place as u32;
            offer(home, place, &of, &mut queue);
        }
    }
    let mut todo: VecDeque<u32> =
        (0..ground.homes() as u32).filter(|home| of[*home as usize] != NONE).collect();
    while let Some(home) = todo.pop_front() {
        for other in &ground.beside[home as usize] {
            if of[*other as usize] == NONE {
                of[*other as usize] = of[home as usize];
                todo.push_back(*other);
            }
        }
    }
    of
}
