//! The best 10, 20 and 30 of 500 places for 100,000 homes, proved.
use crate::{Any, cpu};
use lianxin_planner::Watch;
use lianxin_planner::siting::{Choice, Cover, Limit, Status, cover};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::path::Path;

pub const CANDIDATES: usize = 500;
const HOMES: usize = 100_000;
/// Meters: with these a candidate has about 360 homes, as on real streets within 15 minutes.
const WIDE: f64 = 30_000.0;
const REACH: f64 = 1_000.0;

/// A city of hills of people: most live near some middle, candidates stand among them.
fn given() -> Result<Cover, Any> {
    let mut random = ChaCha8Rng::seed_from_u64(11);
    let middles: Vec<(f64, f64)> =
        (0..60).map(|_| (random.random_range(0.0..WIDE), random.random_range(0.0..WIDE))).collect();
    let mut spot = |spread: f64| -> (f64, f64) {
        let (x, y) = middles[random.random_range(0..middles.len())];
        let mut stray = || (0..4).map(|_| random.random_range(-spread..spread)).sum::<f64>();
        (x + stray(), y + stray())
    };
    let homes: Vec<(f64, f64)> = (0..HOMES).map(|_| spot(2_000.0)).collect();
    let candidates: Vec<(f64, f64)> = (0..CANDIDATES).map(|_| spot(2_200.0)).collect();
    let weights = (0..HOMES).map(|_| random.random_range(20..130)).collect();
    let near = |at: &(f64, f64)| -> Vec<u32> {
        let homes = homes.iter().enumerate();
        homes
            .filter(|(_, home)| (home.0 - at.0).hypot(home.1 - at.1) <= REACH)
            .map(|(n, _)| n as u32)
            .collect()
    };
    let lists: Vec<Vec<u32>> = candidates.iter().map(near).collect();
    Ok(Cover::new(weights, &lists)?)
}

pub fn measure(folder: &Path) -> Result<Vec<(&'static str, f64)>, Any> {
    let given = given()?;
    let pairs = (0..CANDIDATES as u32).flat_map(|c| given.of(c).iter().flat_map(move |h| [c, *h]));
    let bytes: Vec<u8> = pairs.flat_map(u32::to_le_bytes).collect();
    std::fs::write(folder.join("cover_pairs.bin"), bytes)?;
    let weights = given.weights.iter().flat_map(|w| (*w as u32).to_le_bytes());
    std::fs::write(folder.join("cover_weights.bin"), weights.collect::<Vec<u8>>())?;
    let mut seconds = vec![];
    for (name, p) in [("cover_10", 10), ("cover_20", 20), ("cover_30", 30)] {
        let choice = Choice { kept: vec![], limit: Limit::Sites(p), seed: 1 };
        let (took, answer) =
            cpu::seconds(1, || cover::maximal(&given, &choice, &Watch::unlimited()));
        let answer = answer?;
        println!(
            "{name}: {} people, at most {}, {:?} by {:?}, {took:.3} s",
            answer.value, answer.bound, answer.status, answer.bound_by
        );
        if answer.status != Status::Proved {
            println!("{name}: not proved, gap {:.4} %", answer.gap() * 100.0);
        }
        seconds.push((name, took));
    }
    Ok(seconds)
}
