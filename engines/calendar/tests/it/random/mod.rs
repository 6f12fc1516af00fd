//! Random commands: the engine against a plain model of the rules, on every engine.
mod model;

use crate::house::*;
use crate::repeating;
use lianxin_calendar::commands::{Block, Blocking, CloseRoom, EndClosing, NewClosing};
use lianxin_calendar::{ClosingId, Kind, Occupancy, OccupancyId, SeriesId, Span, Wish};
use lianxin_db::Isolation;
use lianxin_kernel::{Error, Result, Span as Length, Timestamp};
use lianxin_testkit::Test;
use model::{Model, Use};
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
    /// The same time on some days.
    Series {
        room: usize,
        from: i64,
        long: i64,
        days: i64,
        every: i64,
    },
    Retry(usize),
    EndSeries {
        nth: usize,
        from: i64,
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
        2 => (room(), from(), 1i64..12, 1i64..4, 1i64..3).prop_map(
            |(room, from, long, days, every)| Op::Series { room, from, long, days, every }),
        2 => nth().prop_map(Op::Retry),
        1 => (nth(), from()).prop_map(|(nth, from)| Op::EndSeries { nth, from }),
        1 => (1i64..6).prop_map(Op::Pass),
    ]
}

fn at(quarter: i64) -> Timestamp {
    midnight() + Length::minutes(quarter * 15)
}

fn span(from: i64, long: i64) -> Span {
    Span::new(at(from), at(from + long)).unwrap()
}

/// What is new, and the series it is of.
type Made = (Vec<OccupancyId>, Option<SeriesId>);

/// Does the same to the database; what is new, or nothing when it refuses.
async fn really(t: &Test, house: &House, model: &Model, op: &Op) -> Result<Made> {
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
            return Ok((vec![t.system().run(block).await?.id], None));
        }
        Op::Arrange { room, part_of } => {
            house.arrange(t, room, part_of).await?;
            return Ok(Made::default());
        }
        Op::EndClosing(nth) => {
            let closing = model.shut[nth % model.shut.len()].id.unwrap();
            t.system().run(EndClosing { closing }).await?;
            return Ok(Made::default());
        }
        Op::Setting { room, before, after } => {
            house.set_up(t, room, before * 15, after * 15).await;
            return Ok(Made::default());
        }
        Op::Pass(quarters) => {
            t.clock.forward(Length::minutes(quarters * 15));
            return Ok(Made::default());
        }
        Op::Series { room, from, long, days, every } => {
            let rule = format!("FREQ=DAILY;INTERVAL={every};COUNT={days}");
            let mut new = house.new_series(room, &rule);
            let day = i32::try_from(from.div_euclid(96)).unwrap();
            new.rule.first = "2026-03-02".parse::<lianxin_kernel::Date>().unwrap().plus_days(day);
            (new.rule.from_minute, new.rule.minutes) = (from.rem_euclid(96) * 15, long * 15);
            return repeated(t, house, repeating::Again::New(new)).await;
        }
        Op::Retry(nth) => {
            let id = model.series[nth % model.series.len()].id.unwrap();
            return repeated(t, house, repeating::Again::Retry(id)).await;
        }
        Op::EndSeries { nth, from } => {
            let id = model.series[nth % model.series.len()].id.unwrap();
            return repeated(t, house, repeating::Again::End(id, at(from))).await;
        }
        Op::Close { .. } => return Ok(Made::default()),
    };
    let new = house.run(t, what).await?;
    Ok((new.iter().map(|o| o.id).collect(), None))
}

/// What a series holds since this command.
async fn repeated(t: &Test, house: &House, what: repeating::Again) -> Result<Made> {
    let Some(outcome) = house.repeat(t, what).await?.0 else { return Ok(Made::default()) };
    let new = outcome.held().filter_map(|d| d.occupancy).collect();
    Ok((new, Some(outcome.series)))
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
    let mut model = Model {
        now: 36,
        part_of,
        setup: [(0, 0); ROOMS],
        held: vec![],
        shut: vec![],
        series: vec![],
    };
    for op in ops {
        let on_one =
            matches!(op, Op::Move { .. } | Op::Resize { .. } | Op::Release(_) | Op::Shorten { .. });
        let repeats = matches!(op, Op::Retry(_) | Op::EndSeries { .. });
        let nothing = on_one && model.held.is_empty() || repeats && model.series.is_empty();
        if nothing || (matches!(op, Op::EndClosing(_)) && model.shut.is_empty()) {
            continue;
        }
        let mut next = model.clone();
        let expected = next.step(&op);
        let closed = close(&t, &house, &op).await;
        let done = match &closed {
            Some(closed) => closed.clone().map(|_| Made::default()),
            None => really(&t, &house, &model, &op).await,
        };
        prop_assert_eq!(done.is_ok(), expected, "{:?} on {:?}: {:?}", op, model, done);
        match done {
            Ok((new, series)) => {
                let fresh = next.held.iter_mut().filter(|u| u.id.is_none());
                for (place, new) in fresh.zip(new) {
                    place.id = Some(new);
                }
                if let Some(last) = next.series.last_mut().filter(|s| s.id.is_none()) {
                    last.id = series;
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
            let of = |id| model.series.iter().position(|s| s.id == Some(id)).unwrap();
            let series = o.series.map(of);
            Use { id: Some(o.id), room, from, to, before, after, series }
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
