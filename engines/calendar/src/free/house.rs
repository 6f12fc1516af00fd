use super::Ask;
use super::bits::Bits;
use super::day::Day;
use super::rank::Wanted;
use super::town::{Busy, Center, Place};
use crate::model::{ItemId, ItemKind, outside};
use lianxin_kernel::Timestamp;

/// A center, day by day: what all of its rooms have in common.
pub(super) struct House<'a> {
    pub center: &'a Center,
    pub days: &'a [Day<'a>],
    /// Quarter hours that are asked for.
    need: usize,
    now: Timestamp,
    /// When the center is closed, and when it is open for rooms without hours of their own.
    closed: Vec<Bits>,
    open: Vec<Bits>,
    /// From when on it is, not past and for as long as is asked for.
    inside: Vec<Bits>,
    /// From when on one of a kind can be lent for as long as is asked for.
    lent: Vec<(ItemKind, Vec<Bits>)>,
}

/// What of a room is free on a day.
pub(super) struct Times {
    /// In hours and not closed.
    pub open: Bits,
    pub busy: Bits,
    /// From when on it can be had, equipment left out; looked at only around the time asked for.
    pub starts: Bits,
    pub lent: Bits,
}

impl<'a> House<'a> {
    pub fn new(center: &'a Center, days: &'a [Day<'a>], ask: &Ask, now: Timestamp) -> Self {
        let need = usize::try_from(ask.minutes / 15).unwrap_or(0);
        let closed: Vec<Bits> = days
            .iter()
            .map(|day| {
                let each = center.closings.iter().map(|c| day.closed(c, now));
                each.fold(Bits::NONE, |all, one| all | one)
            })
            .collect();
        let hours = days.iter().map(|day| center.days.get(day.nth).map(|h| day.open(h, &[])));
        let open = hours.zip(&closed).map(|(open, closed)| open.unwrap_or_default() & !*closed);
        let open: Vec<Bits> = open.collect();
        let inside = days.iter().zip(&open).map(|(day, open)| (*open & !day.past).starts(need));
        let inside = inside.collect();
        let of = |kind: ItemKind| {
            let items = || center.items.iter().filter(move |(item, _)| item.facts.kind == kind);
            let on = |day: &Day<'_>| {
                let each = items().map(|(_, busy)| unused(busy, day).starts(need));
                each.fold(Bits::NONE, |all, one| all | one)
            };
            (kind, days.iter().map(on).collect())
        };
        let lent = ask.equipment.iter().map(|kind| of(*kind)).collect();
        Self { center, days, need, now, closed, open, inside, lent }
    }

    /// What of a room is free on the nth of the days.
    pub fn times(&self, place: &Place, wanted: &Wanted, nth: usize) -> Option<Times> {
        let (day, need) = (self.days.get(nth)?, self.need);
        let setting = &place.setting;
        let mut open = *self.open.get(nth)?;
        if !setting.self_service.is_empty() {
            let hours = self.center.days.get(day.nth)?;
            open = day.open(hours, &setting.self_service) & !*self.closed.get(nth)?;
        }
        for closing in &place.closings {
            open = open & !day.closed(closing, self.now);
        }
        let own = !setting.self_service.is_empty() || !place.closings.is_empty();
        let inside = match own {
            true => (open & !day.past).starts(need),
            false => *self.inside.get(nth)?,
        };
        let (before, after) = (quarters(setting.before_min), quarters(setting.after_min));
        let free = unused(&place.busy, day);
        // What is past needs no setting up anymore.
        let mut starts = free.starts(before + need + after).up(before) & inside;
        if !day.regular {
            starts = self.checked(place, day, starts & day.around.starts(need));
        }
        let mut lent = day.whole;
        for (kind, from) in &self.lent {
            if wanted.carried.contains(kind) {
                lent = lent & *from.get(nth)?;
            }
        }
        Some(Times { open, busy: !free, starts, lent })
    }

    /// Where clocks are changed a quarter hour is not always the same one of the day, so each is asked
    /// as [`crate::may_occupy`] does.
    fn checked(&self, place: &Place, day: &Day<'_>, starts: Bits) -> Bits {
        let Some(hours) = self.center.days.get(day.nth) else { return Bits::NONE };
        let hours = std::slice::from_ref(hours);
        let fits = |from: &i64| {
            let span = day.span(*from, *from + self.need as i64);
            outside(hours, &place.setting.self_service, span, day.zone()).is_none()
        };
        starts.members().filter(fits).fold(Bits::NONE, |all, n| all | Bits::range(n, n + 1))
    }

    /// What would be lent with a room from a quarter hour on.
    pub fn lending(&self, wanted: &Wanted, day: &Day<'_>, from: i64) -> Vec<ItemId> {
        let free = |kind: &ItemKind| {
            let mut items = self.center.items.iter().filter(|(i, _)| i.facts.kind == *kind);
            let found = items.find(|(_, busy)| unused(busy, day).starts(self.need).has(from));
            found.map(|(item, _)| item.id)
        };
        wanted.carried.iter().filter_map(free).collect()
    }

    /// From when on it could be had within these quarter hours.
    pub fn within(&self, starts: Bits, window: Bits) -> Bits {
        starts & window.starts(self.need)
    }

    /// Quarter hours that are asked for.
    pub fn need(&self) -> i64 {
        self.need as i64
    }

    pub fn length(&self) -> usize {
        self.need
    }

    pub fn now(&self) -> Timestamp {
        self.now
    }
}

fn unused(busy: &Busy, day: &Day<'_>) -> Bits {
    !busy.from(day.start) | day.past
}

fn quarters(minutes: i64) -> usize {
    usize::try_from((minutes + 14) / 15).unwrap_or(0)
}
