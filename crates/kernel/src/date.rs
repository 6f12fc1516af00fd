use lianxin_db::{Column, DbError, Row, Value};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// A civil date, `2026-11-21`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

/// Minutes since midnight, 0 to 1440 (`24:00` closes a day). In JSON `09:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);

/// 1 is Monday, 7 is Sunday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weekday(u8);

impl Date {
    pub(crate) fn from_jiff(date: jiff::civil::Date) -> Self {
        Self(date)
    }

    pub(crate) fn jiff(self) -> jiff::civil::Date {
        self.0
    }

    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    pub fn year(self) -> i16 {
        self.0.year()
    }

    pub fn month(self) -> i8 {
        self.0.month()
    }

    pub fn day(self) -> i8 {
        self.0.day()
    }

    pub fn weekday(self) -> Weekday {
        Weekday(self.0.weekday().to_monday_one_offset().unsigned_abs())
    }

    /// Stops at the ends of the calendar.
    pub fn plus_days(self, days: i32) -> Self {
        let span = jiff::Span::new().try_days(days);
        Self(span.map_or(self.0, |s| self.0.saturating_add(s)))
    }

    pub fn first_of_month(self) -> Self {
        Self(self.0.first_of_month())
    }

    pub fn last_of_month(self) -> Self {
        Self(self.0.last_of_month())
    }

    /// How many days `other` is after `self`; negative when it is before.
    pub fn days_until(self, other: Self) -> i32 {
        self.0.until(other.0).map_or(0, |s| s.get_days())
    }

    /// Full years of life on `day`. Someone born on 29 February turns on 1 March.
    pub fn age_on(self, day: Self) -> i32 {
        let years = i32::from(day.year()) - i32::from(self.year());
        let had_birthday = (day.month(), day.day()) >= (self.month(), self.day());
        years - i32::from(!had_birthday)
    }
}

impl TimeOfDay {
    pub const MIDNIGHT: Self = Self(0);
    pub const DAY_END: Self = Self(1440);

    pub const fn new(hour: u16, minute: u16) -> Option<Self> {
        if minute > 59 || hour > 24 || (hour == 24 && minute > 0) {
            return None;
        }
        Some(Self(hour * 60 + minute))
    }

    pub fn from_minutes(minutes: i64) -> Option<Self> {
        let minutes = u16::try_from(minutes).ok()?;
        (minutes <= 1440).then_some(Self(minutes))
    }

    pub fn minutes(self) -> i64 {
        i64::from(self.0)
    }
}

impl Weekday {
    pub fn new(number: u8) -> Option<Self> {
        (1..=7).contains(&number).then_some(Self(number))
    }

    pub fn number(self) -> u8 {
        self.0
    }

    pub fn is_weekend(self) -> bool {
        self.0 > 5
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Date {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        // Exactly `YYYY-MM-DD`; the parser underneath would take more forms.
        let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let date = text.parse().ok().filter(|_| plain);
        date.map(Self).ok_or(())
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for TimeOfDay {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (hour, minute) = text.split_once(':').ok_or(())?;
        let two = |part: &str| match part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()) {
            true => part.parse().map_err(|_| ()),
            false => Err(()),
        };
        Self::new(two(hour)?, two(minute)?).ok_or(())
    }
}

macro_rules! as_text {
    ($type:ident, $hint:literal) => {
        impl From<$type> for Value {
            fn from(v: $type) -> Self {
                v.to_string().into()
            }
        }

        impl Column for $type {
            fn read(row: &Row<'_>, name: &str) -> lianxin_db::Result<Self> {
                let text: String = row.get(name)?;
                let wrong = || DbError::Driver(format!("column {name}: {text} is no date").into());
                text.parse().map_err(|()| wrong())
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = String::deserialize(d)?;
                text.parse().map_err(|()| de::Error::custom($hint))
            }
        }
    };
}
as_text!(Date, "not_a_date: write 2026-11-21");
as_text!(TimeOfDay, "not_a_date: write 09:30");
crate::text::string_schema!(Date, "date");
crate::text::string_schema!(TimeOfDay, "time");

impl Serialize for Weekday {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_u8(self.0)
    }
}

impl<'de> Deserialize<'de> for Weekday {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let number = u8::deserialize(d)?;
        let range = || de::Error::custom("out_of_range: 1 is Monday, 7 is Sunday");
        Self::new(number).ok_or_else(range)
    }
}

impl utoipa::PartialSchema for Weekday {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::Integer)
            .minimum(Some(1))
            .maximum(Some(7))
            .into()
    }
}

impl utoipa::ToSchema for Weekday {}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn age_turns_on_the_birthday() {
        let born = day("1952-03-09");
        assert_eq!(born.age_on(day("2026-03-08")), 73);
        assert_eq!(born.age_on(day("2026-03-09")), 74);
        assert_eq!(day("2004-02-29").age_on(day("2026-02-28")), 21);
        assert_eq!(day("2004-02-29").age_on(day("2026-03-01")), 22);
    }

    #[test]
    fn only_one_form_is_read() {
        for bad in ["2026-1-2", "20260102", "2026-02-30", "2026-01-02T00", "", "明天"] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
        for bad in ["9:30", "24:01", "12:60", "0930", "09:3０"] {
            assert!(bad.parse::<TimeOfDay>().is_err(), "{bad}");
        }
        assert_eq!("24:00".parse::<TimeOfDay>().unwrap(), TimeOfDay::DAY_END);
    }

    #[test]
    fn weeks_start_on_monday() {
        assert_eq!(day("2026-11-23").weekday().number(), 1);
        assert!(day("2026-11-22").weekday().is_weekend());
        assert_eq!(day("2026-11-21").days_until(day("2026-12-01")), 10);
    }
}
