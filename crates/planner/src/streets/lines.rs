use super::network::Network;
use super::{Reason, Streets, Way};
use crate::{Error, LonLat, Result};

/// A way that is not from OpenStreetMap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// One after the other as they are walked.
    pub points: Vec<LonLat>,
    pub kind: Way,
}

impl Streets {
    /// Lines meet where they have a point at the same coordinates; lines that merely cross do not
    /// (they may be a bridge and what is under it). Fails when there is no line to walk on, or when a
    /// piece is longer than 50 km.
    pub fn from_lines(lines: Vec<Line>) -> Result<Self> {
        let mut network = Network::default();
        for line in &lines {
            add(&mut network, line)?;
        }
        let read = network.finish()?;
        match read.remarks.count(Reason::SegmentsTooLong) {
            0 => Ok(read.streets),
            count => {
                let why =
                    format!("{count} pieces are longer than 50 km; are coordinates mixed up?");
                Err(Error::value("lines", why))
            }
        }
    }
}

/// A line as a way whose points have their coordinates for a number.
pub(super) fn add(network: &mut Network, line: &Line) -> Result<()> {
    let Ok(count) = u32::try_from(line.points.len()) else {
        let why = format!("a line of {} points is too long; cut it", line.points.len());
        return Err(Error::value("lines", why));
    };
    for at in &line.points {
        let number = i64::from(at.lon) << 32 | i64::from(at.lat.cast_unsigned());
        network.points.push((number, *at));
        network.stops.push(number);
    }
    network.ways.push((line.kind, count));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::streets::Segment;

    fn line(kind: Way, spots: &[(f64, f64)]) -> Line {
        let points = spots.iter().map(|(lon, lat)| LonLat::degrees(*lon, *lat).unwrap()).collect();
        Line { points, kind }
    }

    #[test]
    fn lines_meet_at_equal_coordinates_only() {
        let streets = Streets::from_lines(vec![
            line(Way::Street, &[(0.0, 0.0), (0.001, 0.0), (0.002, 0.0)]),
            line(Way::Footway, &[(0.001, 0.0), (0.001, 0.001)]),
            line(Way::Footway, &[(0.0015, -0.001), (0.0015, 0.001)]),
        ])
        .unwrap();
        assert_eq!((streets.points.len(), streets.segments.len()), (6, 4));
        let at = LonLat::degrees(0.001, 0.0).unwrap();
        let middle = streets.points.iter().position(|p| *p == at).unwrap() as u32;
        let meets = |s: &&Segment| s.from == middle || s.to == middle;
        let ends: Vec<_> = streets.segments.iter().filter(meets).collect();
        assert_eq!(ends.len(), 3);
        assert!(ends.iter().all(|s| s.length == 111_195), "{ends:?}");
    }

    #[test]
    fn no_line_and_a_line_across_the_sea_are_errors() {
        let empty = Streets::from_lines(vec![]).unwrap_err().to_string();
        assert!(empty.contains("no way to walk on"), "{empty}");
        let dot = Streets::from_lines(vec![line(Way::Street, &[(1.0, 1.0), (1.0, 1.0)])]);
        assert!(dot.unwrap_err().to_string().contains("ways_short 1"));
        let far = vec![line(Way::Street, &[(1.0, 1.0), (1.0, 1.1), (1.0, 9.0)])];
        assert!(Streets::from_lines(far).unwrap_err().to_string().contains("50 km"));
    }
}
