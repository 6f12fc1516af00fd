//! Free time among a thousand rooms for ninety days, and the week of fifty rooms.
#![expect(clippy::unwrap_used, reason = "a measurement that can not go on has failed")]
use lianxin_calendar::commands::{AddItem, NewItem, PutSetting};
use lianxin_calendar::free::{Ask, Near};
use lianxin_calendar::queries::{FindRooms, ListOccupancies};
use lianxin_calendar::{ItemKind, RoomSetting, Span, WeekBits, WeekNo};
use lianxin_db::{DbError, FromRow, Look, Options, Row, Sql, Tx, Work, sql};
use lianxin_kernel::{
    AnyId, Date, Error, Kind, Line, Module, Names, Span as Length, TimeOfDay, Timestamp, Zone,
};
use lianxin_places::commands::{PutCenter, PutHours, PutRegion, PutRoom};
use lianxin_places::{
    CenterFacts, CenterId, Level, Period, Point, RegionFacts, RegionKind, RoomFacts, RoomId,
    RoomKind, Status,
};
use lianxin_testkit::{Isolation, Setup, Test};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

static MODULES: &[&Module] = &[&lianxin_places::MODULE, &lianxin_calendar::MODULE];

const CENTERS: usize = 20;
/// In each center.
const ROOMS: usize = 50;
const DAYS: i32 = 90;
const ASKED: usize = 101;
/// Rows of one statement.
const AT_ONCE: usize = 40;
const FIRST: &str = "2026-03-02";

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options = Options { work_limit: Duration::from_secs(3_600), ..Options::default() };
        let setup = || Setup { options: options.clone(), ..Setup::new(MODULES) };
        measure(Test::sqlite(setup()).await).await;
        let isolation = Isolation::Serializable;
        if let Some(test) = Test::postgres(setup(), isolation).await {
            measure(test).await;
        }
    });
}

async fn measure(t: Test) {
    let start = Instant::now();
    let town = town(&t).await;
    let bookings = bookings(&town);
    for some in bookings.chunks(AT_ONCE * 100) {
        t.app.db().write(&Bookings(some)).await.unwrap();
    }
    for center in town.keys() {
        t.app.db().write(&Slots(*center)).await.unwrap();
    }
    let weeks = weeks(&bookings);
    t.app.db().write(&Weeks(&weeks)).await.unwrap();
    t.app.db().write(&Script("analyze")).await.unwrap();
    let (count, took) = (bookings.len(), start.elapsed().as_secs_f64());
    println!("{}: {count} bookings of {} rooms made in {took:.0} s", t.engine, CENTERS * ROOMS);
    let base = by_key(&t, &bookings).await;
    told("by primary key", base, base);
    let evening = Ask {
        people: Some(20),
        earliest: time("18:00"),
        latest: time("21:30"),
        minutes: 120,
        ..Ask::hour(day(0), day(DAYS - 1))
    };
    told("any evening", searched(&t, &evening).await, base);
    let whole = Ask::hour(day(0), day(DAYS - 1));
    told("any hour", searched(&t, &whole).await, base);
    let long = Ask { minutes: 14 * 60, ..whole };
    told("a whole day", searched(&t, &long).await, base);
    let piano = Ask { equipment: vec![ItemKind::Piano], ..evening.clone() };
    told("with a piano", searched(&t, &piano).await, base);
    let point = Point { lat: 34.70, lon: 113.70 };
    let near = Ask { near: Some(Near { point, minutes: 30 }), ..piano };
    told("and near", searched(&t, &near).await, base);
    let week = Ask { from: day(7), to: day(13), ..evening };
    told("next week", searched(&t, &week).await, base);
    told("week of 50 rooms", week_view(&t, &town).await, base);
    t.app.db().close().await.unwrap();
}

fn told(what: &str, (median, p95): (Duration, Duration), base: (Duration, Duration)) {
    let ms = |d: Duration| d.as_secs_f64() * 1_000.0;
    let times = ms(median) / ms(base.0);
    println!(
        "  {what:<16} median {:>7.2} ms   p95 {:>7.2} ms   {times:>6.0} looks by key",
        ms(median),
        ms(p95)
    );
}

fn time(text: &str) -> TimeOfDay {
    text.parse().unwrap()
}

fn day(n: i32) -> Date {
    FIRST.parse::<Date>().unwrap().plus_days(n)
}

/// The same town every time: spread as a multiplicative generator spreads.
fn mixed(n: usize) -> usize {
    n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33
}

type Town = BTreeMap<CenterId, Vec<RoomId>>;

async fn town(t: &Test) -> Town {
    let act = t.system();
    let facts = RegionFacts::new(RegionKind::District, None, Names::zh_cn("青禾区"));
    let region = act.run(PutRegion::new("qinghe".parse().unwrap(), facts)).await.unwrap().id;
    let mut town = Town::new();
    for n in 0..CENTERS {
        let mut facts = CenterFacts::new(Level::Street, region, Names::zh_cn("中心"), Status::Open);
        (facts.lat, facts.lon) = (Some(34.70 + n as f64 * 0.01), Some(113.70));
        let put = PutCenter::new(format!("center-{n}").parse().unwrap(), facts);
        let center = act.run(put).await.unwrap().id;
        let week = Period::weekly(day(-60), &[1, 2, 3, 4, 5, 6, 7], time("08:00"), time("22:00"));
        act.run(PutHours { center, periods: vec![week] }).await.unwrap();
        let mut rooms = vec![];
        for nth in 0..ROOMS {
            let mut facts = RoomFacts::named(Names::zh_cn(&format!("第{nth}室")));
            facts.capacity = Some(8 + (mixed(n * ROOMS + nth) % 60) as i64);
            facts.kind = Some(RoomKind::ALL[nth % RoomKind::ALL.len()]);
            if nth % 25 == 3 {
                facts.equipment = vec![Line::new("钢琴").unwrap()];
            }
            let room = act.run(PutRoom::new(center, facts)).await.unwrap().id;
            if nth % 5 == 0 {
                let setting = RoomSetting {
                    before_min: 15,
                    after_min: 15,
                    bookable: true,
                    self_service: vec![],
                };
                act.run(PutSetting { room, setting }).await.unwrap();
            }
            rooms.push(room);
        }
        let (kind, name) = (ItemKind::Piano, Names::zh_cn("电钢琴"));
        let item = NewItem { center, kind, name, portable: true, room: None };
        act.run(AddItem { item }).await.unwrap();
        town.insert(center, rooms);
    }
    town
}

struct Booking {
    id: AnyId,
    center: CenterId,
    room: RoomId,
    span: Span,
}

/// About 200,000 within the hours: two or three a day in each room.
fn bookings(town: &Town) -> Vec<Booking> {
    let zone = Zone::named("Asia/Shanghai").unwrap();
    let opens: Vec<Timestamp> = (0..DAYS).map(|n| zone.at(day(n), time("08:00"))).collect();
    let mut all = vec![];
    for (center, rooms) in town {
        for room in rooms {
            for opens in &opens {
                // Two of nine days have a third.
                let many = if mixed(all.len()) % 9 < 2 { 3 } else { 2 };
                for nth in 0..many {
                    let chance = mixed(all.len());
                    let from = *opens + Length::minutes((nth * 18 + chance % 5) as i64 * 15);
                    let to = from + Length::minutes((4 + chance / 8 % 9) as i64 * 15);
                    let n = all.len() as u64;
                    let id = AnyId::compose(1_700_000_000_000 + n, center.id().district(), n);
                    all.push(Booking { id, center: *center, room: *room, span: Span { from, to } });
                }
            }
        }
    }
    all
}

fn weeks(bookings: &[Booking]) -> BTreeMap<(RoomId, WeekNo), WeekBits> {
    let mut weeks = BTreeMap::new();
    for booking in bookings {
        for quarter in booking.span.quarters() {
            let week = WeekNo::of(quarter);
            let bits = weeks.entry((booking.room, week)).or_insert(WeekBits::FREE);
            bits.set(quarter - week.quarters().start, true);
        }
    }
    weeks
}

struct Bookings<'a>(&'a [Booking]);

impl Work for Bookings<'_> {
    type Out = ();
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<(), Error> {
        for some in self.0.chunks(AT_ONCE) {
            let mut q = sql(
                "insert into calendar_occupancy (district, id, center, resource, resource_kind, kind, owner,
                   starts_at, ends_at, before_min, after_min, label, outside_hours, series, state, version,
                   created_at, changed_at) values ",
            );
            for (nth, b) in some.iter().enumerate() {
                q = q.push(if nth == 0 { "(" } else { ", (" });
                q = q.push_bind("", b.center.district()).push_bind(", ", b.id);
                q = q.push_bind(", ", b.center).push_bind(", ", b.room);
                q = q.push(", 'room', 'booking'").push_bind(", ", b.id);
                q = q.push_bind(", ", b.span.from).push_bind(", ", b.span.to).push(", 0, 0");
                q = q.push_bind(", ", Names::zh_cn("合唱")).push(", false, null, 'held', 1");
                q = q.push_bind(", ", b.span.from).push_bind(", ", b.span.from).push(")");
            }
            tx.run(q).await?;
        }
        Ok(())
    }
}

/// The quarter hours of what is held at a center.
struct Slots(CenterId);

impl Work for Slots {
    type Out = ();
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<(), Error> {
        let held = "select id, resource, starts_at, ends_at from calendar_occupancy where district = $1 and center = $2";
        let q = sql(held).bind(self.0.district()).bind(self.0);
        let held: Vec<HeldRow> = tx.all(q).await?;
        for some in held.chunks(AT_ONCE) {
            let mut q =
                sql("insert into calendar_slot (district, resource, quarter, occupancy) values ");
            let mut first = true;
            for HeldRow { id, resource, span } in some {
                for quarter in span.quarters() {
                    q = q.push(if first { "(" } else { ", (" });
                    q = q.push_bind("", self.0.district()).push_bind(", ", *resource);
                    q = q.push_bind(", ", quarter).push_bind(", ", *id).push(")");
                    first = false;
                }
            }
            tx.run(q).await?;
        }
        Ok(())
    }
}

struct HeldRow {
    id: AnyId,
    resource: AnyId,
    span: Span,
}

impl FromRow for HeldRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let span = Span { from: row.get("starts_at")?, to: row.get("ends_at")? };
        Ok(Self { id: row.get("id")?, resource: row.get("resource")?, span })
    }
}

struct Weeks<'a>(&'a BTreeMap<(RoomId, WeekNo), WeekBits>);

impl Work for Weeks<'_> {
    type Out = ();
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<(), Error> {
        for ((room, week), bits) in self.0 {
            let q = sql(
                "insert into calendar_week (district, resource, monday, busy) values ($1, $2, $3, $4)",
            );
            tx.run(q.bind(room.district()).bind(*room).bind(week.monday()).bind(bits)).await?;
        }
        Ok(())
    }
}

struct Script(&'static str);

impl Work for Script {
    type Out = ();
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<(), DbError> {
        tx.run(sql(self.0)).await.map(drop)
    }
}

struct ByKey(AnyId);

fn one(id: AnyId) -> Sql {
    let q = sql(
        "select id, resource, starts_at, ends_at from calendar_occupancy where district = $1 and id = $2",
    );
    q.bind(id.district()).bind(id)
}

impl Look for ByKey {
    type Out = usize;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<usize, Error> {
        Ok(tx.all::<HeldRow>(one(self.0)).await?.len())
    }
}

fn middle(mut took: Vec<Duration>) -> (Duration, Duration) {
    took.sort();
    (took[took.len() / 2], took[took.len() * 19 / 20])
}

async fn by_key(t: &Test, bookings: &[Booking]) -> (Duration, Duration) {
    let mut took = vec![];
    for n in 0..ASKED {
        let key = ByKey(bookings[n * 997 % bookings.len()].id);
        let start = Instant::now();
        assert_eq!(t.app.db().look(&key).await.unwrap(), 1);
        took.push(start.elapsed());
    }
    middle(took)
}

/// The median and the time that nineteen of twenty stay under.
async fn searched(t: &Test, ask: &Ask) -> (Duration, Duration) {
    let mut took = vec![];
    for _ in 0..ASKED {
        let ask = ask.clone();
        let start = Instant::now();
        let list = t.nobody().ask(FindRooms { ask }).await.unwrap();
        took.push(start.elapsed());
        assert!(!list.items.is_empty() || !list.near_misses.is_empty());
    }
    middle(took)
}

async fn week_view(t: &Test, town: &Town) -> (Duration, Duration) {
    let centers: Vec<CenterId> = town.keys().copied().collect();
    let mut took = vec![];
    for n in 0..ASKED {
        let monday = day(i32::try_from(n % 12).unwrap() * 7);
        let view =
            ListOccupancies { center: centers[n % CENTERS], from: monday, to: monday.plus_days(6) };
        let start = Instant::now();
        let list = t.system().ask(view).await.unwrap();
        took.push(start.elapsed());
        assert!(list.items.len() > 600, "{}", list.items.len());
    }
    middle(took)
}
