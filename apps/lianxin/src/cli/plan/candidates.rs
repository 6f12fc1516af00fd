//! Places that may be chosen: from a file, or all over the streets.
use super::Done;
use super::centers::{self, Center, Status};
use lianxin_planner::LonLat;
use lianxin_planner::streets::{Streets, Way};
use std::collections::BTreeMap;
use std::path::Path;

/// Meters of a ten-millionth of a degree of latitude.
const A_UNIT: f64 = 0.011_119_508;

pub fn read(text: &str, streets: &Streets) -> Done<Vec<Center>> {
    match text.strip_prefix("every:") {
        None => Ok(centers::read(Path::new(text), "s")?),
        Some(meters) => {
            let size = meters.parse::<u32>().ok().filter(|m| (50..=20_000).contains(m));
            let wrong = || format!("--candidates every:{meters}: give 50 to 20000 meters");
            Ok(every(f64::from(size.ok_or_else(wrong)?), streets))
        }
    }
}

/// In each square with a street, the point of a street nearest to the middle.
fn every(size: f64, streets: &Streets) -> Vec<Center> {
    let Some(bounds) = streets.bounds() else { return vec![] };
    let low = bounds.southwest;
    let middle = (low.lat_degrees() + bounds.northeast.lat_degrees()) / 2.0;
    let narrower = middle.to_radians().cos().max(0.01);
    let place = |at: LonLat| {
        let x = (f64::from(at.lon) - f64::from(low.lon)) * A_UNIT * narrower / size;
        (x, (f64::from(at.lat) - f64::from(low.lat)) * A_UNIT / size)
    };
    let any = streets.segments.iter().any(|s| s.kind == Way::Street);
    let mut nearest: BTreeMap<(u32, u32), (f64, LonLat)> = BTreeMap::new();
    for segment in streets.segments.iter().filter(|s| !any || s.kind == Way::Street) {
        let at = streets.points[segment.from as usize];
        let (x, y) = place(at);
        let away = (x.fract() - 0.5).hypot(y.fract() - 0.5);
        // Rows from the south; squares are far fewer than 2^32 each way.
        let slot = nearest.entry((y as u32, x as u32)).or_insert((away, at));
        if away < slot.0 {
            *slot = (away, at);
        }
    }
    let center = |(n, (_, at)): (usize, &(f64, LonLat))| Center {
        key: format!("s{}", n + 1),
        name: format!("s{}", n + 1),
        at: *at,
        services: vec![],
        hours: None,
        load: None,
        capacity: None,
        cost: None,
        status: Status::Open,
        radius_m: None,
    };
    nearest.values().enumerate().map(center).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_planner::made::City;

    #[test]
    fn squares_have_one_candidate_each() {
        let city = City::of_points(6_000, 1);
        let streets = city.make().unwrap().streets;
        let found = read("every:500", &streets).ok().unwrap();
        let squares = (city.wide_m / 500.0).powi(2);
        assert!((found.len() as f64) > squares * 0.8 && (found.len() as f64) < squares * 1.5);
        assert!(found.iter().all(|center| streets.points.contains(&center.at)));
        assert!(read("every:5", &streets).is_err() && read("every:x", &streets).is_err());
    }
}
