//! What is inside a polygon, exact in whole coordinates: a side belongs to one of the two areas it
//! parts, so neighbors share no point and leave none out.
use super::Shape;
use crate::LonLat;

/// Rings made ready to be asked about many places.
pub(super) enum Inside<'a> {
    Cell(LonLat, LonLat),
    Rings(Bands<'a>),
}

impl<'a> Inside<'a> {
    pub fn of(shape: &'a Shape) -> Self {
        match shape {
            Shape::Cell { southwest, northeast } => Self::Cell(*southwest, *northeast),
            Shape::Rings(rings) => Self::Rings(Bands::of(rings)),
        }
    }

    pub fn holds(&self, at: LonLat) -> bool {
        match self {
            Self::Cell(southwest, northeast) => {
                (southwest.lon..northeast.lon).contains(&at.lon)
                    && (southwest.lat..northeast.lat).contains(&at.lat)
            }
            Self::Rings(bands) => bands.holds(at),
        }
    }
}

/// Sides by latitude, so that a place is compared with few of them.
pub(super) struct Bands<'a> {
    south: i64,
    /// Of a band, at least 1.
    height: i64,
    bands: Vec<Vec<(&'a LonLat, &'a LonLat)>>,
}

impl<'a> Bands<'a> {
    fn of(rings: &'a [Vec<LonLat>]) -> Self {
        let lats = || rings.iter().flatten().map(|p| i64::from(p.lat));
        let south = lats().min().unwrap_or(0);
        let tall = lats().max().unwrap_or(0) - south + 1;
        let sides: usize = rings.iter().map(Vec::len).sum();
        let count = i64::try_from(sides.div_ceil(8).clamp(1, 4096)).unwrap_or(1);
        let height = tall / count + 1;
        let mut bands = vec![vec![]; usize::try_from(tall / height + 1).unwrap_or(1)];
        for ring in rings {
            for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                let band = |lat: i32| ((i64::from(lat) - south) / height) as usize;
                let (from, to) = (band(a.lat.min(b.lat)), band(a.lat.max(b.lat)));
                for band in bands.iter_mut().take(to + 1).skip(from) {
                    band.push((a, b));
                }
            }
        }
        Self { south, height, bands }
    }

    fn holds(&self, at: LonLat) -> bool {
        let band = (i64::from(at.lat) - self.south).div_euclid(self.height);
        let sides = usize::try_from(band).ok().and_then(|band| self.bands.get(band));
        sides.is_some_and(|sides| {
            sides.iter().filter(|(a, b)| crosses(**a, **b, at)).count() % 2 == 1
        })
    }
}

/// Whether a ray eastward from `at` crosses the side.
fn crosses(a: LonLat, b: LonLat, at: LonLat) -> bool {
    if (a.lat > at.lat) == (b.lat > at.lat) {
        return false;
    }
    let wide = |x: i32, y: i32| i128::from(i64::from(x) - i64::from(y));
    let side = wide(b.lon, a.lon) * wide(at.lat, a.lat) - wide(at.lon, a.lon) * wide(b.lat, a.lat);
    if b.lat > a.lat { side > 0 } else { side < 0 }
}

/// The middle of some rings: their center of mass if it is inside, otherwise the middle of the widest
/// stretch inside at its latitude. `None` where nothing is inside.
pub(super) fn middle(rings: &[Vec<LonLat>]) -> Option<LonLat> {
    let first = *rings.first()?.first()?;
    let from = |x: i32, y: i32| f64::from(x) - f64::from(y);
    let (mut area, mut lon, mut lat) = (0.0, 0.0, 0.0);
    for ring in rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let (ax, ay) = (from(a.lon, first.lon), from(a.lat, first.lat));
            let (bx, by) = (from(b.lon, first.lon), from(b.lat, first.lat));
            let cross = ax * by - bx * ay;
            area += cross;
            lon += (ax + bx) * cross;
            lat += (ay + by) * cross;
        }
    }
    let bands = Bands::of(rings);
    let whole = |x: f64, first: i32| (x + f64::from(first)).round() as i32;
    let mass = LonLat {
        lon: whole(lon / (3.0 * area), first.lon),
        lat: whole(lat / (3.0 * area), first.lat),
    };
    if area != 0.0 && bands.holds(mass) {
        return Some(mass);
    }
    let lats = || rings.iter().flatten().map(|p| p.lat);
    let (south, north) = (lats().min()?, lats().max()?);
    let halfway = ((i64::from(south) + i64::from(north)) / 2) as i32;
    [if area == 0.0 { halfway } else { mass.lat.clamp(south, north) }, halfway]
        .into_iter()
        .find_map(|lat| widest(rings, lat))
        .filter(|at| bands.holds(*at))
}

/// The middle of the longest stretch inside along a parallel.
fn widest(rings: &[Vec<LonLat>], lat: i32) -> Option<LonLat> {
    let mut crossings: Vec<f64> = vec![];
    for ring in rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            if (a.lat > lat) != (b.lat > lat) {
                let share =
                    (f64::from(lat) - f64::from(a.lat)) / (f64::from(b.lat) - f64::from(a.lat));
                crossings.push(f64::from(a.lon) + share * (f64::from(b.lon) - f64::from(a.lon)));
            }
        }
    }
    crossings.sort_by(f64::total_cmp);
    let stretches = crossings.chunks_exact(2).map(|two| (two[1] - two[0], (two[0] + two[1]) / 2.0));
    let (_, lon) = stretches.max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(LonLat { lon: lon.round() as i32, lat })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(points: &[(i32, i32)]) -> Vec<LonLat> {
        points.iter().map(|(lon, lat)| LonLat { lon: *lon, lat: *lat }).collect()
    }

    #[test]
    fn every_place_is_in_one_of_two_neighbors() {
        let left = Shape::Rings(vec![ring(&[(0, 0), (10, 0), (7, 10), (0, 10)])]);
        let right = Shape::Rings(vec![ring(&[(10, 0), (20, 0), (20, 10), (7, 10)])]);
        let (left, right) = (Inside::of(&left), Inside::of(&right));
        for lon in 0..20 {
            for lat in 0..10 {
                let at = LonLat { lon, lat };
                assert!(left.holds(at) != right.holds(at), "{at:?}");
            }
        }
    }

    #[test]
    fn holes_are_outside_and_the_middle_is_inside() {
        let square = ring(&[(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]);
        let hole = ring(&[(20, 20), (20, 80), (80, 80), (80, 20), (20, 20)]);
        let shape = Shape::Rings(vec![square.clone(), hole.clone()]);
        let inside = Inside::of(&shape);
        assert!(
            inside.holds(LonLat { lon: 10, lat: 50 }) && !inside.holds(LonLat { lon: 50, lat: 50 })
        );
        let at = middle(&[square.clone(), hole]).unwrap();
        assert!(inside.holds(at), "{at:?}");
        assert_eq!(middle(&[square]), Some(LonLat { lon: 50, lat: 50 }));
        assert_eq!(middle(&[ring(&[(0, 0), (5, 5), (9, 9)])]), None);
        assert_eq!(middle(&[]), None);
    }
}
