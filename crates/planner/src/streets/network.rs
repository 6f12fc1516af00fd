use super::{Barrier, LONGEST, Read, Reason, Remarks, Segment, Way, build};
use crate::{Error, LonLat, Result, millimeters};
use rayon::prelude::*;

/// What a reader found: points by the number their source gives them, and the ways that are walked.
#[derive(Debug, Default)]
pub(super) struct Network {
    pub points: Vec<(i64, LonLat)>,
    /// Only where something stands.
    pub barriers: Vec<(i64, Barrier)>,
    /// Each with how many of `stops` are its points.
    pub ways: Vec<(Way, u32)>,
    /// Numbers of points, one way after the other.
    pub stops: Vec<i64>,
    pub remarks: Remarks,
}

const MISSING: u32 = u32::MAX;

impl Network {
    /// How much of memory this takes, counted in points.
    pub(super) fn size(&self) -> u64 {
        (self.points.len() + self.stops.len()) as u64
    }

    pub(super) fn join(&mut self, mut other: Self) {
        self.points.append(&mut other.points);
        self.barriers.append(&mut other.barriers);
        self.ways.append(&mut other.ways);
        self.stops.append(&mut other.stops);
        self.remarks.join(&other.remarks);
    }

    /// Streets from what was found; an error where nobody can walk on any of it.
    pub(super) fn finish(mut self) -> Result<Read> {
        if self.ways.is_empty() {
            return Err(Error::Impossible(nothing(&self.remarks)));
        }
        let (points, barriers, places) = self.place()?;
        let mut remarks = self.remarks;
        let mut pieces = vec![];
        let mut rest = places.as_slice();
        for (kind, stops) in &self.ways {
            let (way, after) = rest.split_at(*stops as usize);
            rest = after;
            let before = pieces.len();
            for two in way.windows(2) {
                if two[0] != two[1] && two[0] != MISSING && two[1] != MISSING {
                    pieces.push(Segment { from: two[0], to: two[1], length: 0, kind: *kind });
                }
            }
            let used = pieces.len() > before;
            remarks.note(if used { Reason::WaysUsed } else { Reason::WaysShort });
        }
        pieces.par_iter_mut().for_each(|piece| {
            let length = millimeters(points[piece.from as usize], points[piece.to as usize]);
            piece.length = u32::try_from(length).unwrap_or(u32::MAX);
        });
        let all = pieces.len();
        pieces.retain(|piece| piece.length <= LONGEST);
        remarks.add(Reason::SegmentsTooLong, all - pieces.len());
        let drawn = pieces.len();

        let streets = build(points, barriers, pieces);
        let count = |wanted: fn(&Barrier) -> bool| {
            streets.barriers.iter().filter(|barrier| wanted(barrier)).count()
        };
        remarks.add(Reason::PointsClosed, count(|b| *b == Barrier::Closed));
        remarks.add(Reason::PointsNoWheels, count(|b| *b == Barrier::NoWheels));
        remarks.add(Reason::SegmentsTwice, drawn - streets.segments.len());
        let empty = streets.segments.iter().filter(|s| s.length == 0).count();
        remarks.add(Reason::SegmentsEmpty, empty);
        if streets.segments.is_empty() {
            return Err(Error::Impossible(nothing(&remarks)));
        }
        Ok(Read { streets, remarks })
    }

    /// Positions and barriers of the points that ways use, and for each stop its point there.
    fn place(&mut self) -> Result<(Vec<LonLat>, Vec<Barrier>, Vec<u32>)> {
        let Ok(count) = u32::try_from(self.stops.len()) else {
            let why = format!("{} are more than fit; cut the map into districts", self.stops.len());
            return Err(Error::value("points", why));
        };
        let mut stops: Vec<(i64, u32)> = self.stops.par_iter().copied().zip(0..count).collect();
        stops.par_sort_unstable();
        // Of points with the same number the first in the file stays.
        if !self.points.is_sorted_by_key(|(number, _)| *number) {
            self.points.par_sort_by_key(|(number, _)| *number);
        }
        self.barriers.sort_by_key(|(number, _)| *number);

        let mut points = vec![];
        let mut barriers = vec![];
        let mut places = vec![MISSING; stops.len()];
        let mut known = self.points.as_slice();
        let mut standing = self.barriers.as_slice();
        for same in stops.chunk_by(|a, b| a.0 == b.0) {
            let number = same[0].0;
            let Some(at) = seek(&mut known, number) else {
                self.remarks.note(Reason::PointsMissing);
                continue;
            };
            let place = u32::try_from(points.len()).unwrap_or(MISSING);
            points.push(at);
            barriers.push(seek(&mut standing, number).unwrap_or_default());
            for (_, stop) in same {
                places[*stop as usize] = place;
            }
        }
        Ok((points, barriers, places))
    }
}

/// What stands beside a number in a sorted list, which is cut to what may follow.
fn seek<T: Copy>(list: &mut &[(i64, T)], number: i64) -> Option<T> {
    let skip = list.iter().take_while(|(other, _)| *other < number).count();
    *list = &list[skip..];
    list.first().filter(|(other, _)| *other == number).map(|(_, value)| *value)
}

fn nothing(remarks: &Remarks) -> String {
    let left: Vec<String> = remarks
        .iter()
        .filter(|(reason, _)| *reason != Reason::WaysUsed)
        .map(|(reason, count)| format!("{} {count}", reason.code()))
        .collect();
    let left = if left.is_empty() {
        "it has no ways at all; take a map with its highways".to_owned()
    } else {
        format!("left out: {}", left.join(", "))
    };
    format!("there is no way to walk on in this map; {left}")
}
