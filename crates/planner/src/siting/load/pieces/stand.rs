use super::super::Explanation;
use super::super::question::NONE;
use super::regions::Ground;
use std::collections::BTreeSet;

/// What surely stands against catchments in one piece, whatever is tried: every catchment lies in one
/// connected part and within the reach of its center.
pub(super) fn against(ground: &Ground<'_>, sites: usize, all: bool) -> Vec<Explanation> {
    let (part, people) = ground.parts();
    let mut found = vec![];
    let lived = people.iter().filter(|people| **people > 0).count() as u64;
    if lived > sites as u64 {
        found.push(Explanation::TooManyParts { parts: lived, sites: sites as u64 });
    }
    let mut holds = vec![0u64; people.len()];
    for place in 0..ground.open.len() {
        let reached = (0..ground.homes() as u32).filter(|home| ground.cost(*home, place).is_some());
        let parts: BTreeSet<u32> = reached.map(|home| part[home as usize]).collect();
        for part in parts.into_iter().filter(|part| *part != NONE) {
            holds[part as usize] += ground.limits(place).1 as u64;
        }
    }
    for (number, (people, to)) in people.iter().zip(holds).enumerate() {
        let people = (*people).unsigned_abs();
        if people > to {
            let home = part.iter().position(|part| *part as usize == number).unwrap_or(0) as u32;
            found.push(Explanation::PartTooFull { home, people, to });
        }
    }
    if all {
        found.extend((0..ground.open.len()).filter_map(|place| filled(ground, place)));
    }
    found
}

/// Whether some piece within the reach of a center has enough people for it.
fn filled(ground: &Ground<'_>, place: usize) -> Option<Explanation> {
    let from = ground.limits(place).0;
    let mut seen = vec![false; ground.homes()];
    let mut most = 0;
    for first in 0..ground.homes() as u32 {
        if seen[first as usize] || ground.cost(first, place).is_none() {
            continue;
        }
        seen[first as usize] = true;
        let mut sum = 0;
        let mut todo = vec![first];
        while let Some(home) = todo.pop() {
            sum += ground.load(home);
            for other in &ground.beside[home as usize] {
                let reached = ground.cost(*other, place).is_some();
                if reached && !std::mem::replace(&mut seen[*other as usize], true) {
                    todo.push(*other);
                }
            }
        }
        most = most.max(sum);
    }
    let center = ground.open[place];
    let (from, reached) = (from.unsigned_abs(), most.unsigned_abs());
    (reached < from).then_some(Explanation::PieceTooSmall { center, from, reached })
}
