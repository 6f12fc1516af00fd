use crate::{Date, TimeOfDay, Timestamp};
use jiff::tz::TimeZone;

/// The installation's time zone: the only place where moments meet civil dates.
#[derive(Clone, Debug)]
pub struct Zone {
    name: String,
    zone: TimeZone,
}

impl Zone {
    /// An IANA name such as `Asia/Shanghai`.
    pub fn named(name: &str) -> Option<Self> {
        let zone = TimeZone::get(name).ok()?;
        Some(Self { name: name.to_owned(), zone })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn date(&self, at: Timestamp) -> Date {
        Date::from_jiff(at.jiff().to_zoned(self.zone.clone()).date())
    }

    pub fn time(&self, at: Timestamp) -> TimeOfDay {
        let time = at.jiff().to_zoned(self.zone.clone()).time();
        let minutes = i64::from(time.hour()) * 60 + i64::from(time.minute());
        TimeOfDay::from_minutes(minutes).unwrap_or(TimeOfDay::MIDNIGHT)
    }

    /// The moment of a civil time. A time skipped by the clock change is the moment after the gap,
    /// one that occurs twice is its first. `24:00` is the next day's midnight.
    pub fn at(&self, date: Date, time: TimeOfDay) -> Timestamp {
        let (date, minutes) = match time == TimeOfDay::DAY_END {
            true => (date.plus_days(1), 0),
            false => (date, time.minutes()),
        };
        let clock = |n: i64| i8::try_from(n).unwrap_or(0);
        let civil = date.jiff().at(clock(minutes / 60), clock(minutes % 60), 0, 0);
        let zoned = self.zone.to_ambiguous_zoned(civil).compatible();
        zoned.map_or(Timestamp(0), |z| Timestamp(z.timestamp().as_microsecond()))
    }

    pub fn start_of(&self, date: Date) -> Timestamp {
        self.at(date, TimeOfDay::MIDNIGHT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shanghai_is_eight_hours_ahead() {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let at = Timestamp::parse("2026-11-20T16:30:00Z").unwrap();
        assert_eq!(zone.date(at).to_string(), "2026-11-21");
        assert_eq!(zone.time(at).to_string(), "00:30");
        let date = "2026-11-21".parse().unwrap();
        assert_eq!(zone.at(date, "00:30".parse().unwrap()), at);
        assert_eq!(zone.at(date, TimeOfDay::DAY_END), zone.start_of(date.plus_days(1)));
    }

    #[test]
    fn a_clock_change_gives_one_answer() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let gap = zone.at("2026-03-29".parse().unwrap(), "02:30".parse().unwrap());
        assert_eq!(gap.to_string(), "2026-03-29T01:30:00Z");
        let twice = zone.at("2026-10-25".parse().unwrap(), "02:30".parse().unwrap());
        assert_eq!(twice.to_string(), "2026-10-25T00:30:00Z");
    }
}
