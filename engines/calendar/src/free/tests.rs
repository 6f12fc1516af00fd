//! The search against the rules themselves, one quarter hour after the other.
use super::Ask;
use super::day::Day;
use super::house::House;
use super::rank::Wanted;
use super::search::search;
use super::town::{Busy, Center, Place, Town};
use super::{Free, Near};
use crate::model::{
    ClosingId, Item, ItemFacts, ItemId, ItemKind, RoomSetting, Span, WeekBits, WeekNo, outside,
    quarter_of,
};
use crate::record::Closing;
use lianxin_db::Id;
use lianxin_kernel::{Date, Line, Names, Span as Length, TimeOfDay, Timestamp, Weekday, Zone};
use lianxin_places::{
    CenterId, CenterSpot, DayHours, OpenSpan, Point, Room, RoomFacts, RoomId, RoomKind, Status,
    WeekSpan,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn id(n: u64) -> Id {
    Id::compose(n, 1, n)
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn time(text: &str) -> TimeOfDay {
    text.parse().unwrap()
}

fn room(n: u64) -> Room {
    let facts = RoomFacts::named(Names::zh_cn(&format!("第{n}室")));
    Room { id: RoomId(id(n)), part_of: None, facts }
}

fn hours(date: Date, spans: Vec<OpenSpan>, known: bool) -> DayHours {
    let reason = (!known).then(|| lianxin_kernel::reason!("hours.not_published"));
    DayHours { date, weekday: date.weekday(), spans, reason }
}

/// Busy in these quarter hours since 1970.
fn busy(since: Date, quarters: &BTreeSet<i64>) -> Busy {
    let first = WeekNo::of_date(since.plus_days(-1));
    let mut all = Busy::default();
    for n in 0..16 {
        let week = WeekNo(first.0 + n);
        let mut bits = WeekBits::FREE;
        for q in quarters.iter().filter(|q| week.quarters().contains(q)) {
            bits.set(q - week.quarters().start, true);
        }
        if !bits.is_free() {
            all.add(first, week, &bits);
        }
    }
    all
}

fn center(n: u64, days: Vec<DayHours>) -> Center {
    let spot = CenterSpot {
        id: CenterId(id(n)),
        name: Names::zh_cn("中心"),
        status: Status::Open,
        point: Some(Point { lat: 0.0, lon: 0.001 * n as f64 }),
    };
    Center { spot, days, closings: vec![], items: vec![], fixed: vec![], rooms: vec![] }
}

fn place(n: u64) -> Place {
    Place { room: room(n), setting: RoomSetting::USUAL, closings: vec![], busy: Busy::default() }
}

fn closing(n: u64, span: Span, ended_at: Option<Timestamp>) -> Closing {
    let (id, center) = (ClosingId(id(n)), CenterId(id(1)));
    Closing { id, center, room: None, span, why: "修".to_owned(), ended_at }
}

fn spans() -> impl Strategy<Value = Vec<OpenSpan>> {
    let minutes = prop_oneof![(0i64..97).prop_map(|q| q * 15), 0i64..=1440];
    prop::collection::vec((minutes.clone(), minutes), 0..4).prop_map(|all| {
        let at = |m| TimeOfDay::from_minutes(m).unwrap();
        let spans = all.into_iter().filter(|(a, b)| a != b);
        let mut spans: Vec<_> =
            spans.map(|(a, b)| OpenSpan { from: at(a.min(b)), to: at(a.max(b)) }).collect();
        spans.sort_unstable();
        spans
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    /// What the bits say is what the rules say of each start of a day, also where clocks are changed.
    #[test]
    fn each_start_is_one_that_the_rules_allow(
        (zone, date) in prop::sample::select(vec![
            ("Asia/Shanghai", "2026-03-02"), ("Europe/Berlin", "2026-03-29"),
            ("Europe/Berlin", "2026-10-25"), ("Australia/Lord_Howe", "2026-04-05"),
            ("America/New_York", "2026-11-01"), ("Asia/Kathmandu", "2026-03-02"),
        ]),
        spans in spans(), own in spans(), known in prop::bool::weighted(0.9),
        need in 1i64..40, before in 0i64..=240, after in 0i64..=240, now in -2_000i64..2_000,
        taken in prop::collection::btree_set(-20i64..130, 0..12),
        shut in prop::collection::vec((-600i64..1_800, 1i64..500, prop::option::of(-600i64..1_800)), 0..3),
    ) {
        let (zone, date) = (Zone::named(zone).unwrap(), day(date));
        let midnight = zone.start_of(date);
        let at = |minutes: i64| midnight + Length::minutes(minutes);
        let now = at(now);
        let mut one = center(1, vec![hours(date, spans, known)]);
        for (n, (from, long, ended)) in shut.iter().enumerate() {
            let span = Span { from: at(*from), to: at(from + long) };
            one.closings.push(closing(n as u64, span, ended.map(at)));
        }
        let weekdays = vec![date.weekday()];
        let self_service = own.iter().map(|s| WeekSpan { weekdays: weekdays.clone(), from: s.from, to: s.to });
        let setting = RoomSetting {
            before_min: before, after_min: after, bookable: true, self_service: self_service.collect(),
        };
        let first = quarter_of(midnight);
        let quarters: BTreeSet<i64> = taken.iter().map(|q| first + q).collect();
        let place = Place { setting, busy: busy(date, &quarters), ..place(1) };
        let ask = Ask { minutes: need * 15, ..Ask::hour(date, date) };
        let days = Day::all(&ask, now, &zone);
        let house = House::new(&one, &days, &ask, now);
        let wanted = Wanted::of(&ask, &one, &place.room).unwrap();
        let times = house.times(&place, &wanted, 0).unwrap();
        let found: BTreeSet<i64> =
            house.within(times.starts, days[0].asked).members().map(|n| days[0].start + n).collect();
        let next = quarter_of(zone.start_of(date.plus_days(1)));
        let allowed = |from: &i64| {
            let moment = |q: i64| Timestamp(q * Length::minutes(15).0);
            let span = Span { from: moment(*from), to: moment(from + need) };
            let open = outside(&one.days, &place.setting.self_service, span, &zone).is_none();
            let closed = one.closings.iter().any(|c| {
                let begins = span.from.max(now);
                let over = c.ended_at.is_some_and(|e| e <= c.span.from || e <= begins);
                c.span.to > begins && c.span.from < span.to && !over
            });
            let mut used = span.padded(before, after).quarters_from(now);
            let past = *from < quarter_of(now);
            !past && open && !closed && !used.any(|q| quarters.contains(&q))
        };
        let expected: BTreeSet<i64> = (first..=next - need).filter(allowed).collect();
        prop_assert_eq!(found, expected);
    }
}

fn zone() -> Zone {
    Zone::named("Asia/Shanghai").unwrap()
}

const MONDAY: &str = "2026-03-02";

/// Two centers, each open from 08:00 to 22:00 for three days from Monday on.
fn town() -> Town {
    let open = OpenSpan { from: time("08:00"), to: time("22:00") };
    let days = |n: i32| hours(day(MONDAY).plus_days(n), vec![open], true);
    let centers = [10, 20].map(|n| center(n, (0..3).map(days).collect()));
    Town { now: zone().start_of(day(MONDAY)), zone: zone(), centers: centers.into() }
}

fn holds(n: u64, people: i64) -> Place {
    let mut place = place(n);
    place.room.facts.capacity = Some(people);
    place.room.facts.kind = Some(RoomKind::Dance);
    place
}

/// Monday's quarter hours between two times.
fn taken(from: &str, to: &str) -> Busy {
    let first = quarter_of(zone().at(day(MONDAY), time(from)));
    busy(day(MONDAY), &(first..quarter_of(zone().at(day(MONDAY), time(to)))).collect())
}

fn evening(people: i64) -> Ask {
    let (earliest, latest) = (time("18:00"), time("21:00"));
    let ask = Ask::hour(day(MONDAY), day(MONDAY));
    Ask { people: Some(people), earliest, latest, minutes: 120, ..ask }
}

/// The room, and its time as `18:00–20:00`.
fn told(free: &Free) -> (u64, String) {
    let time = |at| zone().time(at);
    (number(free.place.room), format!("{}–{}", time(free.from), time(free.to)))
}

fn number(room: RoomId) -> u64 {
    (1..100).find(|n| RoomId(id(*n)) == room).unwrap()
}

#[test]
fn the_snug_room_is_first_then_the_near_one_then_the_early_one() {
    let mut town = town();
    town.centers[0].rooms = vec![holds(1, 200), holds(2, 28), holds(3, 24), place(4)];
    town.centers[1].rooms = vec![holds(5, 20), holds(6, 50)];
    town.centers[0].rooms[2].busy = taken("17:00", "19:00");
    let mut ask = evening(20);
    ask.near = Some(Near { point: Point { lat: 0.0, lon: 0.009 }, minutes: 60 });
    let list = search(&town, &ask);
    let order: Vec<_> = list.items.iter().map(told).collect();
    let early = "18:00–20:00".to_owned();
    assert_eq!(
        order,
        [
            (2, early.clone()),
            (3, "19:00–21:00".to_owned()),
            (5, early.clone()),
            (6, early.clone()),
            (1, early.clone()),
            (4, early),
        ]
    );
    assert_eq!(list.found, 6);
    let walks: Vec<_> = list.items.iter().map(|free| free.place.walk_minutes).collect();
    assert_eq!(walks, [Some(4), Some(4), Some(34), Some(34), Some(4), Some(4)]);
    let why: Vec<_> = list.items[0].why.iter().map(|r| r.code.as_ref()).collect();
    assert_eq!(why, ["calendar.fits", "calendar.walk", "calendar.free_until"]);
    assert_eq!(list.items[5].why[0].code, "calendar.places_unknown");
    assert_eq!(zone().time(list.items[0].until).to_string(), "21:00");
    assert_eq!(search(&town, &ask), list, "the same question has the same answer");
}

#[test]
fn only_the_kinds_days_and_times_that_are_asked_for() {
    let mut town = town();
    town.centers[0].rooms = vec![holds(1, 30), place(2)];
    let mut ask = Ask { kinds: vec![RoomKind::Yoga, RoomKind::Dance], ..evening(10) };
    ask.to = day("2026-03-04");
    ask.weekdays = vec![Weekday::new(2).unwrap(), Weekday::new(3).unwrap()];
    let list = search(&town, &ask);
    let dates: Vec<_> =
        list.items.iter().map(|f| (number(f.place.room), f.date.to_string())).collect();
    assert_eq!(dates, [(1, "2026-03-03".to_owned()), (1, "2026-03-04".to_owned())]);
    ask.kinds = vec![RoomKind::Yoga];
    let none = search(&town, &ask);
    assert_eq!((none.items.len(), none.near_misses.len()), (0, 0));
}

#[test]
fn at_most_fifty_and_those_are_the_best() {
    let mut town = town();
    town.centers[0].rooms = (1..60).map(|n| holds(n, 100 - n as i64)).collect();
    let list = search(&town, &Ask { people: Some(30), ..evening(30) });
    assert_eq!((list.items.len(), list.found), (50, 59));
    // For at most 45 of them come first, the smallest first; then those for at most 90.
    let rooms: Vec<_> = list.items.iter().map(|f| f.place.capacity.unwrap()).collect();
    let expected: Vec<i64> = (41..=45).chain(46..=90).collect();
    assert_eq!(rooms, expected);
}

fn lent(n: u64, kind: ItemKind, busy: Busy) -> (Item, Busy) {
    let facts = ItemFacts { kind, name: Names::zh_cn("它"), portable: true, room: None };
    (Item { id: ItemId(id(n)), center: CenterId(id(10)), facts, ended_at: None }, busy)
}

#[test]
fn a_piano_stands_there_or_is_lent_and_free_as_long() {
    let mut town = town();
    town.centers[0].rooms = vec![holds(1, 30), holds(2, 30)];
    town.centers[0].rooms[1].room.facts.equipment = vec![Line::new("三角鋼琴").unwrap()];
    let mut ask = evening(20);
    ask.equipment = vec![ItemKind::Piano];
    let list = search(&town, &ask);
    assert_eq!(list.items.iter().map(told).collect::<Vec<_>>(), [(2, "18:00–20:00".to_owned())]);
    assert_eq!(list.near_misses[0].reason.code, "calendar.lacks");
    town.centers[0].items = vec![
        lent(31, ItemKind::Piano, taken("18:00", "18:30")),
        lent(32, ItemKind::Piano, taken("20:00", "21:00")),
        lent(33, ItemKind::Projector, Busy::default()),
    ];
    town.centers[0].rooms[0].busy = taken("18:00", "18:15");
    let list = search(&town, &ask);
    let rooms: Vec<_> = list.items.iter().map(told).collect();
    // The second is away at eight, so the first is taken, from half past six on.
    assert_eq!(rooms, [(2, "18:00–20:00".to_owned()), (1, "18:30–20:30".to_owned())]);
    assert_eq!(list.items[1].items, [ItemId(id(31))]);
    assert_eq!(list.items[1].why.last().unwrap().code, "calendar.lent");
    town.centers[0].items.truncate(1);
    town.centers[0].items[0].1 = taken("17:00", "21:00");
    let list = search(&town, &ask);
    let miss = &list.near_misses[0];
    assert_eq!((number(miss.place.room), miss.reason.code.as_ref()), (1, "calendar.lent_out"));
}

#[test]
fn what_comes_near_says_what_stands_against_it() {
    let mut town = town();
    let shut = zone().at(day(MONDAY), time("12:00"));
    let whole = Span { from: shut, to: shut + Length::days(1) };
    town.centers[0].rooms =
        vec![holds(1, 15), holds(2, 9), holds(3, 25), holds(4, 25), holds(5, 25), holds(6, 25)];
    let rooms = &mut town.centers[0].rooms;
    rooms[2].busy = taken("12:00", "19:30");
    rooms[3].busy = taken("12:00", "21:45");
    rooms[4].closings = vec![closing(9, whole, None)];
    rooms[5].busy = taken("19:30", "22:00");
    town.centers[1].rooms = vec![holds(7, 20)];
    let mut ask = evening(20);
    ask.near = Some(Near { point: Point { lat: 0.0, lon: 0.01 }, minutes: 26 });
    let list = search(&town, &ask);
    assert_eq!(list.items, []);
    let misses: Vec<_> = list
        .near_misses
        .iter()
        .map(|miss| {
            let values: Vec<_> = miss.reason.values.values().map(|v| format!("{v:?}")).collect();
            let from = miss.from.map(|at| zone().time(at).to_string()).unwrap_or_default();
            (number(miss.place.room), miss.reason.code.to_string(), values.join(" "), from)
        })
        .collect();
    let row = |n: u64, code: &str, values: &str, from: &str| {
        (n, format!("calendar.{code}"), values.to_owned(), from.to_owned())
    };
    // Room 2 is too small by more than half of them.
    assert_eq!(
        misses,
        [
            row(3, "free_later", "Number(30)", "19:30"),
            row(6, "free_earlier", "Number(30)", "17:30"),
            row(7, "farther", "Number(31) Number(5)", "18:00"),
            row(1, "too_small", "Number(5) Number(15)", "18:00"),
            row(4, "taken_until", "Text(\"2026-03-02T13:45:00Z\")", ""),
            row(5, "closed", "Text(\"2026-03-03T04:00:00Z\") Text(\"修\")", ""),
        ]
    );
}

#[test]
fn hours_that_are_too_short_or_not_known() {
    let mut town = town();
    town.centers[0].rooms = vec![holds(1, 20)];
    let code = |town: &Town, ask: &Ask| {
        let list = search(town, ask);
        list.near_misses.first().map_or("free".to_owned(), |miss| miss.reason.code.to_string())
    };
    let mut night = evening(20);
    (night.earliest, night.latest) = (time("01:00"), time("04:00"));
    assert_eq!(code(&town, &night), "calendar.hours");
    town.centers[0].days[0].spans.clear();
    assert_eq!(code(&town, &night), "calendar.day_off");
    town.centers[0].days[0] = hours(day(MONDAY), vec![], false);
    assert_eq!(code(&town, &night), "free", "unknown is not closed");
}
