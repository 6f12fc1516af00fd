use crate::date::Date;
use lianxin_db::{Column, Row, Value};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::ops::{Add, Sub};

/// A moment: UTC microseconds since 1970. In JSON RFC 3339 with `Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// A length of time in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(pub i64);

impl Span {
    pub const ZERO: Self = Self(0);

    pub const fn seconds(n: i64) -> Self {
        Self(n * 1_000_000)
    }

    pub const fn minutes(n: i64) -> Self {
        Self::seconds(n * 60)
    }

    pub const fn hours(n: i64) -> Self {
        Self::minutes(n * 60)
    }

    pub const fn days(n: i64) -> Self {
        Self::hours(n * 24)
    }

    /// Whole minutes, rounded down.
    pub const fn in_minutes(self) -> i64 {
        self.0.div_euclid(60_000_000)
    }

    /// Whole seconds, rounded down.
    pub const fn in_seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }
}

impl Timestamp {
    pub fn from_millis(ms: i64) -> Self {
        Self(ms.saturating_mul(1_000))
    }

    pub fn millis(self) -> u64 {
        u64::try_from(self.0.div_euclid(1_000)).unwrap_or(0)
    }

    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    pub(crate) fn jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(match self.0 < 0 {
            true => jiff::Timestamp::MIN,
            false => jiff::Timestamp::MAX,
        })
    }

    /// The date in UTC; for the date people mean, ask the [`crate::Zone`].
    pub fn utc_date(self) -> Date {
        Date::from_jiff(self.jiff().to_zoned(jiff::tz::TimeZone::UTC).date())
    }

    pub fn parse(text: &str) -> Option<Self> {
        let at: jiff::Timestamp = text.parse().ok()?;
        Some(Self(at.as_microsecond()))
    }
}

impl Add<Span> for Timestamp {
    type Output = Self;

    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Timestamp {
    type Output = Self;

    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl Sub for Timestamp {
    type Output = Span;

    fn sub(self, other: Self) -> Span {
        Span(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.jiff().fmt(f)
    }
}

impl From<Timestamp> for Value {
    fn from(at: Timestamp) -> Self {
        lianxin_db::Timestamp(at.0).into()
    }
}

impl From<Timestamp> for lianxin_db::Timestamp {
    fn from(at: Timestamp) -> Self {
        Self(at.0)
    }
}

impl Column for Timestamp {
    fn read(row: &Row<'_>, name: &str) -> lianxin_db::Result<Self> {
        row.get::<lianxin_db::Timestamp>(name).map(|at| Self(at.0))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        let read = Self::parse(&text);
        read.ok_or_else(|| de::Error::custom("not_a_date: write 2026-11-21T01:30:00Z"))
    }
}

crate::text::string_schema!(Timestamp, "date-time");
