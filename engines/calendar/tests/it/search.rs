//! The search against the rules as the engine itself keeps them.
use crate::house::*;
use lianxin_calendar::commands::{AddItem, CloseRoom, NewClosing, NewItem, PutSetting};
use lianxin_calendar::free::{Ask, Free, FreeList, find_free};
use lianxin_calendar::queries::FindRooms;
use lianxin_calendar::*;
use lianxin_db::Isolation;
use lianxin_kernel::{
    Date, Decision, Names, Outcome, Permission, Query, Read, Result, Role, Scope, Span as Length,
    TimeOfDay, Weekday,
};
use lianxin_places::commands::{AddHoursException, NewException, PutHours, PutRoom};
use lianxin_places::{RoomFacts, RoomKind, WeekSpan};
use lianxin_testkit::{Test, both};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use std::collections::{BTreeMap, BTreeSet};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn time(text: &str) -> TimeOfDay {
    text.parse().unwrap()
}

/// Everything that a world of one house can have.
#[derive(Clone, Debug)]
struct World {
    /// People and setup of each room.
    rooms: Vec<(Option<i64>, i64, i64)>,
    /// One that is not bookable.
    shut: usize,
    held: Vec<(usize, i64, i64)>,
    closings: Vec<(Option<usize>, i64, i64)>,
    /// Of a projector.
    lent: Vec<(i64, i64)>,
    published: bool,
    exception: bool,
    evening: usize,
    /// Minutes since the house was built.
    passed: i64,
    ask: Asked,
}

#[derive(Clone, Debug)]
struct Asked {
    people: Option<i64>,
    from: i64,
    long: i64,
    minutes: i64,
    projector: bool,
}

fn world() -> impl Strategy<Value = World> {
    // Quarter hours of two days, most of them when the house is open.
    let span = || ((0i64..2, 30i64..90).prop_map(|(d, q)| d * 96 + q), 1i64..14);
    let size = || prop::option::weighted(0.9, 5i64..60);
    let setup = || prop_oneof![Just(0i64), Just(15), Just(30), Just(20)];
    let asked = (prop::option::of(5i64..40), 20i64..80, 4i64..24, 1i64..12, any::<bool>());
    let asked = asked.prop_map(|(people, from, long, minutes, projector)| Asked {
        people,
        from,
        long,
        minutes: minutes.min(long) * 15,
        projector,
    });
    let things = (
        prop::collection::vec((size(), setup(), setup()), ROOMS),
        0..ROOMS,
        prop::collection::vec((0..ROOMS, span()), 0..25),
        prop::collection::vec((prop::option::weighted(0.9, 0..ROOMS), span()), 0..3),
        prop::collection::vec(span(), 0..3),
    );
    let flags = (prop::bool::weighted(0.8), prop::bool::weighted(0.3), 0..ROOMS, 0i64..300, asked);
    (things, flags).prop_map(|((rooms, shut, held, closings, lent), flags)| {
        let (published, exception, evening, passed, ask) = flags;
        let flat = |(room, (from, long))| (room, from, long);
        let held = held.into_iter().map(flat).collect();
        let closings =
            closings.into_iter().map(|(room, (from, long))| (room, from, long)).collect();
        World { rooms, shut, held, closings, lent, published, exception, evening, passed, ask }
    })
}

fn span(from: i64, long: i64) -> Span {
    let at = |quarter: i64| midnight() + Length::minutes(quarter * 15);
    Span::new(at(from), at(from + long)).unwrap()
}

fn room_name(n: usize) -> &'static str {
    ["大厅", "东半厅", "西半厅", "东角", "舞蹈室", "画室"][n]
}

impl World {
    /// Builds it by commands; the id of the projector.
    async fn build(&self, t: &Test) -> (House, ItemId) {
        let house = House::build(t).await;
        let (act, center) = (t.system(), house.center);
        for (n, (capacity, before_min, after_min)) in self.rooms.iter().copied().enumerate() {
            let mut facts = RoomFacts::named(Names::zh_cn(room_name(n)));
            facts.capacity = capacity;
            act.run(PutRoom::new(center, facts)).await.unwrap();
            let evening = WeekSpan {
                weekdays: (1..=7).map(|n| Weekday::new(n).unwrap()).collect(),
                from: time("21:30"),
                to: time("24:00"),
            };
            let self_service = if n == self.evening { vec![evening] } else { vec![] };
            let bookable = n != self.shut;
            let setting = RoomSetting { before_min, after_min, bookable, self_service };
            act.run(PutSetting { room: house.rooms[n], setting }).await.unwrap();
        }
        if !self.published {
            act.run(PutHours { center, periods: vec![] }).await.unwrap();
        }
        if self.exception {
            let (from, to) = (day("2026-03-03"), day("2026-03-03"));
            let (opens, closes) = (Some(time("10:20")), Some(time("17:50")));
            let exception =
                NewException { from, to, closed: false, opens, closes, note: line("节") };
            act.run(AddHoursException { center, exception }).await.unwrap();
        }
        let item = NewItem {
            center,
            kind: ItemKind::Projector,
            name: Names::zh_cn("投影仪"),
            portable: true,
            room: None,
        };
        let item = act.run(AddItem { item }).await.unwrap().id;
        let mut wishes: Vec<Wish> = vec![];
        for (room, from, long) in &self.held {
            let wish = house.wish(*room, span(*from, *long));
            wishes.push(Wish { kind: Kind::Activity, outside_hours: true, ..wish });
        }
        for (from, long) in &self.lent {
            let wish = house.wish(0, span(*from, *long));
            wishes.push(Wish { resource: Resource::item(item, center), ..wish });
        }
        let wishes = wishes.into_iter().map(Wished::from).collect();
        house.run(t, What::Each(wishes)).await.unwrap();
        for (room, from, long) in &self.closings {
            let Span { from, to } = span(*from, *long);
            let room = room.map(|n| house.rooms[n]);
            let closing = NewClosing { center, room, from, to, why: line("修") };
            // One that is past is refused.
            let _ = act.run(CloseRoom { closing }).await;
        }
        t.clock.forward(Length::minutes(self.passed));
        (house, item)
    }

    fn ask(&self) -> Ask {
        let Asked { people, from, long, minutes, projector } = self.ask;
        let at = |quarter: i64| TimeOfDay::from_minutes((quarter * 15).min(1440)).unwrap();
        Ask {
            people,
            minutes: minutes.min((96 - from) * 15),
            earliest: at(from),
            latest: at(from + long),
            equipment: if projector { vec![ItemKind::Projector] } else { vec![] },
            ..Ask::hour(day("2026-03-02"), day("2026-03-03"))
        }
    }
}

/// Asks the search, and then the rules of every start of every room.
struct Both {
    house: House,
    item: ItemId,
    world: World,
}

struct Answers {
    list: FreeList,
    /// Of each room and day the earliest start that is allowed.
    brute: BTreeMap<(usize, Date), Span>,
    /// What was answered and is not allowed.
    wrong: Vec<String>,
}

impl Both {
    async fn may(&self, r: &mut Read<'_>, resource: Resource, span: Span) -> Result<bool> {
        let wish = Wish { resource, ..self.house.wish(0, span) };
        let Decision { outcome, .. } = may_occupy(r, &wish, None).await?;
        Ok(outcome == Outcome::Yes)
    }

    async fn together(&self, r: &mut Read<'_>, room: usize, span: Span) -> Result<bool> {
        let item = Resource::item(self.item, self.house.center);
        let with = !self.world.ask.projector || self.may(r, item, span).await?;
        Ok(with && self.may(r, self.house.resource(room), span).await?)
    }
}

impl Query for Both {
    const NAME: &'static str = "t.both";
    const NEEDS: Permission = Permission::new("t.any", &[Role::Clerk]);
    type Target = Scope;
    type Out = Answers;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(1))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Answers> {
        let ask = self.world.ask();
        let list = find_free(r, &ask).await?;
        let mut wrong = vec![];
        for free in &list.items {
            let room = Resource::room(free.place.room, free.place.center);
            let (span, whole) =
                (Span { from: free.from, to: free.to }, Span { from: free.from, to: free.until });
            let mut fine = self.may(r, room, span).await? && self.may(r, room, whole).await?;
            for item in &free.items {
                fine &= self.may(r, Resource::item(*item, free.place.center), span).await?;
            }
            if !fine || free.items.len() != usize::from(self.world.ask.projector) {
                wrong.push(format!("{free:?}"));
            }
        }
        let mut brute = BTreeMap::new();
        for (nth, (capacity, ..)) in self.world.rooms.iter().enumerate() {
            let small = ask.people.is_some_and(|people| capacity.is_some_and(|c| c < people));
            for date in [ask.from, ask.to].into_iter().filter(|_| !small) {
                let (mut from, last) =
                    (r.zone().at(date, ask.earliest), r.zone().at(date, ask.latest));
                let long = Length::minutes(ask.minutes);
                while from + long <= last {
                    let span = Span { from, to: from + long };
                    if self.together(r, nth, span).await? {
                        brute.insert((nth, date), span);
                        break;
                    }
                    from = from + Length::minutes(15);
                }
            }
        }
        Ok(Answers { list, brute, wrong })
    }
}

/// Places in the order that is documented.
fn rank(ask: &Ask, free: &Free) -> (i64, lianxin_kernel::Timestamp, i64, lianxin_places::RoomId) {
    let (fit, spare) = match (ask.people, free.place.capacity) {
        (None, _) => (0, 0),
        (_, None) => (3, 0),
        (Some(people), Some(places)) if 2 * places <= 3 * people => (0, places - people),
        (Some(people), Some(places)) if places <= 3 * people => (1, places - people),
        (Some(people), Some(places)) => (2, places - people),
    };
    (fit, free.from, spare, free.place.room)
}

async fn story(t: Test, world: World) -> Result<(), TestCaseError> {
    let (house, item) = world.build(&t).await;
    let ask = world.ask();
    let answers = t.system().ask(Both { house, item, world }).await.unwrap();
    prop_assert_eq!(&answers.wrong, &Vec::<String>::new());
    let number = |free: &Free| house.rooms.iter().position(|r| *r == free.place.room).unwrap();
    let found: BTreeMap<_, _> = answers
        .list
        .items
        .iter()
        .map(|free| ((number(free), free.date), Span { from: free.from, to: free.to }))
        .collect();
    prop_assert_eq!(found.len(), answers.list.items.len(), "each room and day once");
    prop_assert_eq!(found, answers.brute);
    prop_assert!(answers.list.items.is_sorted_by_key(|free| rank(&ask, free)));
    let free = |room| answers.list.items.iter().any(|free| free.place.room == room);
    prop_assert!(!answers.list.near_misses.iter().any(|miss| free(miss.place.room)));
    t.end().await;
    Ok(())
}

fn worlds(cases: u32, start: impl Fn() -> Option<Test>) {
    let config = ProptestConfig { cases, max_shrink_iters: 60, ..ProptestConfig::default() };
    let ran = TestRunner::new(config).run(&world(), |world| {
        let Some(test) = start() else { return Ok(()) };
        runtime().block_on(story(test, world))
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

#[test]
fn what_is_found_is_what_may_be_held_and_nothing_else_is() {
    worlds(40, || Some(runtime().block_on(Test::sqlite(quiet(true)))));
}

#[test]
fn on_postgres_too() {
    let start = || runtime().block_on(Test::postgres(quiet(true), Isolation::ReadCommitted));
    worlds(6, start);
}

both! { setup: quiet(true);
    async fn what_only_staff_use_or_nobody_may_book_is_not_found(t: Test) {
        let house = House::build(t).await;
        let mut facts = RoomFacts::named(Names::zh_cn(room_name(4)));
        facts.resident_facing = Some(false);
        t.system().run(PutRoom::new(house.center, facts)).await.unwrap();
        let setting = RoomSetting { bookable: false, ..usual() };
        t.system().run(PutSetting { room: house.rooms[5], setting }).await.unwrap();
        let ask = Ask::hour(day("2026-03-03"), day("2026-03-03"));
        let list = t.nobody().ask(FindRooms { ask }).await.unwrap();
        let found: BTreeSet<_> = list.items.iter().map(|free| free.place.room).collect();
        assert_eq!(found, house.rooms[..4].iter().copied().collect());
        assert_eq!(list.near_misses, []);
    }

    async fn a_question_out_of_bounds_names_its_field(t: Test) {
        let house = House::build(t).await;
        let ask = Ask::hour(day("2026-03-03"), day("2026-03-03"));
        let long = Ask { to: day("2026-06-30"), minutes: 25, ..ask.clone() };
        assert_eq!(refused(t.nobody().ask(FindRooms { ask: long }).await), ["minutes wrong", "to out_of_range"]);
        let lost = Ask { centers: vec![house.center, t.some_id().into()], ..ask.clone() };
        assert_eq!(refused(t.nobody().ask(FindRooms { ask: lost }).await), ["centers unknown"]);
        let other = Ask { kinds: vec![RoomKind::Yoga], centers: vec![house.center], ..ask };
        assert_eq!(t.nobody().ask(FindRooms { ask: other }).await.unwrap().found, 0);
    }
}
