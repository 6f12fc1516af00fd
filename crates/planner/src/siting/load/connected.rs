//! Catchments in one piece, as answers.
use super::divide::{Divided, divide};
use super::pieces::{Pieces, against, pieces};
use super::question::Question;
use super::run::{Floor, Work, bounded, told};
use super::{Explanation, Found, Loaded};
use crate::siting::{BoundBy, Choice};
use crate::{Result, Watch};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Choices of centers whose catchments are looked for, the best without regard to pieces first; so
/// many of those, and so many that differ from the best by a center.
const CHOICES: usize = 4;
const CHANGED: usize = 12;
/// Of the time, for choosing centers.
const CHOOSING: f64 = 0.5;

/// Gives homes to centers that are all open; `prices` and the bound come from the parting in which
/// neither homes nor catchments are whole.
pub(super) fn give(
    question: &Question<'_>,
    all: &[u32],
    neighbors: &[Vec<u32>],
    (prices, floor): (&[i64], Floor),
    watch: &Watch<'_>,
) -> Result<Found> {
    watch.tell("load", None);
    let found = pieces(question, all, neighbors, (prices, 1), floor.0, watch)?;
    Ok(found.map(|found| answered(question, all, found, floor, watch)))
}

/// Chooses centers without regard to pieces, then gives homes to the best of these choices.
pub(super) fn least(
    work: &Work<'_>,
    choice: &Choice,
    start: &[u32],
    neighbors: &[Vec<u32>],
    watch: &Watch<'_>,
) -> Result<Found> {
    let question = work.question;
    let candidates: Vec<u32> = (0..question.candidates() as u32).collect();
    let against = against(question, &candidates, neighbors);
    if !against.is_empty() {
        return Ok(Err(against));
    }
    let free = watch.part(CHOOSING);
    let (found, low, better) = work.run(choice, start, (0, BoundBy::Trivial), &free)?;
    if let Err(why) = found {
        return Ok(Err(why));
    }
    let mut random = ChaCha8Rng::seed_from_u64(choice.seed);
    let mut queue: Vec<Vec<u32>> = better.into_iter().rev().take(CHOICES).collect();
    let mut tried: Vec<Vec<u32>> = vec![];
    let mut why: Option<Explanation> = None;
    let mut best: Option<Loaded> = None;
    let tries = CHOICES + CHANGED;
    for n in 0..tries {
        let centers = best.as_ref().map(|best| &best.answer.open).or(tried.first());
        let next = match queue.is_empty() {
            false => Some(queue.remove(0)),
            true => centers.and_then(|open| changed(work, choice, open, &tried, &mut random)),
        };
        let done = best.as_ref().is_some_and(|best| best.answer.gap() == 0.0);
        let Some(open) = next.filter(|_| !done && (n == 0 || watch.stop().is_none())) else {
            break;
        };
        // The first choices are the likely ones; each has half of what is left.
        let part = watch.part(0.5);
        let prices = match divide(question, &open, &part)? {
            Divided::Best { prices, .. } => prices,
            Divided::Impossible | Divided::Unfinished => vec![0; open.len()],
        };
        match pieces(question, &open, neighbors, (&prices, choice.seed), low.0, &part)? {
            Ok(found) => {
                let loaded = answered(question, &open, found, low, watch);
                if best.as_ref().is_none_or(|best| loaded.answer.value < best.answer.value) {
                    best = Some(used(loaded, choice));
                }
            }
            Err(found) => {
                let centers = open.clone();
                why.get_or_insert(Explanation::NoneChosen { centers, why: found });
            }
        }
        tried.push(open);
    }
    Ok(match best {
        Some(mut loaded) => {
            bounded(&mut loaded.answer, low, watch);
            Ok(loaded)
        }
        None => Err(why.into_iter().collect()),
    })
}

/// Without the centers nobody was given to, unless they are kept.
fn used(mut loaded: Loaded, choice: &Choice) -> Loaded {
    let serves = |c: &u32| loaded.shares.iter().any(|share| share.center == *c);
    let stays = |c: &u32| choice.kept.binary_search(c).is_ok() || serves(c);
    let held = loaded.answer.open.iter().copied().zip(loaded.loads.iter().copied());
    let (open, loads) = held.filter(|(c, _)| stays(c)).unzip();
    (loaded.answer.open, loaded.loads) = (open, loads);
    loaded
}

/// The choice with one center more, less or in the place of another, that was not tried.
fn changed(
    work: &Work<'_>,
    choice: &Choice,
    open: &[u32],
    tried: &[Vec<u32>],
    random: &mut ChaCha8Rng,
) -> Option<Vec<u32>> {
    const ATTEMPTS: usize = 40;
    for _ in 0..ATTEMPTS {
        let mut next = open.to_vec();
        let kind = random.random_range(0..4);
        if kind != 0 {
            let more = random.random_range(0..work.question.candidates() as u32);
            if next.contains(&more) {
                continue;
            }
            next.push(more);
        }
        if kind != 1 {
            let at = random.random_range(0..open.len());
            if choice.kept.binary_search(&open[at]).is_ok() {
                continue;
            }
            next.swap_remove(at);
        }
        next.sort_unstable();
        let spent: u64 = next.iter().map(|c| work.price[*c as usize]).sum();
        if !next.is_empty() && spent <= work.room && !tried.contains(&next) {
            return Some(next);
        }
    }
    None
}

fn answered(
    question: &Question<'_>,
    open: &[u32],
    found: Pieces,
    floor: Floor,
    watch: &Watch<'_>,
) -> Loaded {
    let mut loaded = told(question, open, found.cost, found.shares);
    bounded(&mut loaded.answer, floor, watch);
    loaded
}
