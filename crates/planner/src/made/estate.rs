//! A walled estate: ways inside, and two to four gates.
use super::Dice;
use super::block::{Block, SIDES};
use super::ground::away;
use super::piece::{Estate, Gate, Home, Making};
use super::plan::Spot;
use crate::streets::{Barrier, Way};

/// Between the wall and the ways outside.
const WALL: f64 = 16.0;

/// A piece of a block, by its shares, and the ways outside its four sides.
pub struct Area<'a> {
    pub low: (f64, f64),
    pub high: (f64, f64),
    pub outer: [&'a Vec<u32>; SIDES],
}

/// The ways inside: rows and columns of points.
struct Inner {
    across: usize,
    up: usize,
    points: Vec<u32>,
}

impl Inner {
    fn point(&self, column: usize, row: usize) -> u32 {
        self.points.get(row * self.across + column).copied().unwrap_or(0)
    }
}

pub fn make(making: &mut Making<'_>, block: &Block<'_>, area: &Area<'_>, dice: &mut Dice) {
    let inner = ways(making, block, area, dice);
    // Schools, hospitals, works: nobody lives there.
    let lived_in = !dice.chance(0.08);
    let floors = [6.0, 11.0, 18.0, 32.0][dice.below(4)];
    let old = floors < 7.0;
    let middle = block.at((area.low.0 + area.high.0) / 2.0, (area.low.1 + area.high.1) / 2.0);
    let gates = gates(making, &inner, area, dice);
    let estate = making.piece.estates.len();
    if lived_in {
        homes(making, &inner, (floors, old, estate), dice);
    }
    making.piece.estates.push(Estate { middle, gates, old });
}

fn ways(making: &mut Making<'_>, block: &Block<'_>, area: &Area<'_>, dice: &mut Dice) -> Inner {
    let (wall_u, wall_v) = (WALL / block.wide, WALL / block.high);
    let (u0, u1) = (area.low.0 + wall_u, area.high.0 - wall_u);
    let (v0, v1) = (area.low.1 + wall_v, area.high.1 - wall_v);
    let across = ((u1 - u0) * block.wide / 78.0).round().clamp(1.0, 12.0) as usize + 1;
    let up = ((v1 - v0) * block.high / 62.0).round().clamp(1.0, 14.0) as usize + 1;
    let mut points = Vec::with_capacity(across * up);
    for row in 0..up {
        for column in 0..across {
            let u = u0 + (u1 - u0) * column as f64 / (across - 1) as f64;
            let v = v0 + (v1 - v0) * row as f64 / (up - 1) as f64;
            let spot = block.at(u, v);
            points.push(
                making.piece.point((spot.0 + dice.stray(5.0), spot.1 + dice.stray(5.0)), false),
            );
        }
    }
    let inner = Inner { across, up, points };
    for row in 0..up {
        for column in 0..across {
            let here = inner.point(column, row);
            if column + 1 < across {
                making.join_bent(here, inner.point(column + 1, row), Way::Street, dice.stray(3.0));
            }
            let rim = column == 0 || column + 1 == across;
            if row + 1 < up && (rim || dice.chance(0.4)) {
                let kind = if rim { Way::Street } else { Way::Footway };
                making.join_bent(here, inner.point(column, row + 1), kind, dice.stray(3.0));
            }
        }
    }
    inner
}

/// The first gate is open to all, so that nobody is locked in; others may be shut or narrow.
fn gates(making: &mut Making<'_>, inner: &Inner, area: &Area<'_>, dice: &mut Dice) -> Vec<Gate> {
    let mut sides = [0, 1, 2, 3];
    dice.shuffle(&mut sides);
    let wanted = 2 + dice.below(3);
    let mut gates: Vec<Gate> = vec![];
    for side in sides {
        let along = if side % 2 == 0 { inner.across } else { inner.up };
        let place = (along / 4 + dice.below(along.div_ceil(2))).min(along - 1);
        let within = match side {
            0 => inner.point(place, 0),
            1 => inner.point(inner.across - 1, place),
            2 => inner.point(place, inner.up - 1),
            _ => inner.point(0, place),
        };
        let Some(outside) = making.nearest(making.spot(within), area.outer[side]) else { continue };
        let (a, b) = (making.spot(within), making.spot(outside));
        let through = making.near.passes(a, b, false);
        if gates.len() >= wanted || !through || away(a, b) > 90.0 {
            continue;
        }
        let at = ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
        let barrier = match (gates.is_empty(), dice.share()) {
            (true, _) => Barrier::None,
            (_, s) if s < 0.26 => Barrier::Closed,
            (_, s) if s < 0.46 => Barrier::NoWheels,
            _ => Barrier::None,
        };
        let point = making.piece.gate(at, barrier);
        making.join(within, point, Way::Street);
        making.join(point, outside, Way::Street);
        gates.push(Gate { at, point, barrier });
    }
    gates
}

/// A building or two north of each way that runs east.
fn homes(
    making: &mut Making<'_>,
    inner: &Inner,
    (floors, old, estate): (f64, bool, usize),
    dice: &mut Dice,
) {
    for row in 0..inner.up {
        for column in 0..inner.across.saturating_sub(1) {
            let (from, to) = (inner.point(column, row), inner.point(column + 1, row));
            let (a, b) = (making.spot(from), making.spot(to));
            let long = away(a, b).max(1.0);
            let aside = |t: f64| -> Spot {
                let (dx, dy) = (b.0 - a.0, b.1 - a.1);
                (a.0 + dx * t - dy / long * 14.0, a.1 + dy * t + dx / long * 14.0)
            };
            if !dice.chance(0.85) {
                continue;
            }
            for t in [0.28, 0.74] {
                let weight = floors * dice.between(0.7, 1.3);
                making.home(Home { at: aside(t), by: from, weight, old, estate });
            }
        }
    }
}
