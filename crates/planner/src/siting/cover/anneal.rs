use super::core::Core;
use super::tally::Tally;
use crate::{Stop, Watch};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Simulated annealing by exchanges, mostly with near candidates. Where neighbors are much alike, as
/// blocks of a city are, the best sets are found by shifting many sites a little.
pub(super) struct Cooling {
    pub hot: f64,
    pub cold: f64,
    pub trials: u64,
}

/// The best set met in the colder half, so that it is another one than it began with, and why it stopped before the end, if it did.
pub(super) struct Cooled {
    pub value: i64,
    pub open: Vec<u32>,
    pub stop: Option<Stop>,
}

/// Trials between two looks at the watch.
const BREATH: u64 = 1 << 14;

pub(super) fn cool(
    core: &Core,
    start: &[u32],
    cooling: &Cooling,
    random: &mut ChaCha8Rng,
    watch: &Watch<'_>,
) -> Cooled {
    let mut state = Tally::new(core, start);
    let mut open = start.to_vec();
    let mut best = Cooled { value: state.value, open: open.clone(), stop: None };
    let reach: Vec<i64> = (0..core.len() as u32).map(|c| core.reach(c)).collect();
    let mut heat = cooling.hot;
    let steps = (cooling.trials / BREATH).max(1);
    let factor = (cooling.cold / cooling.hot).powf(1.0 / steps as f64);
    for trial in 0..cooling.trials {
        if trial % BREATH == BREATH - 1 {
            heat *= factor;
            if trial / BREATH == steps / 2 {
                best.value = state.value;
                best.open.clone_from(&open);
            }
            best.stop = watch.stop();
            if best.stop.is_some() {
                break;
            }
        }
        if open.is_empty() {
            break;
        }
        let place = random.random_range(0..open.len());
        let close = open[place];
        let homes = core.homes.of(close);
        let other = if random.random_range(0..8) == 0 || homes.is_empty() {
            random.random_range(0..core.len() as u32)
        } else {
            let candidates = core.candidates.of(homes[random.random_range(0..homes.len())]);
            candidates[random.random_range(0..candidates.len())]
        };
        if state.is_open(other) {
            continue;
        }
        // The least change that is still taken, drawn before the change is known.
        let least = (heat * random.random::<f64>().max(1e-300).ln()).ceil() as i64;
        let (left, cost) = (state.left(), core.costs[other as usize]);
        if cost <= left {
            state.open(other);
            open.push(other);
        } else if cost <= left + core.costs[close as usize] {
            let lost = state.loss(close);
            if reach[other as usize] - lost < least || state.gain(other, close) - lost < least {
                continue;
            }
            state.close(close);
            state.open(other);
            open[place] = other;
        } else if -state.loss(close) >= least {
            // Making room for what costs more.
            state.close(close);
            open.swap_remove(place);
        }
        if state.value > best.value {
            best.value = state.value;
            best.open.clone_from(&open);
        }
    }
    best
}
