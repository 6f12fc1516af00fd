//! Random commands: the engine against a plain model of the rules, on every engine.
use crate::house::*;
use lianxin_calendar::commands::{Block, Blocking, CloseRoom, EndClosing, NewClosing};
use lianxin_calendar::{ClosingId, Kind, Occupancy, OccupancyId, Span, Wish};
use lianxin_db::Isolation;
use lianxin_kernel::{Error, Result, Span as Length, Timestamp};
use lianxin_testkit::Test;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};

#[derive(Clone, Debug)]
enum Op {
    Hold {
        room: usize,
        from: i64,
        long: i64,
        kind: Kind,
        outside: bool,
    },
    /// Two rooms together or none.
    Pair {
        rooms: [usize; 2],
        from: i64,
        long: i64,
    },
    Move {
        nth: usize,
        room: Option<usize>,
        from: i64,
        long: i64,
    },
    /// Only its end.
    Resize {
        nth: usize,
        long: i64,
    },
    Release(usize),
    Shorten {
        nth: usize,
        to: i64,
    },
    Block {
        room: usize,
        from: i64,
        long: i64,
    },
    Arrange {
        room: usize,
        part_of: Option<usize>,
    },
    Close {
        room: Option<usize>,
        from: i64,
        long: i64,
    },
    EndClosing(usize),
    Setting {
        room: usize,
        before: i64,
        after: i64,
    },
    Pass(i64),
}

/// Quarter hours of three days, most of them when the house is open.
fn op() -> impl Strategy<Value = Op> {
    let nth = || any::<prop::sample::Index>().prop_map(|i| i.index(1_000));
    let room = || 0..ROOMS;
    let from =
        || prop_oneof![8 => (0i64..3, 30i64..86).prop_map(|(d, q)| d * 96 + q), 1 => 0i64..288];
    let long = || prop_oneof![8 => 1i64..12, 1 => 1i64..100];
    let kind = prop::sample::select(vec![Kind::Booking, Kind::Activity, Kind::Season]);
    prop_oneof![
        12 => (room(), from(), long(), kind, prop::bool::weighted(0.2)).prop_map(
            |(room, from, long, kind, outside)| Op::Hold { room, from, long, kind, outside }),
        2 => ([room(), room()], from(), long())
            .prop_map(|(rooms, from, long)| Op::Pair { rooms, from, long }),
        6 => (nth(), prop::option::of(room()), from(), long())
            .prop_map(|(nth, room, from, long)| Op::Move { nth, room, from, long }),
        2 => (nth(), long()).prop_map(|(nth, long)| Op::Resize { nth, long }),
        4 => nth().prop_map(Op::Release),
        2 => (nth(), from()).prop_map(|(nth, to)| Op::Shorten { nth, to }),
        2 => (room(), from(), long()).prop_map(|(room, from, long)| Op::Block { room, from, long }),
        5 => (room(), prop::option::weighted(0.7, room()))
            .prop_map(|(room, part_of)| Op::Arrange { room, part_of }),
        1 => (prop::option::weighted(0.9, room()), from(), long())
            .prop_map(|(room, from, long)| Op::Close { room, from, long }),
        1 => nth().prop_map(Op::EndClosing),
        2 => (room(), 0i64..3, 0i64..3)
            .prop_map(|(room, before, after)| Op::Setting { room, before, after }),
        1 => (1i64..6).prop_map(Op::Pass),
    ]
}

#[derive(Clone, Debug, PartialEq)]
struct Use {
    id: Option<OccupancyId>,
    room: usize,
    from: i64,
    to: i64,
    before: i64,
    after: i64,
}

#[derive(Clone, Debug)]
struct Shut {
    id: Option<ClosingId>,
    room: Option<usize>,
    from: i64,
    to: i64,
    ended: bool,
}

/// The rules as one would tell them: no slots, everything compared with everything. Times in quarter
/// hours since Monday's midnight.
#[derive(Clone, Debug)]
struct Model {
    now: i64,
    part_of: [Option<usize>; ROOMS],
    setup: [(i64, i64); ROOMS],
    held: Vec<Use>,
    shut: Vec<Shut>,
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
        Use { id: None, room, from, to: from + long, before, after }
    }

    fn may(&self, u: &Use, outside: bool, except: Option<usize>) -> bool {
        let began = except.is_some_and(|n| self.held[n].from == u.from);
        let past = if began { u.to <= self.now } else { u.from < self.now };
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

    fn step(&mut self, op: &Op) -> bool {
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
            Op::Pass(quarters) => {
                self.now += quarters;
                true
            }
        }
    }

    fn replace(&mut self, n: usize, room: usize, from: i64, long: i64) -> bool {
        let new = Use { id: self.held[n].id, ..self.wish(room, from, long) };
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

fn at(quarter: i64) -> Timestamp {
    midnight() + Length::minutes(quarter * 15)
}

fn span(from: i64, long: i64) -> Span {
    Span::new(at(from), at(from + long)).unwrap()
}

/// Does the same to the database; the ids of what is new, or nothing when it refuses.
async fn really(t: &Test, house: &House, model: &Model, op: &Op) -> Result<Vec<Occupancy>> {
    let id = |nth: usize| model.held[nth % model.held.len()].id.unwrap();
    let what = match *op {
        Op::Hold { room, from, long, kind, outside } => {
            let wish = house.wish(room, span(from, long));
            What::Occupy(vec![Wish { kind, outside_hours: outside, ..wish }.into()])
        }
        Op::Pair { rooms, from, long } => {
            let wishes = rooms.map(|room| house.wish(room, span(from, long)).into());
            What::Occupy(wishes.to_vec())
        }
        Op::Move { nth, room, from, long } => {
            What::Move(id(nth), room.map(|r| house.resource(r)), span(from, long))
        }
        Op::Resize { nth, long } => {
            let from = model.held[nth % model.held.len()].from;
            What::Move(id(nth), None, span(from, long))
        }
        Op::Release(nth) => What::Release(id(nth)),
        Op::Shorten { nth, to } => What::Shorten(id(nth), at(to)),
        Op::Block { room, from, long } => {
            let Span { from, to } = span(from, long);
            let blocking = Blocking { from, to, why: line("消毒") };
            let block = Block { room: house.rooms[room], blocking };
            return Ok(vec![t.system().run(block).await?]);
        }
        Op::Arrange { room, part_of } => {
            house.arrange(t, room, part_of).await?;
            return Ok(vec![]);
        }
        Op::EndClosing(nth) => {
            let closing = model.shut[nth % model.shut.len()].id.unwrap();
            t.system().run(EndClosing { closing }).await?;
            return Ok(vec![]);
        }
        Op::Setting { room, before, after } => {
            house.set_up(t, room, before * 15, after * 15).await;
            return Ok(vec![]);
        }
        Op::Pass(quarters) => {
            t.clock.forward(Length::minutes(quarters * 15));
            return Ok(vec![]);
        }
        Op::Close { .. } => return Ok(vec![]),
    };
    house.run(t, what).await
}

async fn close(t: &Test, house: &House, op: &Op) -> Option<Result<ClosingId>> {
    let Op::Close { room, from, long } = *op else { return None };
    let Span { from, to } = span(from, long);
    let room = room.map(|n| house.rooms[n]);
    let closing = NewClosing { center: house.center, room, from, to, why: line("修") };
    let closed = t.system().run(CloseRoom { closing }).await;
    Some(closed.map(|c| c.closing.unwrap()))
}

async fn story(t: Test, ops: Vec<Op>) -> Result<(), TestCaseError> {
    let house = House::build(&t).await;
    let part_of = [None, Some(0), Some(0), Some(1), None, None];
    let mut model = Model { now: 36, part_of, setup: [(0, 0); ROOMS], held: vec![], shut: vec![] };
    for op in ops {
        let on_one =
            matches!(op, Op::Move { .. } | Op::Resize { .. } | Op::Release(_) | Op::Shorten { .. });
        let nothing = on_one && model.held.is_empty();
        if nothing || (matches!(op, Op::EndClosing(_)) && model.shut.is_empty()) {
            continue;
        }
        let mut next = model.clone();
        let expected = next.step(&op);
        let closed = close(&t, &house, &op).await;
        let done = match &closed {
            Some(closed) => closed.clone().map(|_| vec![]),
            None => really(&t, &house, &model, &op).await,
        };
        prop_assert_eq!(done.is_ok(), expected, "{:?} on {:?}: {:?}", op, model, done);
        match done {
            Ok(new) => {
                let fresh = next.held.iter_mut().filter(|u| u.id.is_none());
                for (place, new) in fresh.zip(new) {
                    place.id = Some(new.id);
                }
                if let (Some(last), Some(Ok(id))) = (next.shut.last_mut(), closed) {
                    last.id = Some(id);
                }
                model = next;
            }
            Err(Error::Conflict(_) | Error::Invalid(_)) => {}
            Err(e) => prop_assert!(false, "{op:?}: {e}"),
        }
        let view = house.view(&t).await;
        prop_assert_eq!(&view.faults, &Vec::<String>::new(), "after {:?} on {:?}", op, model);
        let place = |o: &Occupancy| {
            let quarter = |at: Timestamp| (at - midnight()).in_minutes() / 15;
            let room = house.rooms.iter().position(|r| r.0 == o.resource.id).unwrap();
            let (before, after) = (o.before_min / 15, o.after_min / 15);
            let (from, to) = (quarter(o.span.from), quarter(o.span.to));
            Use { id: Some(o.id), room, from, to, before, after }
        };
        let mut shown: Vec<Use> = view.held.iter().map(place).collect();
        let mut kept = model.held.clone();
        shown.sort_by_key(|u| u.id);
        kept.sort_by_key(|u| u.id);
        prop_assert_eq!(shown, kept, "after {:?}", op);
    }
    t.end().await;
    Ok(())
}

/// So many sequences of at least `shortest` commands.
fn sequences(cases: u32, shortest: usize, start: impl Fn() -> Option<Test>) {
    let config = ProptestConfig { cases, max_shrink_iters: 40, ..ProptestConfig::default() };
    let ops = prop::collection::vec(op(), shortest..=shortest + 20);
    let ran = TestRunner::new(config).run(&ops, |ops| {
        let Some(test) = start() else { return Ok(()) };
        runtime().block_on(story(test, ops))
    });
    if let Err(e) = ran {
        panic!("{e}");
    }
}

fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: std::sync::OnceLock<tokio::runtime::Runtime> = std::sync::OnceLock::new();
    RUNTIME.get_or_init(|| {
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        runtime.worker_threads(2).enable_all().build().unwrap()
    })
}

/// 10,000 commands and more, since each sequence has at least 200.
#[test]
fn ten_thousand_commands_leave_no_room_to_two() {
    sequences(50, 200, || Some(runtime().block_on(Test::sqlite(quiet(true)))));
}

#[test]
fn on_postgres_too() {
    let start = || runtime().block_on(Test::postgres(quiet(true), Isolation::ReadCommitted));
    sequences(6, 100, start);
}
