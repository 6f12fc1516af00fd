use crate::{Date, Span, TimeOfDay, Timestamp};
use jiff::tz::TimeZone;

/// The installation's time zone: the only place where moments meet civil dates.
#[derive(Clone, Debug)]
pub struct Zone {
    name: String,
    zone: TimeZone,
}

/// What clocks show in a zone for some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneOffset {
    /// Ahead of UTC; behind when negative.
    pub ahead: Span,
    /// Its letters, such as `CEST`.
    pub name: String,
    /// Whether it is daylight saving time.
    pub daylight: bool,
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

    /// What clocks show at a moment.
    pub fn offset(&self, at: Timestamp) -> ZoneOffset {
        let info = self.zone.to_offset_info(at.jiff());
        ZoneOffset {
            ahead: Span::seconds(i64::from(info.offset().seconds())),
            name: info.abbreviation().to_owned(),
            daylight: info.dst().is_dst(),
        }
    }

    /// The moments between two at which clocks are changed, and what they show from then on.
    pub fn changes(&self, from: Timestamp, to: Timestamp) -> Vec<(Timestamp, ZoneOffset)> {
        let all = self.zone.following(from.jiff());
        let all = all.map(|change| Timestamp(change.timestamp().as_microsecond()));
        let all = all.take_while(|at| *at < to);
        let mut shown = self.offset(from);
        let mut changes = vec![];
        for at in all {
            let next = self.offset(at);
            if next != shown {
                changes.push((at, next.clone()));
                shown = next;
            }
        }
        changes
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

    #[test]
    fn changes_of_the_clock_are_known() {
        let year = |text: &str| Timestamp::parse(text).unwrap();
        let (from, to) = (year("2026-01-01T00:00:00Z"), year("2027-01-01T00:00:00Z"));
        let shanghai = Zone::named("Asia/Shanghai").unwrap();
        assert_eq!(shanghai.changes(from, to), vec![]);
        let offset = shanghai.offset(from);
        assert_eq!(
            (offset.ahead, offset.name.as_str(), offset.daylight),
            (Span::hours(8), "CST", false)
        );
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let changes = berlin.changes(from, to);
        let shown: Vec<_> = changes
            .iter()
            .map(|(at, o)| (at.to_string(), o.ahead.in_minutes(), o.name.as_str(), o.daylight))
            .collect();
        let spring = ("2026-03-29T01:00:00Z".to_owned(), 120, "CEST", true);
        let autumn = ("2026-10-25T01:00:00Z".to_owned(), 60, "CET", false);
        assert_eq!(shown, [spring, autumn]);
    }
}
