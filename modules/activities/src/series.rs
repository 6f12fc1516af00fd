//! The dates of a program: one, or the same weekdays over some weeks with dates left out. Pure.
use crate::model::When;
use lianxin_kernel::{Date, FieldCode, FieldError, TimeOfDay, Weekday, Zone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most dates one series may have: two a week for a year.
pub const DATES_MOST: usize = 104;

/// How far ahead a session may lie: two years.
const AHEAD_MOST: i32 = 731;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Series {
    Once {
        date: Date,
        from: TimeOfDay,
        to: TimeOfDay,
    },
    Weekly {
        weekdays: Vec<Weekday>,
        first: Date,
        last: Date,
        from: TimeOfDay,
        to: TimeOfDay,
        #[serde(default)]
        left_out: Vec<Date>,
    },
}

impl Series {
    pub fn from(&self) -> TimeOfDay {
        match self {
            Self::Once { from, .. } | Self::Weekly { from, .. } => *from,
        }
    }

    pub fn to(&self) -> TimeOfDay {
        match self {
            Self::Once { to, .. } | Self::Weekly { to, .. } => *to,
        }
    }

    /// Its dates in order, or everything wrong with it. `today` bounds how far it may reach.
    pub fn dates(&self, today: Date) -> Result<Vec<Date>, Vec<FieldError>> {
        let mut faults = vec![];
        if self.to() <= self.from() {
            faults.push(FieldError::new("series.to", FieldCode::BeforeStart));
        }
        let dates = match self {
            Self::Once { date, .. } => {
                faults.extend(too_far("series.date", *date, today));
                vec![*date]
            }
            Self::Weekly { weekdays, first, last, left_out, .. } => {
                faults.extend(too_far("series.last", *last, today));
                if weekdays.is_empty() {
                    faults.push(FieldError::new("series.weekdays", FieldCode::Required));
                }
                if last < first {
                    faults.push(FieldError::new("series.last", FieldCode::BeforeStart));
                }
                if faults.is_empty() { weekly(weekdays, *first, *last, left_out) } else { vec![] }
            }
        };
        if dates.len() > DATES_MOST {
            let most = i64::try_from(DATES_MOST).unwrap_or(i64::MAX);
            faults.push(FieldError::new("series", FieldCode::TooMany).with("max", most));
        }
        if dates.is_empty() && faults.is_empty() {
            faults.push(FieldError::new("series.left_out", FieldCode::TooMany));
        }
        if faults.is_empty() { Ok(dates) } else { Err(faults) }
    }

    /// A date of it as moments.
    pub fn when(&self, date: Date, zone: &Zone) -> When {
        let (starts_at, ends_at) = (zone.at(date, self.from()), zone.at(date, self.to()));
        When { date, starts_at, ends_at }
    }
}

fn too_far(field: &str, date: Date, today: Date) -> Option<FieldError> {
    let last = today.plus_days(AHEAD_MOST);
    let fault = || FieldError::new(field, FieldCode::OutOfRange).with("max", last);
    (date > last).then(fault)
}

/// Never more than one date past the limit is listed: a series of 10,000 dates costs nothing.
fn weekly(weekdays: &[Weekday], first: Date, last: Date, left_out: &[Date]) -> Vec<Date> {
    let days = (0..=first.days_until(last)).map(|n| first.plus_days(n));
    let wanted = |d: &Date| weekdays.contains(&d.weekday()) && !left_out.contains(d);
    days.filter(wanted).take(DATES_MOST + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn weekly_series(weekdays: &[u8], first: &str, last: &str, left_out: &[&str]) -> Series {
        Series::Weekly {
            weekdays: weekdays.iter().map(|n| Weekday::new(*n).unwrap()).collect(),
            first: day(first),
            last: day(last),
            from: "09:30".parse().unwrap(),
            to: "11:00".parse().unwrap(),
            left_out: left_out.iter().map(|d| day(d)).collect(),
        }
    }

    fn codes(series: &Series) -> Vec<String> {
        let faults = series.dates(day("2026-03-02")).unwrap_err();
        faults.iter().map(|f| format!("{} {}", f.field, f.code)).collect()
    }

    #[test]
    fn weekdays_without_what_is_left_out() {
        let series = weekly_series(&[2, 4], "2026-03-02", "2026-03-15", &["2026-03-05"]);
        let dates = series.dates(day("2026-03-02")).unwrap();
        assert_eq!(dates, [day("2026-03-03"), day("2026-03-10"), day("2026-03-12")]);
    }

    #[test]
    fn what_can_not_be_is_named() {
        let daily = weekly_series(&[1, 2, 3, 4, 5, 6, 7], "2026-03-02", "2027-03-02", &[]);
        assert_eq!(codes(&daily), ["series too_many"]);
        assert_eq!(
            codes(&weekly_series(&[1], "1000-01-01", "9999-12-31", &[])),
            ["series.last out_of_range"]
        );
        assert_eq!(
            codes(&weekly_series(&[], "2026-03-03", "2026-03-02", &[])),
            ["series.weekdays required", "series.last before_start"]
        );
        assert_eq!(
            codes(&weekly_series(&[1], "2026-03-02", "2026-03-02", &["2026-03-02"])),
            ["series.left_out too_many"]
        );
        let backward = Series::Once {
            date: day("2026-03-03"),
            from: "10:00".parse().unwrap(),
            to: "10:00".parse().unwrap(),
        };
        assert_eq!(codes(&backward), ["series.to before_start"]);
    }

    proptest! {
        #[test]
        fn dates_are_wanted_weekdays_in_order(
            weekdays in proptest::collection::vec(1u8..=7, 1..4), start in 0i32..300, length in 0i32..180,
        ) {
            let first = day("2026-01-01").plus_days(start);
            let series = Series::Weekly {
                weekdays: weekdays.iter().map(|n| Weekday::new(*n).unwrap()).collect(),
                first,
                last: first.plus_days(length),
                from: "09:00".parse().unwrap(),
                to: "10:00".parse().unwrap(),
                left_out: vec![first],
            };
            if let Ok(dates) = series.dates(day("2026-01-01")) {
                prop_assert!(dates.is_sorted() && dates.len() <= DATES_MOST);
                prop_assert!(dates.iter().all(|d| *d > first && weekdays.contains(&d.weekday().number())));
            }
        }
    }
}
