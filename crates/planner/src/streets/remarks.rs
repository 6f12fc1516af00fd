use serde::{Deserialize, Serialize};

/// What happened to parts of a file; its name in interfaces is [`Reason::code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    WaysUsed,
    /// Motorways and roads for motors only.
    WaysMotor,
    /// Planned, under construction, abandoned.
    WaysNotBuilt,
    /// Closed to the public, with no word that lets walkers in.
    WaysPrivate,
    /// Walking is forbidden.
    WaysNoFoot,
    /// The outline of a square, not a way across it.
    WaysArea,
    /// Cycleways nobody allows walkers on.
    WaysCycle,
    /// Other things a map calls ways: raceways, platforms, busways, rest areas.
    WaysOther,
    /// With fewer than two points.
    WaysShort,
    /// Points a way names that the file does not hold (an extract cuts ways at its edge); the way is
    /// cut there.
    PointsMissing,
    /// Points outside longitude ±180, latitude ±90, taken as missing.
    PointsOffEarth,
    /// Points nobody passes: locked or private gates, walls.
    PointsClosed,
    /// Points wheels do not pass.
    PointsNoWheels,
    /// Longer than 50 km; left out.
    SegmentsTooLong,
    /// Between different points on the same spot; kept with length 0.
    SegmentsEmpty,
    /// Drawn twice; kept once.
    SegmentsTwice,
    /// Features that are no lines: points and areas.
    FeaturesOther,
}

impl Reason {
    pub const ALL: [Self; 17] = [
        Self::WaysUsed,
        Self::WaysMotor,
        Self::WaysNotBuilt,
        Self::WaysPrivate,
        Self::WaysNoFoot,
        Self::WaysArea,
        Self::WaysCycle,
        Self::WaysOther,
        Self::WaysShort,
        Self::PointsMissing,
        Self::PointsOffEarth,
        Self::PointsClosed,
        Self::PointsNoWheels,
        Self::SegmentsTooLong,
        Self::SegmentsEmpty,
        Self::SegmentsTwice,
        Self::FeaturesOther,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::WaysUsed => "ways_used",
            Self::WaysMotor => "ways_motor",
            Self::WaysNotBuilt => "ways_not_built",
            Self::WaysPrivate => "ways_private",
            Self::WaysNoFoot => "ways_no_foot",
            Self::WaysArea => "ways_area",
            Self::WaysCycle => "ways_cycle",
            Self::WaysOther => "ways_other",
            Self::WaysShort => "ways_short",
            Self::PointsMissing => "points_missing",
            Self::PointsOffEarth => "points_off_earth",
            Self::PointsClosed => "points_closed",
            Self::PointsNoWheels => "points_no_wheels",
            Self::SegmentsTooLong => "segments_too_long",
            Self::SegmentsEmpty => "segments_empty",
            Self::SegmentsTwice => "segments_twice",
            Self::FeaturesOther => "features_other",
        }
    }
}

/// What was used of a file and what was not, by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    counts: [u64; Reason::ALL.len()],
}

impl Remarks {
    pub fn count(&self, reason: Reason) -> u64 {
        self.counts[reason as usize]
    }

    /// What happened at least once, in the order of [`Reason::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Reason, u64)> + '_ {
        Reason::ALL.into_iter().zip(self.counts).filter(|(_, count)| *count > 0)
    }

    pub(super) fn note(&mut self, reason: Reason) {
        self.add(reason, 1);
    }

    pub(super) fn add(&mut self, reason: Reason, count: usize) {
        self.counts[reason as usize] += count as u64;
    }

    pub(super) fn join(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts) {
            *mine += theirs;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_place_and_its_name() {
        for (place, reason) in Reason::ALL.into_iter().enumerate() {
            assert_eq!(reason as usize, place);
            let name = serde_json::to_string(&reason).unwrap();
            assert_eq!(name, format!("\"{}\"", reason.code()));
        }
    }

    #[test]
    fn counts_are_joined_and_nothing_is_left_unsaid() {
        let mut remarks = Remarks::default();
        remarks.note(Reason::WaysShort);
        let mut other = Remarks::default();
        other.add(Reason::WaysShort, 2);
        other.note(Reason::WaysUsed);
        remarks.join(&other);
        let all: Vec<_> = remarks.iter().collect();
        assert_eq!(all, [(Reason::WaysUsed, 1), (Reason::WaysShort, 3)]);
    }
}
