use super::ExceptionId;
use lianxin_kernel::{Date, Error, FieldCode, FieldError, Result, TimeOfDay, Weekday};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A stretch of one day; `24:00` closes it at midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct OpenSpan {
    pub from: TimeOfDay,
    pub to: TimeOfDay,
}

/// A stretch that returns on some days of the week. A day may have several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WeekSpan {
    pub weekdays: Vec<Weekday>,
    pub from: TimeOfDay,
    pub to: TimeOfDay,
}

lianxin_kernel::words! {
    /// What a center does on a statutory holiday.
    pub enum HolidayRule { AsUsual = "as_usual", Closed = "closed", Special = "special" }
}

/// Hours on statutory holidays; spans only for `special`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HolidayHours {
    pub rule: HolidayRule,
    #[serde(default)]
    pub spans: Vec<OpenSpan>,
}

/// The opening hours of a stretch of the year: summer, winter, until further notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Period {
    pub valid_from: Date,
    /// Its last day; `None` until further notice.
    #[serde(default)]
    pub valid_to: Option<Date>,
    pub week: Vec<WeekSpan>,
    pub holidays: HolidayHours,
}

/// Days on which a center is closed or open otherwise than usual. Of two on one day the one added
/// last counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Exception {
    pub id: ExceptionId,
    pub from: Date,
    pub to: Date,
    pub closed: bool,
    pub opens: Option<TimeOfDay>,
    pub closes: Option<TimeOfDay>,
    pub note: String,
}

/// All that is known of a center's opening hours. Exceptions in the order they were added.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Hours {
    pub periods: Vec<Period>,
    pub exceptions: Vec<Exception>,
}

impl HolidayHours {
    pub const AS_USUAL: Self = Self { rule: HolidayRule::AsUsual, spans: vec![] };
    pub const CLOSED: Self = Self { rule: HolidayRule::Closed, spans: vec![] };
}

impl Period {
    pub const MOST: usize = 20;

    /// The same hours on these days of the week, from a day on.
    pub fn weekly(valid_from: Date, weekdays: &[u8], from: TimeOfDay, to: TimeOfDay) -> Self {
        let weekdays = weekdays.iter().filter_map(|n| Weekday::new(*n)).collect();
        let week = vec![WeekSpan { weekdays, from, to }];
        Self { valid_from, valid_to: None, week, holidays: HolidayHours::AS_USUAL }
    }

    pub fn covers(&self, date: Date) -> bool {
        self.valid_from <= date && self.valid_to.is_none_or(|to| date <= to)
    }

    /// The spans of a usual week's day, in order.
    pub fn usual(&self, weekday: Weekday) -> Vec<OpenSpan> {
        let on = self.week.iter().filter(|s| s.weekdays.contains(&weekday));
        let mut spans: Vec<_> = on.map(|s| OpenSpan { from: s.from, to: s.to }).collect();
        spans.sort_unstable();
        spans
    }

    /// What is wrong with these periods; `[]` is fine and means that no hours are published.
    pub fn check(periods: &[Self]) -> Result<()> {
        let mut wrong = vec![];
        if periods.len() > Self::MOST {
            let error = FieldError::new("periods", FieldCode::TooMany);
            wrong.push(error.with("max", 20));
        }
        for (n, period) in periods.iter().enumerate() {
            period.check_one(&format!("periods.{n}"), &mut wrong);
            let taken = |other: &Self| {
                let starts_in = |a: &Self, b: &Self| b.covers(a.valid_from);
                starts_in(period, other) || starts_in(other, period)
            };
            if periods[..n].iter().any(taken) {
                let field = format!("periods.{n}.valid_from");
                wrong.push(FieldError::new(field, FieldCode::Taken));
            }
        }
        match wrong.is_empty() {
            true => Ok(()),
            false => Err(Error::Invalid(wrong)),
        }
    }

    fn check_one(&self, path: &str, wrong: &mut Vec<FieldError>) {
        let mut refuse = |field: String, code| wrong.push(FieldError::new(field, code));
        if self.valid_to.is_some_and(|to| to < self.valid_from) {
            refuse(format!("{path}.valid_to"), FieldCode::BeforeStart);
        }
        if self.week.len() > 28 {
            refuse(format!("{path}.week"), FieldCode::TooMany);
        }
        for (n, span) in self.week.iter().enumerate() {
            if span.weekdays.is_empty() {
                refuse(format!("{path}.week.{n}.weekdays"), FieldCode::Required);
            }
            if span.to <= span.from {
                refuse(format!("{path}.week.{n}.to"), FieldCode::BeforeStart);
            }
        }
        let days = (1..=7).filter_map(Weekday::new);
        if days.map(|d| self.usual(d)).any(|spans| overlap(&spans)) {
            refuse(format!("{path}.week"), FieldCode::Taken);
        }
        let HolidayHours { rule, spans } = &self.holidays;
        if (*rule == HolidayRule::Special) == spans.is_empty() {
            let code = if spans.is_empty() { FieldCode::Required } else { FieldCode::Wrong };
            refuse(format!("{path}.holidays.spans"), code);
        }
        if spans.len() > 4 {
            refuse(format!("{path}.holidays.spans"), FieldCode::TooMany);
        }
        let mut sorted = spans.clone();
        sorted.sort_unstable();
        if spans.iter().any(|s| s.to <= s.from) || overlap(&sorted) {
            refuse(format!("{path}.holidays.spans"), FieldCode::BeforeStart);
        }
    }
}

fn overlap(sorted: &[OpenSpan]) -> bool {
    sorted.windows(2).any(|two| two[1].from < two[0].to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> TimeOfDay {
        text.parse().unwrap()
    }

    fn codes(periods: &[Period]) -> Vec<String> {
        match Period::check(periods) {
            Err(Error::Invalid(fields)) => {
                fields.iter().map(|f| format!("{} {}", f.field, f.code)).collect()
            }
            _ => vec![],
        }
    }

    fn plain() -> Period {
        let from = "2026-01-01".parse().unwrap();
        Period::weekly(from, &[1, 2, 3, 4, 5], time("09:00"), time("12:00"))
    }

    #[test]
    fn good_periods_pass() {
        let mut winter = plain();
        winter.valid_to = Some("2026-03-31".parse().unwrap());
        let mut summer = plain();
        summer.valid_from = "2026-04-01".parse().unwrap();
        summer.week.push(WeekSpan {
            weekdays: plain().week[0].weekdays.clone(),
            from: time("12:00"),
            to: time("24:00"),
        });
        assert_eq!(codes(&[winter, summer]), Vec::<String>::new());
        assert_eq!(codes(&[]), Vec::<String>::new());
    }

    #[test]
    fn each_rule_names_its_field() {
        let change = |f: fn(&mut Period)| {
            let mut period = plain();
            f(&mut period);
            codes(&[period])
        };
        let end = |p: &mut Period| p.valid_to = Some("2025-12-31".parse().unwrap());
        assert_eq!(change(end), ["periods.0.valid_to before_start"]);
        assert_eq!(change(|p| p.week[0].to = time("09:00")), ["periods.0.week.0.to before_start"]);
        assert_eq!(change(|p| p.week[0].weekdays.clear()), ["periods.0.week.0.weekdays required"]);
        assert_eq!(change(|p| p.week.push(p.week[0].clone())), ["periods.0.week taken"]);
        let special = |p: &mut Period| p.holidays.rule = HolidayRule::Special;
        assert_eq!(change(special), ["periods.0.holidays.spans required"]);
        assert_eq!(codes(&[plain(), plain()]), ["periods.1.valid_from taken"]);
        assert!(codes(&vec![plain(); 21]).contains(&"periods too_many".to_owned()));
    }
}
