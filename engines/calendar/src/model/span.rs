use lianxin_kernel::{Span as Length, Timestamp};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use utoipa::ToSchema;

/// A stretch of time, without its end.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
pub struct Span {
    pub from: Timestamp,
    pub to: Timestamp,
}

const QUARTER: Length = Length::minutes(15);

impl Span {
    /// The longest that anything can be held, in days.
    pub const LONGEST_DAYS: i64 = 31;

    /// `None` when it would not end after it begins.
    pub fn new(from: Timestamp, to: Timestamp) -> Option<Self> {
        (from < to).then_some(Self { from, to })
    }

    /// The quarter hours that it touches, counted from 1970 in UTC.
    pub fn quarters(self) -> Range<i64> {
        let first = quarter_of(self.from);
        let last = quarter_of(Timestamp(self.to.0.saturating_sub(1)));
        first..last + 1
    }

    /// Those of them that are not past: what is past needs no room anymore.
    pub(crate) fn quarters_from(self, now: Timestamp) -> Range<i64> {
        let all = self.quarters();
        let start = all.start.max(quarter_of(now));
        start..all.end.max(start)
    }

    /// With minutes for setting up before and for cleaning after.
    pub fn padded(self, before_min: i64, after_min: i64) -> Self {
        let (before, after) = (Length::minutes(before_min), Length::minutes(after_min));
        Self { from: self.from - before, to: self.to + after }
    }

    /// Whether both touch the same quarter hour.
    pub fn meets(self, other: Self) -> bool {
        let (a, b) = (self.quarters(), other.quarters());
        a.start < b.end && b.start < a.end
    }

    pub fn is_too_long(self) -> bool {
        self.to - self.from > Length::days(Self::LONGEST_DAYS)
    }
}

/// The quarter hour in which a moment lies.
pub(crate) fn quarter_of(at: Timestamp) -> i64 {
    at.0.div_euclid(QUARTER.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(from: i64, minutes: i64) -> Span {
        let at = |m| Timestamp(0) + Length::minutes(m);
        Span::new(at(from), at(from + minutes)).unwrap()
    }

    #[test]
    fn a_quarter_that_is_touched_counts() {
        assert_eq!(span(0, 15).quarters(), 0..1);
        assert_eq!(span(0, 16).quarters(), 0..2);
        assert_eq!(span(14, 2).quarters(), 0..2);
        assert_eq!(span(-1, 1).quarters(), -1..0);
        assert_eq!(span(60, 60).padded(15, 1).quarters(), 3..9);
        assert!(!span(0, 15).meets(span(15, 15)));
        assert!(span(0, 20).meets(span(25, 5)));
        assert_eq!(Span::new(Timestamp(5), Timestamp(5)), None);
        assert!(!span(0, 31 * 24 * 60).is_too_long() && span(0, 31 * 24 * 60 + 1).is_too_long());
    }

    proptest! {
        #[test]
        fn who_overlaps_meets_and_who_meets_is_less_than_a_quarter_apart(
            a in -500i64..500, b in -500i64..500, long in 1i64..200, wide in 1i64..200,
            before in 0i64..60, after in 0i64..60,
        ) {
            let (one, two) = (span(a, long), span(b, wide));
            if a < b + wide && b < a + long {
                prop_assert!(one.meets(two));
            }
            prop_assert_eq!(one.meets(two), two.meets(one));
            if one.meets(two) {
                prop_assert!(a - (b + wide) < 15 && b - (a + long) < 15);
            }
            let (inner, outer) = (one.quarters(), one.padded(before, after).quarters());
            prop_assert!(outer.start <= inner.start && inner.end <= outer.end);
            prop_assert!((inner.end - inner.start) * 15 >= long);
        }
    }
}
