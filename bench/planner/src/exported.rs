//! Questions and our answers as plain arrays, little-endian, for the peers.
use crate::Any;
use crate::city::{City, MINUTES};
use crate::walks::Measured;
use lianxin_planner::streets::Way;
use serde_json::json;
use std::path::Path;

pub fn write(folder: &Path, city: &City, measured: &Measured) -> Result<(), Any> {
    let save =
        |name: &str, bytes: Vec<u8>| std::fs::write(folder.join(format!("{name}.bin")), bytes);
    let whole = |numbers: &[u32]| numbers.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
    let points = city.streets.points.iter();
    let degrees = points.flat_map(|p| [p.lon_degrees(), p.lat_degrees()]);
    save("nodes", degrees.flat_map(f64::to_le_bytes).collect())?;
    let segments = city.streets.segments.iter();
    let edges: Vec<u32> = segments
        .filter_map(|s| Some([s.from, s.to, city.profile.cost(s.length, s.kind == Way::Steps)?]))
        .flatten()
        .collect();
    save("edges", whole(&edges))?;
    save("sources", whole(&city.centers))?;
    save("origins", whole(&city.origins))?;
    save("homes", whole(&city.homes.iter().flat_map(|h| [h.0, h.1]).collect::<Vec<_>>()))?;
    save("our_around", measured.around.iter().flat_map(|n| n.to_le_bytes()).collect())?;
    save("our_origins", whole(&measured.origins))?;
    save("our_nearest", whole(&measured.nearest))?;
    let meta = json!({
        "points": city.streets.points.len(),
        "segments": city.streets.segments.len(),
        "minutes": MINUTES,
        "limit_mm": city.profile.cost_of(MINUTES),
        "speed_mm_a_minute": city.profile.speed,
        "cover_candidates": crate::sites::CANDIDATES,
        "spopt_homes": 2_000,
    });
    std::fs::write(folder.join("meta.json"), serde_json::to_vec_pretty(&meta)?)?;
    Ok(())
}
