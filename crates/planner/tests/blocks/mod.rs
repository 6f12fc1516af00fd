//! Questions of maximal cover: census blocks with best known answers, and a made city.
use lianxin_planner::siting::Cover;
use lianxin_planner::{Error, Result};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// File, radius in meters, best known weight covered by number of sites.
type Known = (&'static str, f64, [(u32, u64); 6]);

/// Máximo, Cordeau and Nascimento 2023.
pub const KNOWN: [Known; 2] = [
    (
        "NewYork",
        400.0,
        [
            (50, 1_153_640),
            (60, 1_288_174),
            (70, 1_396_333),
            (80, 1_481_434),
            (90, 1_539_992),
            (100, 1_574_256),
        ],
    ),
    (
        "Bronx",
        600.0,
        [
            (50, 1_205_051),
            (60, 1_290_635),
            (70, 1_348_232),
            (80, 1_376_061),
            (90, 1_384_376),
            (100, 1_385_099),
        ],
    ),
];

/// Blocks in degrees, then people by block, or the other order; every block is a candidate.
pub fn blocks(text: &str, radius: f64) -> Result<Cover> {
    let mut at: Vec<(f64, f64)> = vec![];
    let mut weights: Vec<u64> = vec![];
    for line in text.lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        match fields.as_slice() {
            [lat, lon] => {
                if let (Ok(lat), Ok(lon)) = (lat.parse::<f64>(), lon.parse::<f64>()) {
                    at.push((lat.to_radians(), lon.to_radians()));
                }
            }
            [weight] => weights.extend(weight.parse::<u64>()),
            _ => (),
        }
    }
    if at.len() != weights.len() {
        let why = format!("{} blocks and {} counts", at.len(), weights.len());
        return Err(Error::data("blocks", "end of file", why));
    }
    let near = |a: &(f64, f64), b: &(f64, f64)| {
        let (dy, dx) = ((b.0 - a.0) / 2.0, (b.1 - a.1) / 2.0);
        let h = dy.sin().powi(2) + a.0.cos() * b.0.cos() * dx.sin().powi(2);
        2.0 * 6_378_100.0 * h.sqrt().min(1.0).asin() <= radius
    };
    let lists: Vec<Vec<u32>> = at
        .iter()
        .map(|a| (0u32..).zip(&at).filter(|(_, b)| near(a, b)).map(|(home, _)| home).collect())
        .collect();
    Cover::new(weights, &lists)
}

/// Homes around 40 middles of a plane 20 km wide, candidates among them, about 1.8 candidates within
/// 1,250 m of a home.
pub fn city(homes: usize, candidates: usize) -> Result<Cover> {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let middles: Vec<(f64, f64)> = (0..40)
        .map(|_| (random.random_range(0.0..36_000.0), random.random_range(0.0..36_000.0)))
        .collect();
    let mut point = |wide: f64| {
        let (x, y) = middles[random.random_range(0..middles.len())];
        let mut around = || (0..4).map(|_| random.random_range(-wide..wide)).sum::<f64>();
        (x + around(), y + around())
    };
    let at: Vec<(f64, f64)> = (0..homes).map(|_| point(3_000.0)).collect();
    let sites: Vec<(f64, f64)> = (0..candidates).map(|_| point(3_000.0)).collect();
    let weights = (0..homes).map(|_| random.random_range(1..=150)).collect();
    let lists: Vec<Vec<u32>> = sites
        .iter()
        .map(|(x, y)| {
            let near = |(a, b): &(f64, f64)| (a - x).powi(2) + (b - y).powi(2) <= 1_250f64.powi(2);
            (0u32..).zip(&at).filter(|(_, at)| near(at)).map(|(home, _)| home).collect()
        })
        .collect();
    Cover::new(weights, &lists)
}
