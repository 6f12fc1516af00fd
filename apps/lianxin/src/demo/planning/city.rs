//! Streets and homes on the ground the map shows: its roads, river, parks and lake.
use crate::demo::ground::{self, CORNER, HIGH, WIDE};
use crate::demo::network::Network;
use crate::demo::stage::Stage;
use lianxin_planner::LonLat;
use lianxin_planner::made::{City, River, Roads};

/// How many live in the district, most of them nameless.
const PEOPLE: u64 = 540_000;
/// The middle of the old town, and half its side.
const OLD_TOWN: ((f64, f64), f64) = ((3_300.0, 2_900.0), 520.0);
const BRIDGE_EVERY: f64 = 1_100.0;

pub fn of(stage: &Stage, network: &Network) -> City {
    let seed = stage.plan.seed;
    let (tiles, lay) = (ground::tiles(seed), ground::lay(seed));
    let (lat, lon) = CORNER;
    let fixed = |degrees: f64| (degrees * 1e7).round() as i32;
    // People are counted by street: a population calls a region by its id.
    let regions = network.streets.iter().zip(&tiles.streets);
    City {
        seed,
        southwest: LonLat { lon: fixed(lon), lat: fixed(lat) },
        wide_m: WIDE,
        high_m: HIGH,
        people: PEOPLE,
        river: Some(River {
            middle: lay.river,
            wide: ground::RIVER_WIDE,
            bridge_every: BRIDGE_EVERY,
        }),
        parks: lay.parks,
        lakes: vec![lay.lake],
        old_town: Some(OLD_TOWN),
        outline: Some(tiles.outline.clone()),
        roads: Some(Roads { norths: lay.norths, easts: lay.easts }),
        regions: regions.map(|(id, tile)| (id.to_string(), tile.ring.clone())).collect(),
    }
}
