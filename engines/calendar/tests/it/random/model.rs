//! The rules as one would tell them.
use super::Op;
use crate::house::ROOMS;
use lianxin_calendar::{ClosingId, OccupancyId, SeriesId};

#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    pub id: Option<OccupancyId>,
    pub room: usize,
    pub from: i64,
    pub to: i64,
    pub before: i64,
    pub after: i64,
    pub series: Option<usize>,
}

/// Of its dates when each begins and whether it was held once.
#[derive(Clone, Debug)]
pub struct Dates {
    pub id: Option<SeriesId>,
    pub room: usize,
    pub long: i64,
    pub dates: Vec<(i64, bool)>,
    pub end: i64,
}

#[derive(Clone, Debug)]
pub struct Shut {
    pub id: Option<ClosingId>,
    pub room: Option<usize>,
    pub from: i64,
    pub to: i64,
    pub ended: bool,
}

/// The rules as one would tell them: no slots, everything compared with everything. Times in quarter
/// hours since Monday's midnight.
#[derive(Clone, Debug)]
pub struct Model {
    pub now: i64,
    pub part_of: [Option<usize>; ROOMS],
    pub setup: [(i64, i64); ROOMS],
    pub held: Vec<Use>,
    pub shut: Vec<Shut>,
    pub series: Vec<Dates>,
}

impl Model {
    fn around(&self, room: usize) -> Vec<usize> {
        std::iter::successors(Some(room), |r| self.part_of[*r]).take(ROOMS).collect()
    }

    fn shares(&self, a: usize, b: usize) -> bool {
        self.around(a).contains(&b) || self.around(b).contains(&a)
    }

    /// Whether both want the same floor at a time that is not past.
    fn collide(&self, a: &Use, b: &Use) -> bool {
        let ahead = |u: &Use| ((u.from - u.before).max(self.now), u.to + u.after);
        let ((a0, a1), (b0, b1)) = (ahead(a), ahead(b));
        self.shares(a.room, b.room) && a0 < b1 && b0 < a1 && a0 < a1 && b0 < b1
    }

    fn usable(&self, u: &Use, outside: bool) -> bool {
        let open = outside
            || (u.from / 96..=(u.to - 1) / 96).all(|day| {
                let (from, to) = (u.from.max(day * 96), u.to.min(day * 96 + 96));
                day * 96 + 32 <= from && to <= day * 96 + 88
            });
        open && !self.shut.iter().any(|s| self.closes(s, u))
    }

    /// Whether it takes away what lies ahead of a use.
    fn closes(&self, s: &Shut, u: &Use) -> bool {
        let there = s.room.is_none_or(|room| self.shares(room, u.room));
        let from = u.from.max(self.now);
        there && from < u.to && s.from < u.to && from < s.to
    }

    fn wish(&self, room: usize, from: i64, long: i64) -> Use {
        let (before, after) = self.setup[room];
        Use { id: None, room, from, to: from + long, before, after, series: None }
    }

    fn may(&self, u: &Use, outside: bool, except: Option<usize>) -> bool {
        let began = except.is_some_and(|n| self.held[n].from == u.from);
        let over = except.is_some_and(|n| self.held[n].to < self.now);
        let past = over || if began { u.to <= self.now } else { u.from < self.now };
        let others = self.held.iter().enumerate().filter(|(n, _)| Some(*n) != except);
        !past && self.usable(u, outside) && !others.into_iter().any(|(_, o)| self.collide(u, o))
    }

    fn take(&mut self, u: Use, outside: bool) -> bool {
        let may = self.may(&u, outside, None);
        if may {
            self.held.push(u);
        }
        may
    }

    pub fn step(&mut self, op: &Op) -> bool {
        let count = self.held.len().max(1);
        match *op {
            Op::Hold { room, from, long, outside, .. } => {
                self.take(self.wish(room, from, long), outside)
            }
            Op::Block { room, from, long } => self.take(self.wish(room, from, long), true),
            Op::Pair { rooms: [a, b], from, long } => {
                self.take(self.wish(a, from, long), false)
                    && self.take(self.wish(b, from, long), false)
            }
            Op::Move { nth, room, from, long } => {
                let n = nth % count;
                let room = room.unwrap_or(self.held[n].room);
                self.replace(n, room, from, long)
            }
            Op::Resize { nth, long } => {
                let n = nth % count;
                let Use { room, from, .. } = self.held[n];
                self.replace(n, room, from, long)
            }
            Op::Release(nth) => {
                self.held.remove(nth % count);
                true
            }
            Op::Shorten { nth, to } => {
                let n = nth % count;
                let to = to.max(self.now);
                let u = &mut self.held[n];
                match to {
                    _ if to >= u.to => {}
                    _ if to <= u.from => drop(self.held.remove(n)),
                    _ => u.to = to,
                }
                true
            }
            Op::Arrange { room, part_of } => self.arrange(room, part_of),
            Op::Close { room, from, long } => {
                let (from, to) = (from.max(self.now), from + long);
                if to <= self.now {
                    return false;
                }
                let new = Shut { id: None, room, from, to, ended: false };
                let model = self.clone();
                self.held.retain(|u| !model.closes(&new, u));
                self.shut.push(new);
                true
            }
            Op::EndClosing(nth) => {
                let (n, now) = (nth % self.shut.len(), self.now);
                let s = &mut self.shut[n];
                let runs = !s.ended && s.to > now;
                if runs {
                    (s.ended, s.to) = (true, now);
                }
                runs
            }
            Op::Setting { room, before, after } => {
                self.setup[room] = (before, after);
                true
            }
            Op::Series { room, from, long, days, every } => {
                let dates = (0..days).map(|n| (from + n * every * 96, false)).collect();
                self.series.push(Dates { id: None, room, long, dates, end: i64::MAX });
                self.hold_dates(self.series.len() - 1)
            }
            Op::Retry(nth) => self.hold_dates(nth % self.series.len()),
            Op::EndSeries { nth, from } => {
                let n = nth % self.series.len();
                let from = from.max(self.now);
                let s = &mut self.series[n];
                s.end = s.end.min(from);
                self.held.retain(|u| u.series != Some(n) || u.from < from);
                true
            }
            Op::Pass(quarters) => {
                self.now += quarters;
                true
            }
        }
    }

    /// Holds each date that was not held before, where that may be.
    fn hold_dates(&mut self, n: usize) -> bool {
        let Dates { room, long, dates, end, .. } = self.series[n].clone();
        for (at, (from, held)) in dates.into_iter().enumerate() {
            if held || from >= end {
                continue;
            }
            let wish = Use { series: Some(n), ..self.wish(room, from, long) };
            self.series[n].dates[at].1 = self.take(wish, false);
        }
        true
    }

    fn replace(&mut self, n: usize, room: usize, from: i64, long: i64) -> bool {
        let Use { id, series, .. } = self.held[n];
        let new = Use { id, series, ..self.wish(room, from, long) };
        let may = self.may(&new, false, Some(n));
        if may {
            self.held[n] = new;
        }
        may
    }

    fn arrange(&mut self, room: usize, part_of: Option<usize>) -> bool {
        let before = self.part_of;
        let under = |model: &Self, r: usize| model.around(r).contains(&room);
        if part_of.is_some_and(|other| under(self, other)) {
            return false;
        }
        self.part_of[room] = part_of;
        let deep = (0..ROOMS).any(|r| under(self, r) && self.around(r).len() > 4);
        let collision = self
            .held
            .iter()
            .enumerate()
            .any(|(n, a)| self.held[..n].iter().any(|b| self.collide(a, b)));
        let closed = self.held.iter().any(|u| self.shut.iter().any(|s| self.closes(s, u)));
        let fine = !deep && !collision && !closed;
        if !fine {
            self.part_of = before;
        }
        fine
    }
}
