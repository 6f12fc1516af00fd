//! An old town: small lanes without walls, some with a few steps.
use super::Dice;
use super::block::Block;
use super::ground::away;
use super::piece::{Estate, Home, Making};
use crate::streets::Way;

/// Between lanes.
const APART: f64 = 52.0;

pub fn make(making: &mut Making<'_>, block: &Block<'_>, dice: &mut Dice) {
    let across = (block.wide / APART).round().clamp(3.0, 40.0) as usize;
    let up = (block.high / APART).round().clamp(3.0, 40.0) as usize;
    let share = |n: usize, of: usize| (n as f64 + 0.85) / (of as f64 + 0.7);
    let mut points = Vec::with_capacity(across * up);
    for row in 0..up {
        for column in 0..across {
            let spot = block.at(share(column, across), share(row, up));
            let spot = (spot.0 + dice.stray(11.0), spot.1 + dice.stray(11.0));
            points.push(making.piece.point(spot, true));
        }
    }
    let point = |column: usize, row: usize| points.get(row * across + column).copied().unwrap_or(0);
    for half in 0..2 {
        let middle = block.at(0.5, 0.25 + 0.5 * half as f64);
        making.piece.estates.push(Estate { middle, gates: vec![], old: true });
    }
    for row in 0..up {
        for column in 0..across {
            let estate = usize::from(row * 2 >= up);
            // Every third lane runs through, so that nothing is cut off.
            if column + 1 < across && (row % 3 == 1 || dice.chance(0.6)) {
                lane(making, point(column, row), point(column + 1, row), estate, dice);
            }
            if row + 1 < up && (column % 3 == 1 || dice.chance(0.62)) {
                lane(making, point(column, row), point(column, row + 1), estate, dice);
            }
        }
    }
    for (side, ring) in block.ring.iter().enumerate() {
        let along = if side % 2 == 0 { across } else { up };
        for n in 0..along {
            let through = n % 3 == 1 || dice.chance(0.25);
            let edge = match side {
                0 => point(n, 0),
                1 => point(across - 1, n),
                2 => point(n, up - 1),
                _ => point(0, n),
            };
            let mouth = through.then(|| making.nearest(making.spot(edge), ring)).flatten();
            if let Some(mouth) = mouth {
                making.join(edge, mouth, Way::Street);
            }
        }
    }
}

fn lane(making: &mut Making<'_>, a: u32, b: u32, estate: usize, dice: &mut Dice) {
    let kind = match dice.share() {
        s if s < 0.03 => Way::Steps,
        s if s < 0.4 => Way::Footway,
        _ => Way::Street,
    };
    if kind == Way::Steps {
        making.join(a, b, kind);
        return;
    }
    let between = making.join_bent(a, b, kind, dice.stray(6.0));
    if let Some(public) = making.piece.public.last_mut() {
        *public = true;
    }
    let (from, to) = (making.spot(a), making.spot(b));
    let long = away(from, to).max(1.0);
    let middle = making.spot(between);
    for side in [-9.0, 9.0] {
        if dice.chance(0.72) {
            let at = (
                middle.0 - (to.1 - from.1) / long * side,
                middle.1 + (to.0 - from.0) / long * side,
            );
            let weight = dice.between(1.5, 6.0);
            making.home(Home { at, by: between, weight, old: true, estate });
        }
    }
}
