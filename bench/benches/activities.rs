//! One session everybody wants, and the list everybody reads.
#![expect(clippy::unwrap_used, reason = "a measurement that can not go on has failed")]
use lianxin_activities::*;
use lianxin_db::{DbError, Options, Tx, Work, sql};
use lianxin_kernel::{App, Kind, Language, Line, Module, Names, Secret};
use lianxin_people::{AddPerson, PersonId};
use lianxin_places::commands::{PutCenter, PutRegion};
use lianxin_places::{CenterFacts, CenterId, Level, RegionFacts, RegionKind, Status};
use lianxin_testkit::{Isolation, Setup, Test, race};
use std::time::{Duration, Instant};

static MODULES: &[&Module] = &[
    &lianxin_places::MODULE,
    &lianxin_people::MODULE,
    &lianxin_calendar::MODULE,
    &lianxin_seats::MODULE,
    &lianxin_presence::MODULE,
    &lianxin_activities::MODULE,
];

const CROWD: usize = 1_000;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let setup = || Setup { options: Options::default(), ..Setup::new(MODULES) };
        measure(Test::sqlite(setup()).await).await;
        for isolation in [Isolation::Serializable, Isolation::ReadCommitted] {
            if let Some(test) = Test::postgres(setup(), isolation).await {
                measure(test).await;
            }
        }
    });
}

async fn measure(t: Test) {
    let center = center(&t).await;
    let people = people(&t).await;
    let plain = per_second(plain_inserts(&t).await);
    let sign_up = per_second(sign_ups(&t, center, &people).await);
    many_sessions(&t, center).await;
    let (list, bare) = (median(&t, list).await, median(&t, bare_select).await);
    println!("{}", t.engine);
    println!("  plain insert  {plain:>9.0} /s");
    println!("  sign up       {sign_up:>9.0} /s   {:.2} of a plain insert", sign_up / plain);
    println!("  list          {:>9.2} ms  {:.0} bare selects", ms(list), ms(list) / ms(bare));
    t.end().await;
}

fn per_second(took: Duration) -> f64 {
    CROWD as f64 / took.as_secs_f64()
}

fn ms(took: Duration) -> f64 {
    took.as_secs_f64() * 1_000.0
}

struct Insert(i64);

impl Work for Insert {
    type Out = ();
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<(), DbError> {
        let q = sql("insert into kernel_secret (name, value, at) values ($1, $2, $3)");
        let q = q.bind(format!("bench {}", self.0)).bind(vec![0_u8; 32]);
        tx.run(q.bind(lianxin_db::Timestamp(0))).await?;
        Ok(())
    }
}

async fn plain_inserts(t: &Test) -> Duration {
    let start = Instant::now();
    race(CROWD, |n| {
        let db = t.app.db().clone();
        async move { db.write(&Insert(n as i64)).await.unwrap() }
    })
    .await;
    start.elapsed()
}

async fn center(t: &Test) -> CenterId {
    let act = t.system();
    let facts = RegionFacts::new(RegionKind::District, None, Names::zh_cn("青禾区"));
    let region = act.run(PutRegion::new("qinghe".parse().unwrap(), facts)).await.unwrap().id;
    let facts = CenterFacts::new(Level::Street, region, Names::zh_cn("中心"), Status::Open);
    act.run(PutCenter::new("center".parse().unwrap(), facts)).await.unwrap().id
}

async fn people(t: &Test) -> Vec<PersonId> {
    race(CROWD, |n| {
        let act = t.system();
        let new = AddPerson {
            name: Secret::new(Line::new(&format!("居民{n}")).unwrap()),
            phone: None,
            birth_date: None,
            age_band: None,
            home_center: None,
            language: Language::ZhCn,
        };
        async move { act.run(new).await.unwrap().hit.person }
    })
    .await
}

async fn sign_ups(t: &Test, center: CenterId, people: &[PersonId]) -> Duration {
    let draft = draft(center, "2026-03-10", "2026-03-10");
    let made = t.system().run(AddProgram { draft }).await.unwrap();
    let session = made.dates[0].session.unwrap();
    let start = Instant::now();
    race(CROWD, |n| {
        let act = t.person_act(people[n].id(), &[]);
        let wish = Wish { mode: Way::OnSite, companions: vec![], wait: true };
        async move { act.run(SignUpForSession { session, wish }).await.unwrap() }
    })
    .await;
    start.elapsed()
}

fn draft(center: CenterId, first: &str, last: &str) -> ProgramDraft {
    serde_json::from_value(serde_json::json!({
        "center": center, "title": {"zh-CN": "灯会"}, "kind": "festival", "mode": "on_site",
        "party_max": 1, "seats_on_site": 400, "sign_up_needed": true, "waiting_list": true,
        "outdoor": "广场", "publish": true,
        "series": {"kind": "weekly", "weekdays": [1, 2, 3, 4, 5, 6, 7], "first": first,
            "last": last, "from": "09:00", "to": "10:00"}
    }))
    .unwrap()
}

async fn many_sessions(t: &Test, center: CenterId) {
    for _ in 0..10 {
        let draft = draft(center, "2026-04-01", "2026-07-09");
        t.system().run(AddProgram { draft }).await.unwrap();
    }
}

async fn median<F: Future<Output = ()>>(t: &Test, look: impl Fn(App) -> F) -> Duration {
    let mut took = vec![];
    for _ in 0..101 {
        let start = Instant::now();
        look(t.app.clone()).await;
        took.push(start.elapsed());
    }
    took.sort();
    took[took.len() / 2]
}

async fn list(app: App) {
    let filter = SessionFilter { limit: Some(20), ..SessionFilter::default() };
    let page = app.act(None).ask(ListSessions { filter }).await.unwrap();
    assert_eq!(page.items.len(), 20);
}

async fn bare_select(app: App) {
    app.db().ping().await.unwrap();
}
