use super::{Booker, LoanRules};
use lianxin_calendar::Span;
use lianxin_kernel::{Error, FieldCode, FieldError, Result, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

words! {
    /// Whose bookings count together.
    pub enum QuotaOf { Person = "person", Household = "household" }
}

/// What an hour costs whom; who is in no band pays nothing (row 002-01: free of charge).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FeeBand {
    pub bookers: Vec<Booker>,
    /// In fen, 0 to 1,000,000.
    pub hour_fen: i64,
}

/// What becomes of those who book and do not come. What lies further back than `days` is forgiven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoShows {
    /// How far back they count, 1 to 365.
    pub days: i64,
    /// With so many, one is warned.
    pub warned_from: i64,
    /// With so many, one books no more until the oldest of them is forgiven.
    pub stopped_from: i64,
}

/// The rules by which a room may be booked. Staff who book at the desk are bound by none of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Who may book at all.
    pub bookers: Vec<Booker>,
    /// Whose bookings staff decide on.
    pub approval: Vec<Booker>,
    /// The last day that can be booked, counted from today; 0 to 365.
    pub days_ahead: i64,
    /// So long before it begins one must have booked; 0 to 20,160 (two weeks).
    pub notice_min: i64,
    /// The shortest and longest booking, in quarter hours of 15 to 44,640 minutes (31 days).
    pub least_min: i64,
    pub most_min: i64,
    /// The fewest who come.
    pub people_least: i64,
    /// Youngest age of a person who books for themself.
    pub age_least: Option<i64>,
    /// So many bookings of this room may be still to come.
    pub open_most: Option<i64>,
    /// Minutes in this room in a week from Monday, and in a calendar month.
    pub week_min: Option<i64>,
    pub month_min: Option<i64>,
    pub quota_of: QuotaOf,
    /// So many dates a series may have, 0 to 200; 0: nobody books a series but staff.
    #[serde(default = "Policy::usual_series_most")]
    pub series_most: i64,
    /// Whoever has a series is asked every so many weeks whether it is still needed, 0 to 52; 0: never.
    #[serde(default)]
    pub series_ask_weeks: i64,
    /// Who has not checked in so long after the beginning loses the room, 5 to 240; `null`: nobody does.
    pub release_min: Option<i64>,
    pub no_shows: Option<NoShows>,
    pub fees: Vec<FeeBand>,
    /// What may be borrowed; of a center, the rules of a room say nothing here.
    #[serde(default = "LoanRules::usual")]
    pub loans: LoanRules,
}

impl Policy {
    /// Of a center that said nothing: free, for everyone, two at a time.
    pub fn usual() -> Self {
        Self {
            bookers: Booker::ALL.to_vec(),
            approval: vec![],
            days_ahead: 28,
            notice_min: 0,
            least_min: 30,
            most_min: 240,
            people_least: 1,
            age_least: None,
            open_most: Some(2),
            week_min: None,
            month_min: None,
            quota_of: QuotaOf::Person,
            series_most: Self::usual_series_most(),
            series_ask_weeks: 0,
            release_min: Some(20),
            no_shows: Some(NoShows { days: 90, warned_from: 1, stopped_from: 3 }),
            fees: vec![],
            loans: LoanRules::USUAL,
        }
    }

    /// Half a year, every week. Also of rules that were said before there were series.
    fn usual_series_most() -> i64 {
        26
    }

    pub fn check(&self) -> Result<()> {
        let mut faults = vec![];
        if self.bookers.is_empty() {
            faults.push(FieldError::new("bookers", FieldCode::Required));
        }
        let longest = Span::LONGEST_DAYS * 24 * 60;
        let mut within = |field: &str, value: i64, min: i64, max: i64| {
            if !(min..=max).contains(&value) {
                let fault = FieldError::new(field, FieldCode::OutOfRange);
                faults.push(fault.with("min", min).with("max", max));
            }
        };
        within("days_ahead", self.days_ahead, 0, 365);
        within("notice_min", self.notice_min, 0, 20_160);
        within("least_min", self.least_min, 15, longest);
        within("most_min", self.most_min, self.least_min.clamp(15, longest), longest);
        within("people_least", self.people_least, 1, 10_000);
        within("age_least", self.age_least.unwrap_or(0), 0, 120);
        within("open_most", self.open_most.unwrap_or(1), 1, 1_000);
        within("week_min", self.week_min.unwrap_or(15), 15, 7 * 24 * 60);
        within("month_min", self.month_min.unwrap_or(15), 15, longest);
        within("series_most", self.series_most, 0, 200);
        within("series_ask_weeks", self.series_ask_weeks, 0, 52);
        within("release_min", self.release_min.unwrap_or(1), 1, 240);
        if let Some(rule) = self.no_shows {
            within("no_shows.days", rule.days, 1, 365);
            within("no_shows.warned_from", rule.warned_from, 1, 100);
            within("no_shows.stopped_from", rule.stopped_from, rule.warned_from.clamp(1, 100), 100);
        }
        for (n, band) in self.fees.iter().enumerate() {
            within(&format!("fees.{n}.hour_fen"), band.hour_fen, 0, 1_000_000);
        }
        for (field, many) in [
            ("bookers", self.bookers.len()),
            ("approval", self.approval.len()),
            ("fees", self.fees.len()),
        ] {
            if many > Booker::ALL.len() {
                let fault = FieldError::new(field, FieldCode::TooMany);
                faults.push(fault.with("max", Booker::ALL.len() as i64));
            }
        }
        faults.extend(self.loans.faults());
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
    }

    /// What a booker pays for so many minutes, in fen; half a fen is rounded up.
    pub fn fee_fen(&self, booker: Booker, minutes: i64) -> i64 {
        let band = self.fees.iter().find(|band| band.bookers.contains(&booker));
        let hour = band.map_or(0, |band| band.hour_fen);
        hour.saturating_mul(minutes).saturating_add(30) / 60
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_rules_are_in_order_and_free() {
        let usual = Policy::usual();
        usual.check().unwrap();
        assert!(Booker::ALL.iter().all(|b| usual.fee_fen(*b, 240) == 0));
    }

    #[test]
    fn a_fee_is_by_the_minute() {
        let fees = vec![FeeBand { bookers: vec![Booker::Enterprise], hour_fen: 5_000 }];
        let policy = Policy { fees, ..Policy::usual() };
        assert_eq!(policy.fee_fen(Booker::Enterprise, 90), 7_500);
        assert_eq!(policy.fee_fen(Booker::Enterprise, 15), 1_250);
        assert_eq!(policy.fee_fen(Booker::Resident, 90), 0);
    }

    #[test]
    fn what_is_out_of_range_is_named() {
        let wrong = Policy { bookers: vec![], least_min: 60, most_min: 45, ..Policy::usual() };
        let Err(Error::Invalid(faults)) = wrong.check() else { panic!("it was let in") };
        let fields: Vec<_> = faults.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["bookers", "most_min"]);
    }
}
