//! Finding one person among a million, at a desk that has a hundred thousand of them.
#![expect(clippy::unwrap_used, reason = "a measurement that can not go on has failed")]
use lianxin_db::{DbError, Engine, FromRow, Look, Options, Row, Sql, Tx, Work, sql};
use lianxin_kernel::{AnyId, App, Error, Kind, Module, Names};
use lianxin_people::{FindPeople, NameKey, PersonId, name_keys, sound_of};
use lianxin_places::commands::{PutCenter, PutRegion};
use lianxin_places::{CenterFacts, CenterId, Level, RegionFacts, RegionKind, Status};
use lianxin_testkit::{Isolation, Setup, Test};
use std::ops::Range;
use std::time::{Duration, Instant};

static MODULES: &[&Module] = &[&lianxin_places::MODULE, &lianxin_people::MODULE];

/// How many people there are, unless `LIANXIN_BENCH_PEOPLE` says otherwise.
const PEOPLE: u64 = 1_000_000;
const CENTERS: u64 = 10;
const ASKED: u64 = 201;
/// People of one statement, and statements of one transaction. SQLite looks parameters up one by one, so a
/// statement of thousands takes longer than many small ones.
const AT_ONCE: u64 = 40;
const STATEMENTS: u64 = 250;

/// The hundred commonest family names cover four of five people; these are the first fifty of them,
/// and characters that given names are made of.
const FAMILY: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢";
const GIVEN: &str = "丽华英明国建秀芳伟强军敏静洋勇艳杰娟涛超霞平刚桂玉兰凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉";

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        // Sorting an index of millions is one work.
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
    let centers = centers(&t).await;
    let start = Instant::now();
    // Filled first and sorted once: a million rows each into a dozen sorted trees take an hour.
    let indexes = t.app.db().write(&TakeIndexes(t.app.db().engine())).await.unwrap();
    let count = people();
    for first in (0..count).step_by(usize::try_from(AT_ONCE * STATEMENTS).unwrap()) {
        let some = People { app: &t.app, centers: &centers, first };
        t.app.db().write(&some).await.unwrap();
    }
    for index in indexes {
        t.app.db().write(&Script(index.made_by.leak())).await.unwrap();
    }
    t.app.db().write(&Script("analyze")).await.unwrap();
    println!("{}: {count} people made in {:.0} s", t.engine, start.elapsed().as_secs_f64());
    let base = asked(&t, |n| Ask::Key(n * 4_799 % count)).await;
    told("by primary key", base, base);
    told("initials, 2", asked(&t, |n| Ask::Text(centers[0], initials(n, 2))).await, base);
    told("initials, 3", asked(&t, |n| Ask::Text(centers[0], initials(n, 3))).await, base);
    told("full pinyin", asked(&t, |n| Ask::Text(centers[0], pinyin(n))).await, base);
    told("given name", asked(&t, |n| Ask::Text(centers[0], given(n))).await, base);
    told("phone, last 4", asked(&t, |n| Ask::Text(centers[0], tail(n, 4))).await, base);
    told("phone, last 6", asked(&t, |n| Ask::Text(centers[0], tail(n, 6))).await, base);
    told("nobody", asked(&t, |n| Ask::Text(centers[0], format!("qq{n}x"))).await, base);
    t.app.db().close().await.unwrap();
}

fn people() -> u64 {
    let said = std::env::var("LIANXIN_BENCH_PEOPLE").ok();
    said.and_then(|n| n.parse().ok()).unwrap_or(PEOPLE)
}

fn told(what: &str, (median, p95): (Duration, Duration), base: (Duration, Duration)) {
    let ms = |d: Duration| d.as_secs_f64() * 1_000.0;
    let times = ms(median) / ms(base.0);
    println!(
        "  {what:<15} median {:>7.2} ms   p95 {:>7.2} ms   {times:>5.1} of a look by key",
        ms(median),
        ms(p95)
    );
}

async fn centers(t: &Test) -> Vec<CenterId> {
    let act = t.system();
    let facts = RegionFacts::new(RegionKind::District, None, Names::zh_cn("青禾区"));
    let region = act.run(PutRegion::new("qinghe".parse().unwrap(), facts)).await.unwrap().id;
    let mut centers = vec![];
    for n in 0..CENTERS {
        let facts = CenterFacts::new(Level::Street, region, Names::zh_cn("中心"), Status::Open);
        let put = PutCenter::new(format!("center-{n}").parse().unwrap(), facts);
        centers.push(act.run(put).await.unwrap().id);
    }
    centers
}

fn pick(from: &str, n: u64) -> char {
    let count = u64::try_from(from.chars().count()).unwrap();
    from.chars().nth(usize::try_from(n % count).unwrap()).unwrap()
}

/// The same million every time: spread over names as a multiplicative generator spreads them.
fn name(n: u64) -> String {
    let mixed = n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
    let mut name = pick(FAMILY, mixed % 50 * (mixed / 50 % 50) / 50).to_string();
    name.push(pick(GIVEN, mixed / 2_500));
    if !n.is_multiple_of(5) {
        name.push(pick(GIVEN, mixed / 125_000));
    }
    name
}

fn phone(n: u64) -> String {
    format!("139{:08}", n.wrapping_mul(7_654_321) % 100_000_000)
}

fn person(n: u64) -> PersonId {
    PersonId(AnyId::compose(1_700_000_000_000 + n, 1, n))
}

fn sound(n: u64) -> Vec<String> {
    sound_of(&name(n)).split(' ').map(str::to_owned).collect()
}

fn initials(n: u64, most: usize) -> String {
    sound(n * 4_799 % people()).iter().take(most).filter_map(|s| s.chars().next()).collect()
}

fn pinyin(n: u64) -> String {
    sound(n * 4_799 % people()).concat()
}

fn given(n: u64) -> String {
    name((n * 5 + 1) % people()).chars().skip(1).collect()
}

fn tail(n: u64, digits: usize) -> String {
    let phone = phone(n * 4_799 % people());
    phone[phone.len() - digits..].to_owned()
}

enum Ask {
    Key(u64),
    Text(CenterId, String),
}

struct Found;

impl FromRow for Found {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get::<String>("name").map(|_| Self)
    }
}

struct ByKey(PersonId);

impl Look for ByKey {
    type Out = usize;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<usize, Error> {
        let q = sql("select name from people_person where district = $1 and id = $2");
        Ok(tx.all::<Found>(q.bind(1).bind(self.0)).await?.len())
    }
}

/// The median and the time that nineteen of twenty stay under.
async fn asked(t: &Test, ask: impl Fn(u64) -> Ask) -> (Duration, Duration) {
    let mut took = vec![];
    for n in 0..ASKED {
        let ask = ask(n);
        let start = Instant::now();
        match ask {
            Ask::Key(n) => assert_eq!(t.app.db().look(&ByKey(person(n))).await.unwrap(), 1),
            Ask::Text(center, text) => {
                let nobody = text.starts_with("qq");
                let hits = t.system().ask(FindPeople { center, text }).await.unwrap();
                assert_eq!(hits.is_empty(), nobody);
            }
        }
        took.push(start.elapsed());
    }
    took.sort();
    (took[took.len() / 2], took[took.len() * 19 / 20])
}

struct Script(&'static str);

impl Work for Script {
    type Out = ();
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<(), DbError> {
        tx.run(sql(self.0)).await.map(drop)
    }
}

struct Index {
    name: String,
    made_by: String,
}

impl FromRow for Index {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { name: row.get("name")?, made_by: row.get("made_by")? })
    }
}

/// Drops what the tables of people are searched by, and says how to make it again.
struct TakeIndexes(Engine);

impl Work for TakeIndexes {
    type Out = Vec<Index>;
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<Vec<Index>, DbError> {
        let known = match self.0 {
            Engine::Sqlite => {
                "select name, sql as made_by from sqlite_master where type = 'index' and sql is not null
                   and tbl_name in ('people_person', 'people_name_key')"
            }
            Engine::Postgres => {
                "select cast(indexname as text) as name, indexdef as made_by from pg_indexes
                 where schemaname = current_schema()
                   and tablename in ('people_person', 'people_name_key') and indexname not like '%pkey'"
            }
        };
        let indexes: Vec<Index> = tx.all(sql(known)).await?;
        for index in &indexes {
            tx.run(sql(format!("drop index {}", index.name).leak())).await?;
        }
        Ok(indexes)
    }
}

struct People<'a> {
    app: &'a App,
    centers: &'a [CenterId],
    first: u64,
}

impl Work for People<'_> {
    type Out = ();
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<(), Error> {
        let end = people().min(self.first + AT_ONCE * STATEMENTS);
        for first in (self.first..end).step_by(usize::try_from(AT_ONCE).unwrap()) {
            self.insert(tx, first..end.min(first + AT_ONCE)).await?;
        }
        Ok(())
    }
}

impl People<'_> {
    async fn insert(&self, tx: &mut Tx, numbers: Range<u64>) -> Result<(), Error> {
        let mut people = sql(
            "insert into people_person (district, id, name, search_name, sound, phone_sealed, phone_key,
               phone_tail_key, language, home_center, added_by, created_at) values ",
        );
        let (first, mut keys) = (numbers.start, vec![]);
        for n in numbers {
            let (id, name) = (person(n), name(n));
            let center = self.centers[usize::try_from(n % CENTERS).unwrap()];
            let phone = self.sealed(id, &phone(n))?;
            people = people.push(if n == first { "(1" } else { ", (1" });
            people = people.push_bind(", ", id).push_bind(", ", name.clone());
            people = people.push_bind(", ", name.clone());
            people = people.push_bind(", ", sound_of(&name));
            for column in phone {
                people = people.push_bind(", ", column);
            }
            people = people.push(", 'zh-CN'").push_bind(", ", center).push(", 'import', 0)");
            keys.extend(name_keys(&name).into_iter().map(|key| (id, center, key)));
        }
        tx.run(people).await?;
        for keys in keys.chunks(100) {
            tx.run(rows(keys)).await?;
        }
        Ok(())
    }

    /// A phone as it is kept, and what it and its end are found by.
    fn sealed(&self, id: PersonId, phone: &str) -> Result<[Vec<u8>; 3], Error> {
        let (keys, field) = (self.app.keys(), "people_person.phone");
        let sealed = keys.seal(field, id.id(), phone.as_bytes(), self.app.random())?;
        let tail = keys.lookup("people_person.phone_tail", &phone.as_bytes()[phone.len() - 4..]);
        Ok([sealed, keys.lookup(field, phone.as_bytes()), tail])
    }
}

fn rows(keys: &[(PersonId, CenterId, NameKey)]) -> Sql {
    let mut q = sql("insert into people_name_key (district, person, center, part, key) values ");
    for (nth, (person, center, key)) in keys.iter().enumerate() {
        q = q.push(if nth == 0 { "(1" } else { ", (1" });
        q = q.push_bind(", ", *person).push_bind(", ", *center);
        q = q.push_bind(", ", key.part as i64).push_bind(", ", key.key.clone()).push(")");
    }
    q
}
