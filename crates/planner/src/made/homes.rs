//! People in buildings, to the person.
use super::ground::within;
use super::plan::City;
use super::{BLOCK_REGIONS, Lived};
use crate::LonLat;
use crate::people::{AgeGroup, People};

/// Ages as domain studies split them, in thousandths of residents: a new city with 13.2 percent from
/// 60 on (Zhengzhou, end of 2022; the split within is assumed), and an old district with 25 percent.
const AGES: [(u8, Option<u8>, f64, f64); 13] = [
    (0, Some(2), 27.0, 18.0),
    (3, Some(5), 39.0, 24.0),
    (6, Some(11), 76.0, 50.0),
    (12, Some(15), 50.0, 38.0),
    (16, Some(24), 130.0, 85.0),
    (25, Some(34), 191.0, 145.0),
    (35, Some(44), 160.0, 145.0),
    (45, Some(54), 128.0, 160.0),
    (55, Some(59), 67.0, 85.0),
    (60, Some(69), 72.0, 135.0),
    (70, Some(79), 42.0, 80.0),
    (80, Some(89), 16.0, 31.0),
    (90, None, 2.0, 4.0),
];

pub fn settle(city: &City, homes: &[Lived], (columns, rows): (usize, usize)) -> People {
    let counts = shared_out(city.people, homes.iter().map(|home| home.weight));
    let mut over = [[0.0; AGES.len()]; 2];
    let mut by_age = Vec::with_capacity(homes.len() * AGES.len());
    for (home, count) in homes.iter().zip(&counts) {
        by_age.extend(aged(*count, home.old, &mut over[usize::from(home.old)]));
    }
    let (region, regions) = regions(city, homes, (columns, rows));
    People {
        groups: AGES.iter().map(|(from, to, ..)| AgeGroup { from: *from, to: *to }).collect(),
        at: homes.iter().map(|home| home.at).collect(),
        counts: by_age,
        region,
        regions,
    }
}

/// Shares a total out by weight: every part is within one of what it weighs, the sum is exact.
fn shared_out(total: u64, weights: impl Iterator<Item = f64> + Clone) -> Vec<u32> {
    let sum: f64 = weights.clone().sum();
    let (mut so_far, mut given) = (0.0, 0u64);
    let part = |weight: f64| {
        so_far += weight;
        let until = ((so_far / sum * total as f64).round() as u64).min(total);
        let part = u32::try_from(until - given).unwrap_or(u32::MAX);
        given = until;
        part
    };
    let mut parts: Vec<u32> = weights.map(part).collect();
    // Rounding may leave one or two behind the last building.
    let missing = total - parts.iter().map(|p| u64::from(*p)).sum::<u64>();
    if let Some(last) = parts.last_mut() {
        *last += u32::try_from(missing).unwrap_or(0);
    }
    parts
}

/// Splits the people of a building by age; what is left over by rounding goes on to the next.
fn aged(count: u32, old: bool, over: &mut [f64; AGES.len()]) -> [u32; AGES.len()] {
    let share = |n: usize| if old { AGES[n].3 } else { AGES[n].2 } / 1000.0;
    let want: [f64; AGES.len()] = std::array::from_fn(|n| over[n] + f64::from(count) * share(n));
    let mut got: [u32; AGES.len()] = want.map(|w| w.max(0.0).floor() as u32);
    let mut sum: u32 = got.iter().sum();
    while sum != count {
        let rest = |n: &usize| want[*n] - f64::from(got[*n]);
        let places = 0..AGES.len();
        let (place, up) = if sum < count {
            (places.max_by(|a, b| rest(a).total_cmp(&rest(b))), true)
        } else {
            let filled = places.filter(|n| got[*n] > 0);
            (filled.min_by(|a, b| rest(a).total_cmp(&rest(b))), false)
        };
        let Some(place) = place else { break };
        got[place] = if up { got[place] + 1 } else { got[place] - 1 };
        sum = if up { sum + 1 } else { sum - 1 };
    }
    *over = std::array::from_fn(|n| want[n] - f64::from(got[n]));
    got
}

fn regions(
    city: &City,
    homes: &[Lived],
    (columns, rows): (usize, usize),
) -> (Vec<u32>, Vec<String>) {
    if !city.regions.is_empty() {
        let inside = |at: LonLat| {
            let spot = city.spot(at);
            let region = city.regions.iter().position(|(_, ring)| within(spot, ring));
            region.and_then(|n| u32::try_from(n).ok()).unwrap_or(u32::MAX)
        };
        let names = city.regions.iter().map(|(name, _)| name.clone()).collect();
        return (homes.iter().map(|home| inside(home.at)).collect(), names);
    }
    let across = columns.div_ceil(BLOCK_REGIONS);
    let count = across * rows.div_ceil(BLOCK_REGIONS);
    let of = |home: &Lived| {
        let (column, row) = home.block;
        u32::try_from(row / BLOCK_REGIONS * across + column / BLOCK_REGIONS).unwrap_or(u32::MAX)
    };
    (homes.iter().map(of).collect(), (0..count).map(super::names::street).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_exact_and_near_their_weight() {
        let weights = [1.0, 2.5, 0.0, 3.0, 0.5, 7.0];
        for total in [0u64, 1, 13, 1_000_003] {
            let parts = shared_out(total, weights.into_iter());
            assert_eq!(parts.iter().map(|p| u64::from(*p)).sum::<u64>(), total);
            for (part, weight) in parts.iter().zip(weights) {
                assert!((f64::from(*part) - total as f64 * weight / 14.0).abs() <= 1.0);
            }
        }
    }

    #[test]
    fn ages_add_up_in_each_building_and_in_all() {
        let mut over = [0.0; AGES.len()];
        let mut sums = [0u64; AGES.len()];
        let mut people = 0u64;
        for n in 0..2_000u32 {
            let count = n % 37;
            let got = aged(count, true, &mut over);
            assert_eq!(got.iter().sum::<u32>(), count);
            people += u64::from(count);
            for (sum, one) in sums.iter_mut().zip(got) {
                *sum += u64::from(one);
            }
        }
        let elders: u64 = sums[9..].iter().sum();
        assert!((elders as f64 / people as f64 - 0.25).abs() < 0.001);
        for (sum, age) in sums.iter().zip(AGES) {
            assert!((*sum as f64 - people as f64 * age.3 / 1000.0).abs() < 3.0, "{age:?} {sum}");
        }
    }
}
