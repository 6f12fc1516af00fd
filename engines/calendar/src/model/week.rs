use lianxin_kernel::{AnyId, Date};
use std::ops::Range;

/// A week from Monday 00:00 to Sunday 24:00 in UTC, so that each has the same 672 quarter hours
/// wherever clocks are changed. Counted from that of Monday 1970-01-05.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WeekNo(pub i64);

/// The quarter hours of a week, one bit each: set when busy.
#[derive(Clone, PartialEq, Eq)]
pub struct WeekBits([u8; WeekBits::BYTES]);

/// What a resource is busy with in a week; without a row of its own it is free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    pub resource: AnyId,
    pub week: WeekNo,
    pub busy: WeekBits,
}

/// The quarter hour since 1970 with which week 0 begins.
const MONDAY: i64 = 4 * 96;

impl WeekNo {
    pub const QUARTERS: i64 = 7 * 96;

    pub fn of(quarter: i64) -> Self {
        Self((quarter - MONDAY).div_euclid(Self::QUARTERS))
    }

    /// The week in which a date lies in UTC.
    pub fn of_date(date: Date) -> Self {
        let days = Self(0).monday().days_until(date);
        Self(i64::from(days).div_euclid(7))
    }

    /// Its quarter hours, counted from 1970.
    pub fn quarters(self) -> Range<i64> {
        let first = MONDAY + self.0 * Self::QUARTERS;
        first..first + Self::QUARTERS
    }

    pub fn monday(self) -> Date {
        let days = i32::try_from(4 + self.0 * 7).unwrap_or(i32::MAX);
        lianxin_kernel::Timestamp(0).utc_date().plus_days(days)
    }

    /// The weeks that these quarter hours touch, in order.
    pub fn touched(quarters: &Range<i64>) -> impl Iterator<Item = Self> + use<> {
        let (first, last) = (Self::of(quarters.start), Self::of(quarters.end - 1));
        (first.0..=last.0).map(Self)
    }
}

impl WeekBits {
    pub const BYTES: usize = 84;
    pub const FREE: Self = Self([0; Self::BYTES]);

    /// `nth`: 0 to 671, from Monday 00:00 UTC; any other is free.
    pub fn is_busy(&self, nth: i64) -> bool {
        let place = usize::try_from(nth).ok();
        let byte = place.and_then(|n| self.0.get(n / 8));
        byte.is_some_and(|byte| byte & (1 << (nth % 8)) != 0)
    }

    pub fn set(&mut self, nth: i64, busy: bool) {
        let place = usize::try_from(nth).ok();
        if let Some(byte) = place.and_then(|n| self.0.get_mut(n / 8)) {
            let bit = 1 << (nth % 8);
            *byte = if busy { *byte | bit } else { *byte & !bit };
        }
    }

    /// Without what is before a quarter hour of it.
    pub(crate) fn since(&self, nth: i64) -> Self {
        let mut bits = self.clone();
        (0..nth.min(WeekNo::QUARTERS)).for_each(|n| bits.set(n, false));
        bits
    }

    pub fn is_free(&self) -> bool {
        self.0.iter().all(|byte| *byte == 0)
    }

    /// Busy quarter hours.
    pub fn count(&self) -> u32 {
        self.0.iter().map(|byte| byte.count_ones()).sum()
    }

    /// The other way round; `None` when it is not 84 bytes.
    pub fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// 84 bytes; the lowest bit of the first is Monday 00:00 UTC.
    pub fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }
}

impl std::fmt::Debug for WeekBits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let busy = (0..WeekNo::QUARTERS).filter(|n| self.is_busy(*n));
        f.debug_set().entries(busy).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn weeks_begin_on_monday_in_utc() {
        assert_eq!(WeekNo(0).monday().to_string(), "1970-01-05");
        assert_eq!(WeekNo::of(0), WeekNo(-1));
        let monday: Date = "2026-03-02".parse().unwrap();
        let week = WeekNo::of_date(monday);
        assert_eq!(week.monday(), monday);
        assert_eq!(WeekNo::of_date("2026-03-08".parse().unwrap()), week);
        assert_eq!(WeekNo::of_date("2026-03-09".parse().unwrap()), WeekNo(week.0 + 1));
        let start = lianxin_kernel::Timestamp::parse("2026-03-02T00:00:00Z").unwrap();
        assert_eq!(week.quarters().start, super::super::span::quarter_of(start));
    }

    proptest! {
        #[test]
        fn every_quarter_lies_in_its_week(quarter in -3_000_000i64..5_000_000, long in 1i64..2000) {
            let week = WeekNo::of(quarter);
            prop_assert!(week.quarters().contains(&quarter));
            prop_assert_eq!(week.monday().weekday().number(), 1);
            prop_assert_eq!(WeekNo::of_date(week.monday()), week);
            let touched: Vec<_> = WeekNo::touched(&(quarter..quarter + long)).collect();
            let expected: BTreeSet<_> = (quarter..quarter + long).map(WeekNo::of).collect();
            prop_assert_eq!(touched, expected.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn bits_are_a_set_of_quarters(
            sets in prop::collection::vec((0i64..672, any::<bool>()), 0..200),
        ) {
            let (mut bits, mut model) = (WeekBits::FREE, BTreeSet::new());
            for (nth, busy) in sets {
                bits.set(nth, busy);
                if busy { model.insert(nth); } else { model.remove(&nth); }
            }
            prop_assert!((0..672).all(|n| bits.is_busy(n) == model.contains(&n)));
            prop_assert_eq!(bits.count() as usize, model.len());
            prop_assert_eq!(bits.is_free(), model.is_empty());
            prop_assert!(!bits.is_busy(-1) && !bits.is_busy(672));
            let later = model.iter().filter(|n| **n >= 300).count();
            prop_assert_eq!(bits.since(300).count() as usize, later);
            prop_assert_eq!(bits.since(-5), bits);
        }
    }
}
