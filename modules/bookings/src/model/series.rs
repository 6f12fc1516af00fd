use lianxin_calendar::Span;
use lianxin_kernel::{FieldCode, FieldError, Span as Length, TimeOfDay, Zone, id};

id!(BookingSeriesId, "bsr");

/// How the dates of a series are moved: by days, and to a time of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// -6 to 6.
    pub days: i32,
    /// When each begins then, in minutes since midnight, 0 to 1439.
    pub from_minute: i64,
    /// How long each is then, 1 to 1440.
    pub minutes: i64,
}

impl Shift {
    /// A week further is another date of the series.
    const MOST_DAYS: i32 = 6;

    pub fn faults(self) -> Vec<FieldError> {
        let bounds = [
            ("days", i64::from(self.days), -i64::from(Self::MOST_DAYS), Self::MOST_DAYS.into()),
            ("from_minute", self.from_minute, 0, 1439),
            ("minutes", self.minutes, 1, 1440),
        ];
        let wrong = bounds.into_iter().filter(|(_, value, min, max)| !(min..=max).contains(&value));
        let faults = wrong.map(|(field, _, min, max)| {
            FieldError::new(field, FieldCode::OutOfRange).with("min", min).with("max", max)
        });
        faults.collect()
    }

    /// Civil time: 09:00 stays 09:00 when the clocks are changed in between.
    pub fn of(self, span: Span, zone: &Zone) -> Span {
        let day = zone.date(span.from).plus_days(self.days);
        let time = TimeOfDay::from_minutes(self.from_minute).unwrap_or(TimeOfDay::MIDNIGHT);
        let from = zone.at(day, time);
        Span { from, to: from + Length::minutes(self.minutes) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_kernel::Timestamp;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn nine_stays_nine_when_clocks_are_changed() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        // Saturday in winter time; Sunday is the day of the change.
        let span = Span { from: at("2026-03-28T09:00:00Z"), to: at("2026-03-28T10:00:00Z") };
        let shift = Shift { days: 0, from_minute: 540, minutes: 120 };
        assert_eq!(shift.of(span, &zone).from, at("2026-03-28T08:00:00Z"));
        let next = Shift { days: 1, ..shift }.of(span, &zone);
        assert_eq!((next.from, next.to), (at("2026-03-29T07:00:00Z"), at("2026-03-29T09:00:00Z")));
    }

    #[test]
    fn what_is_out_of_bounds_is_named() {
        let fine = Shift { days: -6, from_minute: 0, minutes: 1440 };
        assert_eq!(fine.faults(), []);
        let wrong = Shift { days: 7, from_minute: 1440, minutes: 0 };
        let fields: Vec<String> = wrong.faults().into_iter().map(|f| f.field.to_string()).collect();
        assert_eq!(fields, ["days", "from_minute", "minutes"]);
    }
}
