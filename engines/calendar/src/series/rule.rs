use super::until::Until;
use super::words::Words;
use crate::model::Span;
use chrono::{Datelike, NaiveDate, TimeZone};
use lianxin_kernel::{Date, FieldCode, FieldError, Span as Length, TimeOfDay, Zone};
use rrule::{RRule, RRuleSet, Tz, Unvalidated};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// When something repeats, in the civil time of the installation: 09:00 stays 09:00 when the clocks
/// are changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeriesRule {
    /// A recurrence rule of RFC 5545, 3.3.10, without its name: `FREQ=WEEKLY;BYDAY=TU;COUNT=20`. Of
    /// days, weeks, months or years, with `COUNT` or `UNTIL`. A month that lacks a day has none.
    #[schema(max_length = 200)]
    pub rule: String,
    /// No date is before it; what the rule does not say (the weekday, the day of the month) is as on
    /// this day.
    pub first: Date,
    /// When each begins, in minutes since midnight, 0 to 1439.
    pub from_minute: i64,
    /// How long each is, 1 to 1440.
    pub minutes: i64,
    /// Days that are left out; at most 200. They count for `COUNT`.
    #[serde(default)]
    pub except: Vec<Date>,
    /// Not on public holidays, as far as they are known.
    #[serde(default)]
    pub skip_holidays: bool,
}

impl SeriesRule {
    /// The most dates a series has.
    pub const MOST_DATES: usize = 200;
    /// How long it may go on: two years.
    pub const LONGEST_DAYS: i32 = 731;
    const LONGEST_RULE: usize = 200;

    /// Its dates in order, or everything that is wrong with it.
    pub fn dates(&self, zone: &Zone) -> Result<Vec<Span>, Vec<FieldError>> {
        let mut faults = self.faults();
        match self.days(zone) {
            Ok(_) if !faults.is_empty() => Err(faults),
            Ok(days) => Ok(days.into_iter().map(|day| self.on(day, zone)).collect()),
            Err(fault) => {
                faults.push(fault);
                Err(faults)
            }
        }
    }

    fn on(&self, day: Date, zone: &Zone) -> Span {
        let time = TimeOfDay::from_minutes(self.from_minute).unwrap_or(TimeOfDay::MIDNIGHT);
        let from = zone.at(day, time);
        Span { from, to: from + Length::minutes(self.minutes) }
    }

    fn faults(&self) -> Vec<FieldError> {
        let mut faults = vec![];
        let bounds =
            [("from_minute", self.from_minute, 0, 1439), ("minutes", self.minutes, 1, 1440)];
        for (field, value, min, max) in bounds {
            if !(min..=max).contains(&value) {
                let fault = FieldError::new(field, FieldCode::OutOfRange);
                faults.push(fault.with("min", min).with("max", max));
            }
        }
        if self.except.len() > Self::MOST_DATES {
            faults.push(too_many("except"));
        }
        faults
    }

    fn days(&self, zone: &Zone) -> Result<Vec<Date>, FieldError> {
        let wrong = || FieldError::new("rule", FieldCode::Wrong);
        if self.rule.chars().count() > Self::LONGEST_RULE {
            let fault = FieldError::new("rule", FieldCode::TooLong);
            return Err(fault.with("max", Self::LONGEST_RULE as i64));
        }
        let words = Words::read(&self.rule).ok_or_else(wrong)?;
        let until = match &words.until {
            Some(text) => Some(Until::read(text, zone).ok_or_else(wrong)?),
            None => None,
        };
        match (words.count, until) {
            (None, None) => return Err(FieldError::new("rule.until", FieldCode::Required)),
            (Some(_), Some(_)) => return Err(FieldError::new("rule.until", FieldCode::OnlyOne)),
            (Some(count), _) if count > Self::MOST_DATES as i64 => return Err(too_many("rule")),
            _ => {}
        }
        let last = self.first.plus_days(Self::LONGEST_DAYS);
        let count = words.count.and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX);
        let (mut days, mut found) = (vec![], 0);
        for day in falls_on(&words.days, self.first).ok_or_else(wrong)?.take(count) {
            let day = day.ok_or_else(wrong)?;
            if until.is_some_and(|until| !until.covers(day, self.on(day, zone).from)) {
                break;
            }
            if day > last {
                let fault = FieldError::new("rule.until", FieldCode::OutOfRange);
                return Err(fault.with("max", last));
            }
            found += 1;
            if found > Self::MOST_DATES {
                return Err(too_many("rule"));
            }
            if !self.except.contains(&day) {
                days.push(day);
            }
        }
        // It never is, or every day of it is left out.
        if days.is_empty() { Err(wrong()) } else { Ok(days) }
    }
}

fn too_many(field: &str) -> FieldError {
    FieldError::new(field, FieldCode::TooMany).with("max", SeriesRule::MOST_DATES as i64)
}

/// The days of a rule without an end. Reckoned in UTC, where every day is a day: the zone is no
/// matter of days. `None` when it is no rule, or leads out of the calendar.
fn falls_on(rule: &str, first: Date) -> Option<impl Iterator<Item = Option<Date>>> {
    let (month, day) = (u32::try_from(first.month()).ok()?, u32::try_from(first.day()).ok()?);
    let first = NaiveDate::from_ymd_opt(i32::from(first.year()), month, day)?;
    let noon = Tz::UTC.from_utc_datetime(&first.and_hms_opt(12, 0, 0)?);
    let rule: RRule<Unvalidated> = rule.parse().ok()?;
    let rule = rule.validate(noon).ok()?;
    // Limited: a rule that never is comes to an end too.
    let all = RRuleSet::new(noon).rrule(rule).limit();
    Some(all.into_iter().map(|at| {
        let (month, day) = (i8::try_from(at.month()).ok()?, i8::try_from(at.day()).ok()?);
        Date::new(i16::try_from(at.year()).ok()?, month, day)
    }))
}

#[cfg(test)]
#[path = "rule_tests.rs"]
mod tests;
