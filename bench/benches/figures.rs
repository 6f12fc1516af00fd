//! The figures of a center and of a district, with ten million visits and a million sign-ups in the file.
//! `LIANXIN_BENCH_SHARE=0.01` measures with less.
#![expect(clippy::unwrap_used, reason = "a measurement that can not go on has failed")]
use lianxin_activities::*;
use lianxin_db::{DbError, Id, Options, Sql, Tx, Work, sql};
use lianxin_kernel::{App, Date, Module, Names, Span, Timestamp};
use lianxin_places::commands::{PutCenter, PutRegion};
use lianxin_places::{CenterFacts, CenterId, Level, RegionFacts, RegionId, RegionKind, Status};
use lianxin_testkit::{Isolation, Setup, Test};
use std::time::{Duration, Instant};

static MODULES: &[&Module] = &[
    &lianxin_places::MODULE,
    &lianxin_people::MODULE,
    &lianxin_calendar::MODULE,
    &lianxin_seats::MODULE,
    &lianxin_presence::MODULE,
    &lianxin_activities::MODULE,
];

const CENTERS: usize = 200;
const DAYS: i32 = 365;
/// 200 centers, 365 days, 5 or 6 a day: 400,000 sessions with 25 visits each.
const SESSIONS: usize = 400_000;
const VISITS_EACH: usize = 25;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let setup = || {
        let options = Options { work_limit: Duration::from_secs(7_200), ..Options::default() };
        Setup { options, ..Setup::new(MODULES) }
    };
    runtime.block_on(async {
        if std::env::var("LIANXIN_BENCH_ONLY").is_err() {
            measure(Test::sqlite(setup()).await).await;
        }
        if let Some(test) = Test::postgres(setup(), Isolation::Serializable).await {
            measure(test).await;
        }
    });
}

async fn measure(t: Test) {
    let share: f64 = std::env::var("LIANXIN_BENCH_SHARE").map_or(1.0, |s| s.parse().unwrap());
    let sessions = (SESSIONS as f64 * share) as usize;
    let (district, centers) = places(&t).await;
    let start = Instant::now();
    fill(&t, &centers, sessions).await;
    println!("{}: filled in {:.0} s", t.engine, start.elapsed().as_secs_f64());
    t.clock.set(Timestamp::parse("2027-06-01T00:00:00Z").unwrap());
    let (start, mut days) = (Instant::now(), 0);
    loop {
        match t.system().run(AddUpDays {}).await.unwrap() {
            0 => break,
            some => days += some,
        }
    }
    println!("  {days} days of centers added up in {:.0} s", start.elapsed().as_secs_f64());
    let month = ("2026-10-01", "2026-10-31");
    let year = ("2026-04-01", "2027-03-31");
    let center = centers[7].to_string();
    let district = district.to_string();
    for (what, place, span, by) in [
        ("a month of a center, by day", &center, month, By::Day),
        ("a year of a center, by month", &center, year, By::Month),
        ("a month of the district", &district, month, By::Month),
        ("a month of the district, by center", &district, month, By::Center),
        ("a month of the district, by day", &district, month, By::Day),
        ("a year of the district, by month", &district, year, By::Month),
    ] {
        let (from, to): (Date, Date) = (span.0.parse().unwrap(), span.1.parse().unwrap());
        let filter = FigureFilter { place: place.clone(), from, to, by };
        let (median, most, visits) = ask(&t.app, &filter).await;
        println!("  {what:<36} {median:>8.1} / {most:>6.1} ms  {visits} visits");
    }
    let (from, to) = (at("2026-10-01"), at("2026-11-01"));
    let start = Instant::now();
    let counted = t.app.db().read::<_, lianxin_kernel::Error>(async |tx: &mut Tx| {
        let centers = [centers[7].0];
        lianxin_presence::visits_at_centers(tx, &centers, from, to).await
    });
    let visits: i64 = counted.await.unwrap().iter().map(|v| v.visits).sum();
    let took = start.elapsed().as_secs_f64() * 1_000.0;
    println!(
        "  {:<36} {took:>8.1} ms           {visits} visits",
        "the visits of the month, one by one"
    );
}

fn at(day: &str) -> Timestamp {
    lianxin_kernel::Zone::named("Asia/Shanghai").unwrap().start_of(day.parse().unwrap())
}

/// Median and the slowest of nineteen in twenty, in ms.
async fn ask(app: &App, filter: &FigureFilter) -> (f64, f64, i64) {
    let (mut took, mut visits) = (vec![], 0);
    for _ in 0..41 {
        let start = Instant::now();
        let filter = filter.clone();
        visits = app.system("bench").ask(ShowFigures { filter }).await.unwrap().total.visits;
        took.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    took.sort_by(f64::total_cmp);
    (took[20], took[38], visits)
}

async fn places(t: &Test) -> (RegionId, Vec<CenterId>) {
    let act = t.system();
    let facts = RegionFacts::new(RegionKind::District, None, Names::zh_cn("青禾区"));
    let region = act.run(PutRegion::new("qinghe".parse().unwrap(), facts)).await.unwrap().id;
    let mut centers = vec![];
    for n in 0..CENTERS {
        let facts = CenterFacts::new(Level::Street, region, Names::zh_cn("中心"), Status::Open);
        let key = format!("center-{n}").parse().unwrap();
        centers.push(act.run(PutCenter::new(key, facts)).await.unwrap().id);
    }
    (region, centers)
}

struct Statements(Vec<Sql>);

impl Work for Statements {
    type Out = ();
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<(), DbError> {
        for q in &self.0 {
            tx.run(q.clone()).await?;
        }
        Ok(())
    }
}

/// Past the program: through it, it would take a day.
async fn fill(t: &Test, centers: &[CenterId], sessions: usize) {
    let db = t.app.db();
    let draft = serde_json::json!({
        "center": centers[0], "title": {"zh-CN": "合唱团"}, "kind": "arts_group",
        "mode": "on_site", "party_max": 1, "seats_on_site": 40, "sign_up_needed": true,
        "waiting_list": true, "outdoor": "广场", "publish": true,
        "series": {"kind": "once", "date": "2026-03-10", "from": "09:00", "to": "10:00"}
    });
    let draft: ProgramDraft = serde_json::from_value(draft).unwrap();
    t.system().run(AddProgram { draft }).await.unwrap();
    let first: Date = "2026-04-01".parse().unwrap();
    let numbers: Vec<usize> = (0..sessions).collect();
    for some in numbers.chunks(5_000) {
        let mut all = vec![];
        for n in some {
            let center = centers[n % CENTERS];
            let day = first.plus_days(i32::try_from(n / CENTERS).unwrap() % DAYS);
            let start = at(&day.to_string()) + Span::hours(9);
            let id = Id::compose(start.millis(), 1, *n as u64);
            let (date, end) = (day, start + Span::minutes(90));
            all.push(
                sql("insert into activities_session
                       (district, id, program, center, date, starts_at, ends_at, status)
                     select 1, $1, p.id, $2, $3, $4, $5, 'scheduled' from activities_program p")
                .bind(id)
                .bind(center)
                .bind(date)
                .bind(start)
                .bind(end),
            );
        }
        db.write(&Statements(all)).await.unwrap();
    }
    let random = if db.is_sqlite() { "randomblob(16)" } else { "gen_random_uuid()" };
    // A statement's text lives as long as the program; this one is short.
    let text = |text: &str| sql(text.replace("$id", random).leak());
    let times = |most: usize| {
        (1..=most).map(|n| format!("select {n} as n")).collect::<Vec<_>>().join(" union all ")
    };
    for index in [
        "presence_stay_center",
        "presence_stay_claim",
        "presence_stay_person",
        "presence_stay_any_person",
    ] {
        db.write(&Statements(vec![text(&format!("drop index {index}"))])).await.unwrap();
    }
    let pools = [
        "insert into seats_pool (district, id, subject, label, ends_at, party_max, waiting, fair, cancelled, created_at)
         select 1, $id, s.id, 'on_site', s.ends_at, 1, false, false, false, 0 from activities_session s
         where s.date > '2026-03-31'",
        "insert into seats_counter (district, pool, capacity, taken, offered, waiting, next_place, changes)
         select 1, p.id, 40, 0, 0, 0, 1, 0 from seats_pool p
         where p.id not in (select pool from seats_counter)",
        "insert into activities_day_due (district, center, date, changes)
         select district, center, date, 1 from activities_session where date > '2026-03-31'
         group by district, center, date",
    ];
    let claims = format!(
        "insert into seats_claim (district, id, pool, subject, person, party_size, state, place_no,
           had_before, rank, decision, reference, by_staff, moves, created_at, changed_at)
         select 1, $id, p.id, p.subject, $id, 1, 'seated', k.n, 0, 0, '{{}}',
           cast($id as text), false, 1, 0, 0
         from seats_pool p cross join ({}) k
         where p.created_at = 0",
        times(3)
    );
    let claims = match db.is_sqlite() {
        true => claims.replace("cast($id as text)", "hex($id)"),
        false => claims,
    };
    let counted = "update seats_counter set taken = 3, next_place = 4
         where pool in (select id from seats_pool where created_at = 0)";
    for one in pools.into_iter().chain([claims.as_str(), counted]) {
        db.write(&Statements(vec![text(one)])).await.unwrap();
    }
    let stays = format!(
        "insert into presence_stay (district, id, subject, center, attendee, person, online, in_at, how)
         select 1, $id, s.id, s.center, $id, $id, false, s.starts_at, 'card'
         from activities_session s cross join ({}) k where s.date > '2026-03-31'",
        times(VISITS_EACH)
    );
    db.write(&Statements(vec![text(&stays)])).await.unwrap();
    for index in [
        "create index presence_stay_center on presence_stay (district, center, in_at)",
        "create index presence_stay_claim on presence_stay (district, claim)",
        "create index presence_stay_person on presence_stay (district, person, in_at)",
        "create index presence_stay_any_person on presence_stay (person)",
    ] {
        db.write(&Statements(vec![sql(index)])).await.unwrap();
    }
    if !db.is_sqlite() {
        // As its own cleaning would within minutes.
        db.write(&Statements(vec![sql("analyze")])).await.unwrap();
    }
}
