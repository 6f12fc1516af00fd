//! What comes near, and why it is not quite what was asked for.
use super::Ask;
use super::answer::NearMiss;
use super::bits::Bits;
use super::day::Day;
use super::house::{House, Times};
use super::rank::{Fault, Wanted, found};
use super::town::Place;
use crate::against::written;
use crate::model::ItemKind;
use crate::reasons;
use crate::record::Closing;
use lianxin_kernel::{Date, Reason};
use lianxin_places::{DayHours, RoomId};

/// As many as anyone reads.
const MOST_MISSES: usize = 10;

/// What comes first: what has to be given up, how much of it, then as among free rooms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    what: What,
    much: i64,
    fit: u8,
    walk: i64,
    date: Date,
    room: RoomId,
}

/// The least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Time,
    Distance,
    Size,
    Equipment,
    Taken,
    Closed,
}

/// What stands against it; becomes a reason only when it is told.
enum Why<'a> {
    Earlier(i64),
    Later(i64),
    Farther(i64),
    Small(i64),
    Lacks(ItemKind),
    LentOut(ItemKind),
    TakenUntil(i64),
    Closing(&'a Closing),
    Hours(&'a DayHours),
}

/// A room on a day.
pub(super) struct Miss<'a> {
    rank: Rank,
    house: &'a House<'a>,
    place: &'a Place,
    walk: Option<i64>,
    day: &'a Day<'a>,
    /// When it could be had.
    from: Option<i64>,
    why: Why<'a>,
}

/// The first ten.
pub(super) fn told(mut misses: Vec<Miss<'_>>) -> Vec<NearMiss> {
    misses.sort_by_key(|miss| miss.rank);
    misses.iter().take(MOST_MISSES).map(Miss::told).collect()
}

impl Miss<'_> {
    fn told(&self) -> NearMiss {
        let Self { house, place, walk, day, from, .. } = self;
        NearMiss {
            place: found(house.center, &place.room, *walk),
            date: day.date,
            from: from.map(|from| day.at(from)),
            to: from.map(|from| day.at(from + house.need())),
            reason: self.reason(),
        }
    }

    fn reason(&self) -> Reason {
        let places = self.place.room.facts.capacity.unwrap_or(0);
        match self.why {
            Why::Earlier(minutes) => reasons::free_earlier(minutes),
            Why::Later(minutes) => reasons::free_later(minutes),
            Why::Farther(more) => reasons::farther(self.walk.unwrap_or(0), more),
            Why::Small(missing) => reasons::too_small(places, missing),
            Why::Lacks(kind) => reasons::lacks(kind),
            Why::LentOut(kind) => reasons::lent_out(kind),
            Why::TakenUntil(until) => reasons::taken_until(self.day.at(until)),
            Why::Closing(closing) => reasons::closed(&closing.why, closing.span.to),
            Why::Hours(hours) if hours.spans.is_empty() => reasons::day_off(hours.date),
            Why::Hours(hours) => reasons::hours(hours.date, written(&hours.spans)),
        }
    }
}

/// A room that is free and in one thing not what was asked for: when it is first.
pub(super) fn near<'a>(
    house: &'a House<'a>,
    place: &'a Place,
    wanted: &Wanted,
    ask: &Ask,
) -> Option<Miss<'a>> {
    let (what, much, why) = match wanted.near_fault(ask)? {
        Fault::Small(missing) => (What::Size, missing, Why::Small(missing)),
        Fault::Lacks(kind) => (What::Equipment, 0, Why::Lacks(kind)),
        Fault::Far(more) => (What::Distance, more, Why::Farther(more)),
    };
    let (nth, from) = (0..house.days.len()).find_map(|nth| {
        let times = house.times(place, wanted, nth)?;
        let window = house.days.get(nth)?.asked;
        Some((nth, house.within(times.starts & times.lent, window).first()?))
    })?;
    let seen = Seen { house, place, wanted, day: house.days.get(nth)? };
    Some(seen.miss(what, much, Some(from), why))
}

/// A room that is what was asked for, at no time that was asked for: what is nearest.
pub(super) fn missed<'a>(
    house: &'a House<'a>,
    place: &'a Place,
    wanted: &Wanted,
    times: &[Option<Times>],
) -> Option<Miss<'a>> {
    let days = house.days.iter().zip(times).filter(|(day, _)| !day.asked.is_empty());
    let misses = days.filter_map(|(day, times)| {
        let times = times.as_ref()?;
        let seen = Seen { house, place, wanted, day };
        let other = seen.other_time(times).or_else(|| seen.lent_out(times));
        other.or_else(|| seen.taken(times)).or_else(|| seen.closed(times))
    });
    misses.min_by_key(|miss| miss.rank)
}

struct Seen<'a, 'w> {
    house: &'a House<'a>,
    place: &'a Place,
    wanted: &'w Wanted,
    day: &'a Day<'a>,
}

impl<'a> Seen<'a, '_> {
    fn miss(&self, what: What, much: i64, from: Option<i64>, why: Why<'a>) -> Miss<'a> {
        let Self { house, place, wanted, day } = *self;
        let (walk, fit, date, room) = (wanted.walk, wanted.fit, day.date, place.room.id);
        let rank = Rank { what, much, fit, walk: walk.unwrap_or(0), date, room };
        Miss { rank, house, place, walk, day, from, why }
    }

    /// Free a little earlier or later.
    fn other_time(&self, times: &Times) -> Option<Miss<'a>> {
        let (day, need) = (self.day, self.house.need());
        let window = day.asked.first()?;
        let end = day.asked.end_of_run(window);
        let starts = self.house.within(times.starts & times.lent, day.around);
        let off = |from: &i64| (window - from).max(from + need - end);
        let from = starts.members().min_by_key(|from| (off(from), *from))?;
        let minutes = off(&from) * 15;
        let why = if from < window { Why::Earlier(minutes) } else { Why::Later(minutes) };
        Some(self.miss(What::Time, minutes, Some(from), why))
    }

    /// Free, but what should be lent with it is not.
    fn lent_out(&self, times: &Times) -> Option<Miss<'a>> {
        let from = self.house.within(times.starts, self.day.asked).first()?;
        let kind = *self.wanted.carried.first()?;
        Some(self.miss(What::Equipment, 1, Some(from), Why::LentOut(kind)))
    }

    /// Open for long enough, and taken.
    fn taken(&self, times: &Times) -> Option<Miss<'a>> {
        let open = times.open.starts(self.house.length());
        let first = self.house.within(open, self.day.asked).first()?;
        let busy = (times.busy & Bits::range(first, Bits::LEN as i64)).first()?;
        let until = times.busy.end_of_run(busy);
        Some(self.miss(What::Taken, until - first, None, Why::TakenUntil(until)))
    }

    fn closed(&self, times: &Times) -> Option<Miss<'a>> {
        let (day, house) = (self.day, self.house);
        let closings = house.center.closings.iter().chain(&self.place.closings);
        let mut closed = closings.filter(|c| !(day.closed(c, house.now()) & day.asked).is_empty());
        if let Some(closing) = closed.next() {
            return Some(self.miss(What::Closed, 0, None, Why::Closing(closing)));
        }
        let hours = house.center.days.get(day.nth).filter(|hours| hours.is_known())?;
        let fits = !house.within(times.open.starts(house.length()), day.asked).is_empty();
        (!fits).then(|| self.miss(What::Closed, 1, None, Why::Hours(hours)))
    }
}
