use crate::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Statutory working days: listed days count as listed, any other Saturday and Sunday is off.
///
/// A year whose list was never imported is provisional: its holidays are not known yet.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    listed: BTreeMap<Date, DayKind>,
    years: BTreeSet<i16>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayKind {
    Work,
    Weekend,
    /// A holiday and its name.
    Holiday(String),
    /// A weekend day worked for a holiday elsewhere (调休).
    SwappedWork(String),
}

impl Calendar {
    pub fn new(years: impl IntoIterator<Item = i16>) -> Self {
        Self { listed: BTreeMap::new(), years: years.into_iter().collect() }
    }

    pub fn list(&mut self, date: Date, name: &str, off: bool) {
        let kind = match off {
            true => DayKind::Holiday(name.to_owned()),
            false => DayKind::SwappedWork(name.to_owned()),
        };
        self.listed.insert(date, kind);
    }

    pub fn day(&self, date: Date) -> DayKind {
        match self.listed.get(&date) {
            Some(kind) => kind.clone(),
            None if date.weekday().is_weekend() => DayKind::Weekend,
            None => DayKind::Work,
        }
    }

    pub fn is_working_day(&self, date: Date) -> bool {
        matches!(self.day(date), DayKind::Work | DayKind::SwappedWork(_))
    }

    /// Whether the holidays of this date's year are known.
    pub fn knows(&self, date: Date) -> bool {
        self.years.contains(&date.year())
    }

    /// The date `days` working days after `from`, which itself does not count. Zero days from a
    /// day off is the next working day.
    pub fn plus_working_days(&self, from: Date, days: u32) -> Date {
        let mut date = from;
        let mut left = days;
        while left > 0 || !self.is_working_day(date) {
            date = date.plus_days(1);
            if left > 0 && self.is_working_day(date) {
                left -= 1;
            }
        }
        date
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn national_day_2026() -> Calendar {
        let mut calendar = Calendar::new([2026]);
        for n in 1..=7 {
            calendar.list(day(&format!("2026-10-0{n}")), "国庆节", true);
        }
        calendar.list(day("2026-09-20"), "国庆节", false);
        calendar.list(day("2026-10-10"), "国庆节", false);
        calendar
    }

    #[test]
    fn holidays_do_not_count_and_swapped_weekends_do() {
        let calendar = national_day_2026();
        assert_eq!(calendar.plus_working_days(day("2026-09-30"), 1), day("2026-10-08"));
        assert_eq!(calendar.plus_working_days(day("2026-10-09"), 1), day("2026-10-10"));
        assert_eq!(calendar.plus_working_days(day("2026-10-03"), 0), day("2026-10-08"));
        assert!(calendar.is_working_day(day("2026-09-20")));
        assert!(!calendar.knows(day("2027-01-04")));
    }

    proptest! {
        #[test]
        fn counting_on_is_counting_once(days in 0u32..40, more in 1u32..40, offset in 0i32..400) {
            let calendar = national_day_2026();
            let from = day("2026-01-01").plus_days(offset);
            let middle = calendar.plus_working_days(from, days);
            prop_assert!(calendar.is_working_day(middle));
            if days > 0 {
                let far = calendar.plus_working_days(from, days + more);
                prop_assert_eq!(calendar.plus_working_days(middle, more), far);
            }
        }
    }
}
