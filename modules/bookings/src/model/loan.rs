//! Lending things: how far a loan is, and who may have one.
use crate::reasons;
use lianxin_calendar::Span;
use lianxin_kernel::{Date, FieldCode, FieldError, Reason, Span as Length, Timestamp, Zone};
use lianxin_kernel::{id, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

id!(LoanId, "lon");

words! {
    /// How far a loan is. One that is out past its end is overdue; that is not stored.
    pub enum LoanState {
        /// Held for somebody who has not fetched it.
        Wanted = "wanted",
        Out = "out",
        Back = "back",
        Lost = "lost",
        /// It came back, and not whole.
        Damaged = "damaged",
        Cancelled = "cancelled",
    }
}

words! {
    /// What became of a thing that was out.
    pub enum LoanEnd { Back = "back", Lost = "lost", Damaged = "damaged" }
}

impl From<LoanEnd> for LoanState {
    fn from(end: LoanEnd) -> Self {
        match end {
            LoanEnd::Back => Self::Back,
            LoanEnd::Lost => Self::Lost,
            LoanEnd::Damaged => Self::Damaged,
        }
    }
}

impl LoanState {
    pub fn is_open(self) -> bool {
        matches!(self, Self::Wanted | Self::Out)
    }

    pub fn may_become(self, to: Self) -> bool {
        use LoanState::{Back, Cancelled, Damaged, Lost, Out, Wanted};
        matches!((self, to), (Wanted, Out | Cancelled) | (Out, Back | Lost | Damaged))
    }
}

/// What residents may borrow of a center; things had with a room are not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoanRules {
    /// How many things one person may have or still fetch, 0 to 50; 0: nothing is lent.
    pub most: i64,
    /// For how many days, 1 to 31.
    pub days: i64,
}

impl LoanRules {
    pub const USUAL: Self = Self { most: 2, days: 7 };

    pub fn usual() -> Self {
        Self::USUAL
    }

    pub fn faults(self) -> Vec<FieldError> {
        let mut faults = vec![];
        for (field, value, min, max) in
            [("loans.most", self.most, 0, 50), ("loans.days", self.days, 1, Span::LONGEST_DAYS)]
        {
            if !(min..=max).contains(&value) {
                let fault = FieldError::new(field, FieldCode::OutOfRange);
                faults.push(fault.with("min", min).with("max", max));
            }
        }
        faults
    }

    /// What stands against a resident who has so many already and wants one more.
    pub fn against(
        self,
        span: Span,
        had: i64,
        (days_ahead, now): (i64, Timestamp),
        zone: &Zone,
    ) -> Vec<Reason> {
        let mut against = vec![];
        if had >= self.most {
            against.push(reasons::loans_most(had, self.most));
        }
        if span.to - span.from > Length::days(self.days) {
            against.push(reasons::loan_too_long(self.days));
        }
        let last: Date = zone.date(now).plus_days(i32::try_from(days_ahead).unwrap_or(365));
        if zone.date(span.from) > last {
            against.push(reasons::too_far(days_ahead, last));
        }
        against
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_says_itself() {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let now = Timestamp::parse("2026-03-02T01:00:00Z").unwrap();
        let codes = |from: i64, days: i64, had: i64| -> Vec<String> {
            let from = now + Length::days(from);
            let span = Span { from, to: from + Length::days(days) };
            let against = LoanRules::USUAL.against(span, had, (28, now), &zone);
            against.into_iter().map(|r| r.code.to_string()).collect()
        };
        assert_eq!(codes(28, 7, 1), [""; 0]);
        assert_eq!(codes(28, 8, 2), ["bookings.loans_most", "bookings.loan_too_long"]);
        assert_eq!(codes(29, 1, 0), ["bookings.too_far"]);
        assert_eq!(LoanRules { most: 51, days: 32 }.faults().len(), 2);
    }

    #[test]
    fn what_is_back_or_lost_stays_so() {
        for from in LoanState::ALL {
            for to in LoanState::ALL {
                assert!(from.is_open() || !from.may_become(*to));
            }
        }
    }
}
