//! How many registrations a second, and how long one waits: a crowd on one hot counter.
//!
//! `TMPDIR=<a disk to measure> LIANXIN_TEST_PG=<server> cargo run --release -p lianxin-db --example crowd`
#![expect(
    clippy::unwrap_used,
    dead_code,
    reason = "it measures, and shares the fresh databases of the tests, where a failure may panic"
)]
#[path = "../tests/it/fresh.rs"]
mod fresh;
use lianxin_db::*;
use std::time::{Duration, Instant};

const TIME: Duration = Duration::from_secs(2);
const SCHEMA: &str = "
create table pool (id {int} primary key, capacity {int} not null, taken {int} not null, check (taken <= capacity)) {strict};
create table registration (id {id} primary key, pool {int} not null, at {time} not null) {strict};
create table outbox (id {id} primary key, kind text not null, payload {json} not null) {strict};
insert into pool values (1, 1000000000, 0);";
const COUNT: &str = "update pool set taken = taken + 1 where id = $1 and taken < capacity";
const REGISTER: &str = "insert into registration (id, pool, at) values ($1, $2, $3)";
const TELL: &str = "insert into outbox (id, kind, payload) values ($1, $2, $3)";
const TAKEN: &str = "select taken as n from pool";
const REGISTERED: &str = "select count(*) as n from registration";
const TOLD: &str = "select count(*) as n from outbox";

struct Register;

impl Work for Register {
    type Out = bool;
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<bool> {
        if tx.run(sql(COUNT).bind(1_i64)).await? == 0 {
            return Ok(false);
        }
        let id = fresh::id(310);
        let q = sql(REGISTER).bind(id).bind(1_i64).bind(Timestamp(0));
        tx.run(q).await?;
        let q = sql(TELL).bind(id).bind("registered").bind(payload(id));
        tx.run(q).await?;
        Ok(true)
    }
}

fn payload(id: Id) -> Json {
    Json(format!(r#"{{"registration":"{id}"}}"#))
}

async fn crowd(name: &str, db: &Db, lane: Option<&'static str>, tasks: usize) {
    let retries = RETRIES.load(std::sync::atomic::Ordering::Relaxed);
    let start = Instant::now();
    let all: Vec<_> = (0..tasks)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                let (mut waits, mut failed) = (vec![], 0);
                while start.elapsed() < TIME {
                    let asked = Instant::now();
                    let out = match lane {
                        Some(lane) => db.write_in(lane, &Register).await,
                        None => db.write(&Register).await,
                    };
                    match out {
                        Ok(_) => waits.push(asked.elapsed()),
                        Err(_) => failed += 1,
                    }
                }
                (waits, failed)
            })
        })
        .collect();
    let (mut waits, mut failed) = (vec![], 0);
    for task in all {
        let (more, bad) = task.await.unwrap();
        waits.extend(more);
        failed += bad;
    }
    let retries = RETRIES.load(std::sync::atomic::Ordering::Relaxed) - retries;
    let (time, yes) = (start.elapsed(), waits.len() as i64);
    report(name, tasks, waits, time, failed, retries);
    // Whoever was told yes is there, and the counter tells the truth.
    for text in [TAKEN, REGISTERED, TOLD] {
        assert_eq!(fresh::count(db, text).await, yes, "{text}");
    }
}

fn report(
    name: &str,
    tasks: usize,
    mut waits: Vec<Duration>,
    time: Duration,
    failed: u64,
    retries: u64,
) {
    waits.sort();
    let rate = waits.len() as f64 / time.as_secs_f64();
    let at = |share: f64| {
        let nth = (waits.len() as f64 * share) as usize;
        waits.get(nth).map_or(0.0, |d| d.as_secs_f64() * 1e3)
    };
    let (p50, p99, most) = (at(0.5), at(0.99), waits.last().map_or(0, |d| d.as_millis()));
    println!(
        "| {name} | {tasks} | {rate:.0} | {p50:.2} | {p99:.2} | {most} | {failed} | {retries} |"
    );
}

#[tokio::main]
async fn main() {
    println!("| what | tasks | per s | p50 ms | p99 ms | max ms | failed | retries |");
    println!("|---|---|---|---|---|---|---|---|");
    for tasks in [1, 16, 64, 256] {
        let fresh = fresh::sqlite_with(Options::default()).await;
        fresh::tables(&fresh.db, SCHEMA).await;
        crowd("SQLite FULL", &fresh.db, None, tasks).await;
    }
    for isolation in [Isolation::Serializable, Isolation::ReadCommitted] {
        for lane in [Some("pool 1"), None] {
            for tasks in [1, 16, 64, 256] {
                let options = Options { isolation, ..Options::default() };
                let Some(fresh) = fresh::postgres_with(options).await else {
                    return;
                };
                fresh::tables(&fresh.db, SCHEMA).await;
                let how = lane.map_or("alone", |_| "in a lane");
                let name = format!("PostgreSQL {isolation:?}, {how}");
                crowd(&name, &fresh.db, lane, tasks).await;
            }
        }
    }
}
