//! Reach and coverage, timed.
use crate::city::{City, MINUTES};
use crate::{Any, cpu};
use lianxin_planner::streets::Streets;
use lianxin_planner::walk::{self, Graph, Homes, Spot};

pub struct Measured {
    pub seconds: Vec<(&'static str, f64)>,
    /// People within the limit around each center.
    pub around: Vec<u64>,
    /// Points within the limit of each origin.
    pub origins: Vec<u32>,
    /// For every point what the nearest center costs; `u32::MAX` beyond the limit.
    pub nearest: Vec<u32>,
}

/// Points as places to walk from.
pub fn spots(graph: &Graph, points: &[u32]) -> Result<Vec<Spot>, Any> {
    let all = graph.point_spots();
    let spot = |point: &u32| all[*point as usize].ok_or_else(|| "a point is on no street".into());
    points.iter().map(spot).collect()
}

pub fn measure(city: &City) -> Result<Measured, Any> {
    let mut seconds = vec![];
    let limit = city.profile.cost_of(MINUTES);
    let (took, saved) = cpu::seconds(3, || city.streets.save());
    seconds.push(("save", took));
    let (took, loaded) = cpu::seconds(3, || Streets::load(&saved));
    seconds.push(("load", took));
    if loaded? != city.streets {
        return Err("what was saved is not what was loaded".into());
    }
    let (took, graph) = cpu::seconds(3, || Graph::build(&city.streets, &city.profile));
    seconds.push(("graph", took));
    let graph = graph?;
    let centers = spots(&graph, &city.centers)?;
    let origins = spots(&graph, &city.origins)?;
    let at: Vec<u32> = city.homes.iter().map(|h| h.0).collect();
    let people: Vec<u32> = city.homes.iter().map(|h| h.1).collect();
    let homes = Homes::new(&graph, &spots(&graph, &at)?, 1, &people)?;
    seconds.push(("memory_mb", cpu::peak_mb()));

    let (took, nearest) = cpu::seconds(5, || walk::nearest_points(&graph, &centers, Some(limit)));
    seconds.push(("nearest", took));
    let (took, around) = cpu::seconds(5, || walk::counts(&graph, &centers, &homes, &[limit]));
    seconds.push(("around", took));
    let around = (0..centers.len()).map(|c| around.all(c, 0)).collect();
    let (took, surface) = cpu::seconds(1, || walk::surface(&graph, &homes, limit));
    seconds.push(("surface", took));

    let every: Vec<u32> = (0..city.streets.points.len() as u32).collect();
    let one_each = vec![1; every.len()];
    let points = Homes::new(&graph, &spots(&graph, &every)?, 1, &one_each)?;
    let (took, reached) = cpu::seconds(3, || walk::counts(&graph, &origins, &points, &[limit]));
    seconds.push(("origins", took));
    let origins = (0..origins.len()).map(|o| reached.all(o, 0) as u32).collect();
    let measured = Measured { seconds, around, origins, nearest: nearest.1 };
    agree(city, &measured, &surface)?;
    Ok(measured)
}

/// Two ways of asking must give the same number.
fn agree(city: &City, measured: &Measured, surface: &[u32]) -> Result<(), Any> {
    for (center, around) in city.centers.iter().zip(&measured.around) {
        let there = u64::from(surface[*center as usize]);
        if there != *around {
            return Err(
                format!("point {center}: {there} people on the surface, {around} around").into()
            );
        }
    }
    Ok(())
}
