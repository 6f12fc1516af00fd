//! Where places lie on the map of a report: meters from its northwest corner.
use crate::report::Report;
use crate::{Bounds, LonLat};

/// Meters of a ten-millionth of a degree of latitude.
const A_UNIT: f64 = 0.011_119_508;

pub struct Frame {
    northwest: LonLat,
    narrower: f64,
    pub wide: f64,
    pub high: f64,
    /// What is drawn as one step, in meters: finer is not seen.
    pub step: f64,
}

impl Frame {
    /// Around people, sites and areas, with some air; the whole network where there are none.
    pub fn of(report: &Report<'_>) -> Option<Self> {
        let sites = report.sites.iter().chain(report.candidates).map(|site| site.at);
        let bounds = Bounds::of(report.people.at.iter().copied().chain(sites));
        let bounds = match bounds {
            Some(bounds) if bounds.southwest != bounds.northeast => bounds,
            _ => report.streets.bounds()?,
        };
        let whole = report.streets.bounds().unwrap_or(bounds);
        let (low, high) = (bounds.southwest, bounds.northeast);
        let span = i64::from(high.lon) - i64::from(low.lon);
        let tall = i64::from(high.lat) - i64::from(low.lat);
        // At least half a kilometer, and not beyond the streets unless something is there.
        let air = i32::try_from((span.max(tall) / 20).max(50_000)).unwrap_or(i32::MAX);
        let reach = |at: i32, by: i32, end: i32, edge: i32| {
            let moved = at.saturating_add(by);
            if by < 0 { moved.max(end.min(edge)) } else { moved.min(end.max(edge)) }
        };
        let southwest = LonLat {
            lon: reach(low.lon, -air, whole.southwest.lon, low.lon),
            lat: reach(low.lat, -air, whole.southwest.lat, low.lat),
        };
        let northeast = LonLat {
            lon: reach(high.lon, air, whole.northeast.lon, high.lon),
            lat: reach(high.lat, air, whole.northeast.lat, high.lat),
        };
        let middle = (southwest.lat_degrees() + northeast.lat_degrees()) / 2.0;
        let narrower = middle.to_radians().cos().max(0.01);
        let units = |from: i32, to: i32| f64::from(to) - f64::from(from);
        let wide = (units(southwest.lon, northeast.lon) * A_UNIT * narrower).max(100.0);
        let high = (units(southwest.lat, northeast.lat) * A_UNIT).max(100.0);
        let step = (wide.max(high) / 6_000.0).max(1.0);
        let northwest = LonLat { lon: southwest.lon, lat: northeast.lat };
        Some(Self { northwest, narrower, wide, high, step })
    }

    /// In steps, east and south of the corner.
    pub fn place(&self, at: LonLat) -> (i32, i32) {
        let east = (f64::from(at.lon) - f64::from(self.northwest.lon)) * A_UNIT * self.narrower;
        let south = (f64::from(self.northwest.lat) - f64::from(at.lat)) * A_UNIT;
        // Far less than 2^31: the earth is 4e7 m around and a step at least one.
        ((east / self.step).round() as i32, (south / self.step).round() as i32)
    }

    pub fn holds(&self, (x, y): (i32, i32)) -> bool {
        (0..=(self.wide / self.step) as i32).contains(&x)
            && (0..=(self.high / self.step) as i32).contains(&y)
    }
}
