//! Roads, the river, the parks and the lake.
use super::{HIGH, Spot, WIDE, line, polygon, within};
use crate::demo::dice::Dice;
use lianxin_kernel::{Error, Result};
use lianxin_places::{FeatureKind, MapFeature};
use serde_json::Value;

const STEP: f64 = 220.0;
/// The parks: middle and half the width. The first has the lake.
const PARKS: [(Spot, f64); 2] = [((5_050.0, 3_150.0), 520.0), ((1_500.0, 5_600.0), 360.0)];
const LAKE: (Spot, f64) = ((5_120.0, 3_100.0), 270.0);
pub const RIVER_WIDE: f64 = 90.0;

/// What lies on the ground, whether the district has it or its neighbors do.
pub struct Lay {
    pub parks: Vec<Vec<Spot>>,
    pub lake: Vec<Spot>,
    /// The middle of the river.
    pub river: Vec<Spot>,
    /// Roads that run north, from west to east.
    pub norths: Vec<Vec<Spot>>,
    /// Roads that run east, from south to north.
    pub easts: Vec<Vec<Spot>>,
    /// Two diagonals and a ring, by name.
    others: Vec<(&'static str, Vec<Spot>)>,
}

pub fn lay(seed: u64) -> Lay {
    let dice = Dice::of(seed, "features");
    let parks = PARKS.iter().map(|(middle, half)| blob(&dice, *middle, *half)).collect();
    let lake = blob(&dice, LAKE.0, LAKE.1);
    let (norths, easts) = grid(&dice);
    Lay { parks, lake, river: river(), norths, easts, others: others() }
}

/// What the district's own map shows, cut at its outline.
pub fn features(seed: u64, outline: &[Spot]) -> Result<Vec<MapFeature>> {
    let lay = lay(seed);
    let mut features = vec![];
    let mut add = |key: String, kind: FeatureKind, geometry: Value| -> Result<()> {
        let key = key.parse().map_err(Error::internal)?;
        features.push(MapFeature { key, kind, geometry });
        Ok(())
    };
    for (n, park) in lay.parks.iter().enumerate() {
        add(format!("park-{}", n + 1), FeatureKind::Green, polygon(park))?;
    }
    add("lake".into(), FeatureKind::Water, polygon(&lay.lake))?;
    for (n, bed) in inside(&lay.river, outline).iter().enumerate() {
        add(format!("river-{}", n + 1), FeatureKind::Water, polygon(&banks(bed)))?;
    }
    let of = |name: &'static str| move |(n, road)| (format!("{name}-{n}"), road);
    let norths = lay.norths.into_iter().enumerate().map(of("north"));
    let easts = lay.easts.into_iter().enumerate().map(of("east"));
    let others = lay.others.into_iter().map(|(name, road)| (name.to_owned(), road));
    for (name, road) in norths.chain(easts).chain(others) {
        for (n, part) in inside(&road, outline).iter().enumerate() {
            add(format!("{name}-{}", n + 1), FeatureKind::Road, line(part))?;
        }
    }
    Ok(features)
}

/// Something round that nature has worn.
fn blob(dice: &Dice, (x, y): Spot, half: f64) -> Vec<Spot> {
    let spoke = |n: i32| {
        let angle = f64::from(n) / 28.0 * std::f64::consts::TAU;
        let long = half * (1.0 + 0.16 * (angle * 3.0).sin()) + dice.around(0.0, half * 0.04);
        (x + long * 1.25 * angle.cos(), y + long * angle.sin())
    };
    (0..28).map(spoke).collect()
}

fn river() -> Vec<Spot> {
    let at = |n: i32| {
        let x = f64::from(n) * 150.0 - 600.0;
        (x, 1_650.0 + 380.0 * (x / 1_750.0).sin() + 190.0 * (x / 640.0 + 1.0).sin())
    };
    (0..70).map(at).collect()
}

fn banks(bed: &[Spot]) -> Vec<Spot> {
    let half = RIVER_WIDE / 2.0;
    let south = bed.iter().map(|s| (s.0, s.1 - half));
    south.chain(bed.iter().rev().map(|s| (s.0, s.1 + half))).collect()
}

/// Roads that are nearly straight: northward, and eastward.
fn grid(dice: &Dice) -> (Vec<Vec<Spot>>, Vec<Vec<Spot>>) {
    let steps = |long: f64| {
        (0..).map(|n| f64::from(n) * STEP - 400.0).take_while(move |at| *at < long + 400.0)
    };
    let (mut norths, mut easts) = (vec![], vec![]);
    for n in 0..12 {
        let x = 420.0 + f64::from(n) * 745.0 + dice.around(0.0, 60.0);
        let lean = dice.around(0.0, 0.035);
        let road = steps(HIGH).map(|y| (x + lean * y + dice.around(0.0, 9.0), y));
        norths.push(road.collect());
    }
    for n in 0..9 {
        let y = 480.0 + f64::from(n) * 760.0 + dice.around(0.0, 60.0);
        let lean = dice.around(0.0, 0.03);
        let road = steps(WIDE).map(|x| (x, y + lean * x + dice.around(0.0, 9.0)));
        easts.push(road.collect());
    }
    (norths, easts)
}

fn others() -> Vec<(&'static str, Vec<Spot>)> {
    let diagonal = |from: Spot, to: Spot| -> Vec<Spot> {
        let at = |n: i32| {
            let t = f64::from(n) / 40.0;
            (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t + 90.0 * (t * 5.0).sin())
        };
        (0..=40).map(at).collect()
    };
    let ring = |n: i32| {
        // A square with round corners: a circle in the norm of the fourth power.
        let (sin, cos) = (f64::from(n) / 72.0 * std::f64::consts::TAU).sin_cos();
        let far = (sin.powi(4) + cos.powi(4)).powf(-0.25);
        (WIDE * (0.5 + 0.34 * far * cos), HIGH * (0.5 + 0.33 * far * sin))
    };
    vec![
        ("diagonal-1", diagonal((200.0, 300.0), (8_700.0, 5_500.0))),
        ("diagonal-2", diagonal((700.0, 6_700.0), (6_600.0, 500.0))),
        ("ring", (0..=72).map(ring).collect()),
    ]
}

/// The parts of a way that lie inside.
fn inside(way: &[Spot], outline: &[Spot]) -> Vec<Vec<Spot>> {
    let parts = way.split(|s| !within(*s, outline));
    parts.filter(|part| part.len() > 1).map(<[Spot]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::ground::tiles;
    use std::collections::BTreeSet;

    #[test]
    fn everything_has_a_key_of_its_own_and_lies_inside() {
        let outline = tiles(1).outline;
        let features = features(1, &outline).unwrap();
        let keys: BTreeSet<_> = features.iter().map(|f| f.key.as_str()).collect();
        assert_eq!(keys.len(), features.len());
        for one in ["park-1", "park-2", "lake", "river-1", "ring-1", "diagonal-2-1", "east-3-1"] {
            assert!(keys.contains(one), "{one}");
        }
        for (middle, half) in PARKS {
            let dice = Dice::of(1, "park");
            assert!(blob(&dice, middle, half).iter().all(|s| within(*s, &outline)));
        }
    }
}
