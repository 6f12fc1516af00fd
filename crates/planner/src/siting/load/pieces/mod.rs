//! Catchments in one piece: grown from the centers over homes beside each other, then shifted at
//! their edges. What is found is in one piece at any time; only the limits are missed on the way.
mod anneal;
mod cut;
mod grow;
mod regions;
mod stand;
#[cfg(test)]
mod tests;

use super::question::{NONE, Question};
use super::{Explanation, Missed, Share};
use crate::{Result, Watch};
use anneal::{Anneal, Begin};
use regions::Ground;

/// So few homes that more beginnings are tried than two.
const FEW: usize = 64;
/// Pairs of beginnings.
const MORE: u64 = 4;

/// People of homes given, each to one center, and what their walks cost in sum.
pub(super) struct Pieces {
    pub cost: i64,
    pub shares: Vec<Share>,
}

/// Gives homes to `open` centers so that each catchment is in one piece. `prices` are where to begin,
/// by place in `open`; nothing costs less than `bound`. Else what stands against it: what surely
/// does, or how near the best came.
pub(super) fn pieces(
    question: &Question<'_>,
    open: &[u32],
    neighbors: &[Vec<u32>],
    begin: (&[i64], u64),
    bound: i64,
    watch: &Watch<'_>,
) -> Result<std::result::Result<Pieces, Vec<Explanation>>> {
    let ground = Ground::new(question, open, neighbors);
    let against = stand::against(&ground, open.len(), true);
    if !against.is_empty() {
        return Ok(Err(against));
    }
    let (prices, seed) = begin;
    let none = vec![0; open.len()];
    let mut best: Option<(i64, Vec<u32>)> = None;
    let mut nearest: Option<(i64, Vec<i64>)> = None;
    let pairs = if ground.homes() <= FEW { MORE } else { 2 };
    for pair in 0..pairs {
        if pair >= 1 && ground.homes() > FEW && best.is_some() {
            break;
        }
        let begin = match pair {
            0 => Begin::Held,
            1 => Begin::Nearest,
            _ => Begin::Anywhere,
        };
        let begin = |n: u64| {
            let prices = if pair > 0 && n == 1 { &none[..] } else { prices };
            let mut anneal = Anneal::new(&ground, prices, seed ^ (pair * 2 + n) << 32, begin);
            anneal.run(bound, watch);
            anneal
        };
        let (one, two) = rayon::join(|| begin(0), || begin(1));
        for anneal in [one, two] {
            if let Some((cost, of)) = anneal.best() {
                if best.as_ref().is_none_or(|(known, _)| cost < *known) {
                    best = Some((cost, of.to_vec()));
                }
            } else if nearest.as_ref().is_none_or(|(known, _)| anneal.nearest.0 < *known) {
                nearest = Some(anneal.nearest);
            }
        }
        watch.go_on()?;
        if watch.stop().is_some() || best.as_ref().is_some_and(|(cost, _)| *cost <= bound) {
            break;
        }
    }
    Ok(match best {
        Some((cost, of)) => {
            let given = of.iter().enumerate().filter(|(_, place)| **place != NONE);
            let share = |(home, place): (usize, &u32)| Share {
                home: home as u32,
                center: open[*place as usize],
                load: question.loads[home],
            };
            Ok(Pieces { cost, shares: given.map(share).collect() })
        }
        None => Err(vec![missed(&ground, nearest.unwrap_or_default())]),
    })
}

/// What surely stands against any choice of so many of the `open` centers.
pub(super) fn against(
    question: &Question<'_>,
    open: &[u32],
    neighbors: &[Vec<u32>],
) -> Vec<Explanation> {
    stand::against(&Ground::new(question, open, neighbors), question.sites, false)
}

/// How near the best came to the limits, and which centers miss theirs in it.
fn missed(ground: &Ground<'_>, (over, loads): (i64, Vec<i64>)) -> Explanation {
    let mut centers = vec![];
    for (place, load) in loads.iter().enumerate() {
        let (from, to) = ground.limits(place);
        if *load < from || *load > to {
            let center = ground.open[place];
            let (from, to) = (from.unsigned_abs(), to.unsigned_abs());
            centers.push(Missed { center, load: load.unsigned_abs(), from, to });
        }
    }
    Explanation::NotConnected { over: over.unsigned_abs(), centers }
}
