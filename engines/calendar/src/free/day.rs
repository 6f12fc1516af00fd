use super::Ask;
use super::bits::Bits;
use crate::model::{Span, quarter_of, with_self_service};
use crate::record::Closing;
use lianxin_kernel::{Date, Span as Length, TimeOfDay, Timestamp, Zone};
use lianxin_places::{DayHours, WeekSpan};

/// So many quarter hours before a day are looked at too: the longest setting up and cleaning.
const BEFORE: i64 = 16;
/// What lies so far outside of the time asked for comes near.
const NEAR: i64 = 8;

/// A day that is searched. Bit n of its sets is the quarter hour `start` + n.
pub(super) struct Day<'a> {
    pub date: Date,
    /// Which one it is of the days from the first that is asked for.
    pub nth: usize,
    pub start: i64,
    /// The quarter hours of the day itself.
    pub whole: Bits,
    /// Those before now.
    pub past: Bits,
    /// In the time asked for, and not past.
    pub asked: Bits,
    /// In the two hours around that, too.
    pub around: Bits,
    /// Clocks are not changed on it.
    pub regular: bool,
    zone: &'a Zone,
}

impl<'a> Day<'a> {
    /// The days that are asked for.
    pub fn all(ask: &Ask, now: Timestamp, zone: &'a Zone) -> Vec<Self> {
        let days = (0..Ask::MOST_DAYS).map(|n| (n, ask.from.plus_days(n)));
        let days = days.take_while(|(_, date)| *date <= ask.to);
        let wanted = |date: Date| ask.weekdays.is_empty() || ask.weekdays.contains(&date.weekday());
        let days = days.filter(|(_, date)| wanted(*date));
        days.map(|(n, date)| Self::of(usize::try_from(n).unwrap_or(0), date, ask, now, zone))
            .collect()
    }

    fn of(nth: usize, date: Date, ask: &Ask, now: Timestamp, zone: &'a Zone) -> Self {
        let (begins, ends) = (zone.start_of(date), zone.start_of(date.plus_days(1)));
        let (first, next) = (quarter_of(begins), quarter_of(ends));
        let start = first - BEFORE;
        let past = Bits::range(0, quarter_of(now) - start);
        let regular = next - first == 96 && begins == moment(first);
        let whole = Bits::range(BEFORE, BEFORE + next - first);
        let mut day = Self {
            date,
            nth,
            start,
            whole,
            past,
            asked: Bits::NONE,
            around: Bits::NONE,
            regular,
            zone,
        };
        let asked = day.within(ask.earliest, ask.latest);
        if let Some(from) = asked.first() {
            let wide = Bits::range(from - NEAR, asked.end_of_run(from) + NEAR);
            day.around = wide & whole & !past;
        }
        day.asked = asked & !past;
        day
    }

    /// The quarter hours that lie wholly between two times of the day.
    fn within(&self, from: TimeOfDay, to: TimeOfDay) -> Bits {
        let (from, to) = match self.regular {
            true => (BEFORE + (from.minutes() + 14).div_euclid(15), BEFORE + to.minutes() / 15),
            false => {
                let (from, to) = (self.zone.at(self.date, from), self.zone.at(self.date, to));
                (quarter_of(Timestamp(from.0 - 1)) + 1 - self.start, quarter_of(to) - self.start)
            }
        };
        Bits::range(from, to) & self.whole
    }

    /// When it is open, as far as that is known; unknown is not closed. Where clocks are changed the
    /// whole day: there each start is looked at by itself.
    pub fn open(&self, hours: &DayHours, self_service: &[WeekSpan]) -> Bits {
        if !hours.is_known() || !self.regular {
            return self.whole;
        }
        let day = with_self_service(hours, self_service);
        let mut open = Bits::NONE;
        let mut stretch: Option<(TimeOfDay, TimeOfDay)> = None;
        for span in day.spans {
            stretch = match stretch {
                // Morning until 12:10 and afternoon from 12:10 are one stretch.
                Some((from, to)) if span.from <= to => Some((from, to.max(span.to))),
                before => {
                    open = before.map_or(open, |(from, to)| open | self.within(from, to));
                    Some((span.from, span.to))
                }
            };
        }
        stretch.map_or(open, |(from, to)| open | self.within(from, to))
    }

    /// When a closing stands against what begins now or later.
    pub fn closed(&self, closing: &Closing, now: Timestamp) -> Bits {
        let from = closing.span.from;
        let to = closing.ended_at.map_or(closing.span.to, |ended| ended.min(closing.span.to));
        let since = from.max(now);
        if to <= from || to <= since {
            return Bits::NONE;
        }
        let last = quarter_of(Timestamp(to.0 - 1));
        Bits::range(quarter_of(since) - self.start, last + 1 - self.start)
    }

    pub fn at(&self, n: i64) -> Timestamp {
        moment(self.start + n)
    }

    pub fn span(&self, from: i64, to: i64) -> Span {
        Span { from: self.at(from), to: self.at(to) }
    }

    pub fn zone(&self) -> &Zone {
        self.zone
    }
}

fn moment(quarter: i64) -> Timestamp {
    Timestamp(quarter.saturating_mul(Length::minutes(15).0))
}
