use lianxin_kernel::{Date, Error, FieldCode, FieldError, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// From a day until a day, both included; without an end until someone ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Days {
    pub from: Date,
    pub until: Option<Date>,
}

impl Days {
    /// The furthest an end may lie ahead, in days: what is meant to last is renewed.
    const MOST_AHEAD: i32 = 3_660;

    pub fn holds_on(self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Refuses an end before the start, a start outside 1900 to a year ahead and an end too far off.
    pub fn check(self, today: Date) -> Result<()> {
        let last_start = today.plus_days(366);
        if self.from.year() < 1900 || self.from > last_start {
            let field = FieldError::new("from", FieldCode::OutOfRange);
            let field = field.with("min", "1900-01-01").with("max", last_start);
            return Err(Error::Invalid(vec![field]));
        }
        let Some(until) = self.until else {
            return Ok(());
        };
        if until < self.from {
            return Err(Error::field("until", FieldCode::BeforeStart));
        }
        let last_end = today.plus_days(Self::MOST_AHEAD);
        if until > last_end {
            let field = FieldError::new("until", FieldCode::OutOfRange).with("max", last_end);
            return Err(Error::Invalid(vec![field]));
        }
        Ok(())
    }
}

/// Refuses a day that is over, or that lies further ahead than anything may last.
pub(crate) fn check_until(until: Date, today: Date) -> Result<()> {
    if until < today {
        return Err(Error::field("until", FieldCode::InPast));
    }
    Days { from: today, until: Some(until) }.check(today)
}

/// The day of the 18th birthday, from which no guardian acts anymore (civil code, article 17).
/// Who was born on 29 February comes of age on 1 March.
pub fn adult_from(born: Date) -> Date {
    let year = born.year().saturating_add(18);
    let day = Date::new(year, born.month(), born.day()).or_else(|| Date::new(year, 3, 1));
    day.unwrap_or(born)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Born;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn days() -> impl Strategy<Value = Date> {
        (1901_i16..2100, 1_i8..=12, 1_i8..=31)
            .prop_filter_map("no such day", |(y, m, d)| Date::new(y, m, d))
    }

    #[test]
    fn eighteen_begins_on_the_birthday() {
        assert_eq!(adult_from(day("2008-03-02")), day("2026-03-02"));
        assert_eq!(adult_from(day("2004-02-29")), day("2022-03-01"));
        assert_eq!(adult_from(day("2008-02-29")), day("2026-03-01"));
    }

    proptest! {
        #[test]
        fn minority_is_age_below_18_and_ends_once(born in days(), on in days()) {
            prop_assume!(born <= on);
            let from = adult_from(born);
            prop_assert_eq!(on < from, born.age_on(on) < 18);
            let minor = |day| Born::On(born).counts_as_minor(day);
            prop_assert!(minor(from.plus_days(-1)) && !minor(from));
        }

        #[test]
        fn days_hold_on_no_day_outside(from in days(), until in proptest::option::of(days()), on in days()) {
            let days = Days { from, until };
            let inside = from <= on && until.is_none_or(|u| on <= u);
            prop_assert_eq!(days.holds_on(on), inside);
            if let Some(until) = until {
                prop_assert!(!days.holds_on(until.plus_days(1)));
            }
            prop_assert!(!days.holds_on(from.plus_days(-1)));
        }

        #[test]
        fn what_is_taken_holds_on_its_first_day(from in days(), until in proptest::option::of(days())) {
            let today = day("2026-03-02");
            let days = Days { from, until };
            if days.check(today).is_ok() {
                prop_assert!(days.holds_on(from));
                prop_assert!(until.is_none_or(|u| u >= from));
            }
        }
    }
}
