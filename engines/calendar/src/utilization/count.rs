//! Counts quarter hours, one room at a time.
use super::report::{HeatCell, HeldMinutes};
use crate::model::Kind;
use lianxin_kernel::{Span as Length, Timestamp, Zone};
use std::collections::BTreeMap;
use std::ops::Range;

const MINUTES: i64 = 15;

/// The quarter hours of a period, each with its hour of the week.
pub(super) struct Calendar {
    quarters: Range<i64>,
    hours: Vec<(i64, i64)>,
}

/// What one room was open and held in.
pub(super) struct Counted {
    pub open_min: i64,
    pub held: HeldMinutes,
    pub outside_min: i64,
    pub heat: Heat,
}

/// Open and used minutes by weekday and hour.
pub(super) type Heat = BTreeMap<(i64, i64), (i64, i64)>;

impl Calendar {
    pub fn new(quarters: Range<i64>, zone: &Zone) -> Self {
        let hour = |quarter: i64| {
            let at = Timestamp(quarter.saturating_mul(Length::minutes(MINUTES).0));
            (i64::from(zone.date(at).weekday().number()), zone.time(at).minutes() / 60)
        };
        Self { hours: quarters.clone().map(hour).collect(), quarters }
    }

    /// Of what overlaps, the first kind in the order of [`HeldMinutes`] counts.
    pub fn count(
        &self,
        open: &[Range<i64>],
        closed: &[Range<i64>],
        held: &[(Kind, Range<i64>)],
    ) -> Counted {
        let mut is_open = vec![false; self.hours.len()];
        open.iter().for_each(|range| self.part(&mut is_open, range).fill(true));
        closed.iter().for_each(|range| self.part(&mut is_open, range).fill(false));
        let mut by: Vec<Option<Kind>> = vec![None; self.hours.len()];
        for (kind, range) in held {
            for cell in self.part(&mut by, range) {
                if cell.is_none_or(|before| order(*kind) < order(before)) {
                    *cell = Some(*kind);
                }
            }
        }
        let mut sum = Counted {
            open_min: 0,
            held: HeldMinutes::default(),
            outside_min: 0,
            heat: Heat::new(),
        };
        for ((hour, open), kind) in self.hours.iter().zip(is_open).zip(by) {
            let used = kind.is_some_and(|kind| kind != Kind::Blocking);
            if !open {
                sum.outside_min += if used { MINUTES } else { 0 };
                continue;
            }
            sum.open_min += MINUTES;
            match kind {
                Some(Kind::Booking) => sum.held.booking += MINUTES,
                Some(Kind::Activity) => sum.held.activity += MINUTES,
                Some(Kind::Season) => sum.held.season += MINUTES,
                Some(Kind::Blocking) => sum.held.blocking += MINUTES,
                None => {}
            }
            let cell = sum.heat.entry(*hour).or_default();
            cell.0 += MINUTES;
            cell.1 += if used { MINUTES } else { 0 };
        }
        sum
    }

    /// The part of a row that a range covers; what lies outside of the period is cut off.
    fn part<'a, T>(&self, row: &'a mut [T], range: &Range<i64>) -> &'a mut [T] {
        let at = |quarter: i64| {
            let inside = quarter.clamp(self.quarters.start, self.quarters.end);
            usize::try_from(inside - self.quarters.start).unwrap_or(0)
        };
        let (from, to) = (at(range.start), at(range.end));
        row.get_mut(from..to.max(from)).unwrap_or_default()
    }
}

fn order(kind: Kind) -> u8 {
    match kind {
        Kind::Booking => 0,
        Kind::Activity => 1,
        Kind::Season => 2,
        Kind::Blocking => 3,
    }
}

pub(super) fn add(sum: &mut Heat, other: &Heat) {
    for (hour, (open, used)) in other {
        let cell = sum.entry(*hour).or_default();
        cell.0 += open;
        cell.1 += used;
    }
}

pub(super) fn cells(heat: &Heat) -> Vec<HeatCell> {
    let cell = |(at, sum): (&(i64, i64), &(i64, i64))| HeatCell {
        weekday: at.0,
        hour: at.1,
        open_min: sum.0,
        used_min: sum.1,
    };
    heat.iter().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KINDS: [Kind; 4] = [Kind::Booking, Kind::Activity, Kind::Season, Kind::Blocking];

    fn ranges() -> impl Strategy<Value = Vec<Range<i64>>> {
        let range = (-50i64..450, 0i64..60).prop_map(|(from, long)| from..from + long);
        prop::collection::vec(range, 0..12)
    }

    proptest! {
        #[test]
        fn every_quarter_counts_once(
            open in ranges(), closed in ranges(), held in ranges(), start in 1_900_000i64..1_980_000,
        ) {
            let up = |all: Vec<Range<i64>>| -> Vec<Range<i64>> {
                all.into_iter().map(|r| r.start + start..r.end + start).collect()
            };
            let (open, closed) = (up(open), up(closed));
            let held: Vec<_> = KINDS.iter().copied().cycle().zip(up(held)).collect();
            let zone = Zone::named("Europe/Berlin").unwrap();
            let calendar = Calendar::new(start..start + 400, &zone);
            let sum = calendar.count(&open, &closed, &held);
            let (mut opened, mut outside, mut by) = (0, 0, [0; 4]);
            for q in start..start + 400 {
                let within = |all: &[Range<i64>]| all.iter().any(|r| r.contains(&q));
                let has = |kind| held.iter().any(|(k, r)| *k == kind && r.contains(&q));
                let first = KINDS.iter().position(|kind| has(*kind));
                if within(&open) && !within(&closed) {
                    opened += 15;
                    first.into_iter().for_each(|n| by[n] += 15);
                } else if first.is_some_and(|n| n < 3) {
                    outside += 15;
                }
            }
            let told = [sum.held.booking, sum.held.activity, sum.held.season, sum.held.blocking];
            prop_assert_eq!((sum.open_min, sum.outside_min, told), (opened, outside, by));
            prop_assert_eq!(sum.heat.values().map(|cell| cell.0).sum::<i64>(), opened);
            prop_assert_eq!(sum.heat.values().map(|cell| cell.1).sum::<i64>(), sum.held.used());
        }
    }
}
