//! Bounds: how long a work may take, how many may wait, and what may not be nested.
use crate::fresh::*;
use lianxin_db::*;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

const SCHEMA: &str = "create table seen (id {id} primary key, n {int} not null) {strict};";
const ENDLESS: &str =
    "with recursive n(i) as (select 1 union all select i from n) select count(*) as n from n";
const ENDLESS_INSERT: &str = "insert into seen (id, n)
 with recursive n(i) as (select 1 union all select i from n) select $1, count(*) from n";

fn short() -> Options {
    Options { work_limit: Duration::from_millis(400), ..Options::default() }
}

fn insert(n: i64) -> Run {
    Run(sql("insert into seen (id, n) values ($1, $2)").bind(id(1)).bind(n))
}

/// Writes one row, then never ends, in one way or another.
enum Endless {
    Waits,
    Reads,
    Writes,
}

impl Work for Endless {
    type Out = ();
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        insert(1000).run(tx).await?;
        match self {
            Self::Waits => std::future::pending().await,
            Self::Reads => tx.one::<N>(sql(ENDLESS)).await.map(drop),
            Self::Writes => tx.run(sql(ENDLESS_INSERT).bind(id(1))).await.map(drop),
        }
    }
}

/// Spawns works so that they wait in this order behind one that holds their lane, and then lets it go: so
/// they share one batch.
struct Behind {
    gate: Arc<Semaphore>,
    hold: JoinHandle<Result<u64>>,
    before: usize,
}

impl Behind {
    async fn new(db: &Db) -> Self {
        let gate = Arc::new(Semaphore::new(0));
        let (other, hold) = (db.clone(), Hold(gate.clone()));
        let works = db.stats().works;
        let hold = tokio::spawn(async move { other.write_in("one", &hold).await });
        while db.stats().works == works {
            tokio::task::yield_now().await;
        }
        Self { gate, hold, before: 0 }
    }

    async fn queue<W>(&mut self, db: &Db, work: W) -> JoinHandle<Result<W::Out>>
    where
        W: Work<Error = DbError> + Send + 'static,
        W::Out: 'static,
    {
        let other = db.clone();
        let task = tokio::spawn(async move { other.write_in("one", &work).await });
        self.before += 1;
        while db.stats().waiting < self.before {
            tokio::task::yield_now().await;
        }
        task
    }

    async fn go(self) {
        self.gate.add_permits(1);
        self.hold.await.unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_takes_too_long_is_undone_and_neighbors_are_not() {
    for fresh in all_with(short()).await {
        let db = &fresh.db;
        tables(db, SCHEMA).await;
        for endless in [Endless::Waits, Endless::Reads, Endless::Writes] {
            let before = count(db, "select count(*) as n from seen").await;
            let mut behind = Behind::new(db).await;
            let a = behind.queue(db, insert(2)).await;
            let b = behind.queue(db, endless).await;
            let c = behind.queue(db, insert(3)).await;
            behind.go().await;
            let out = (a.await.unwrap(), b.await.unwrap(), c.await.unwrap());
            assert_eq!(out, (Ok(1), Err(DbError::TimedOut), Ok(1)));
            let after = count(db, "select count(*) as n from seen").await;
            assert_eq!(after, before + 3);
        }
        assert_eq!(db.write(&Endless::Waits).await, Err(DbError::TimedOut));
        assert_eq!(db.look(&Count(sql(ENDLESS))).await, Err(DbError::TimedOut));
        let kept = "select count(*) as n from seen where n = 1000";
        assert_eq!(count(db, kept).await, 0);
        // and the limit of one work is not that of the next
        db.write(&insert(4)).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_of_a_batch_may_fail() {
    for fresh in all().await {
        let db = &fresh.db;
        tables(db, SCHEMA).await;
        let mut behind = Behind::new(db).await;
        let good = behind.queue(db, insert(2)).await;
        let twice = sql("insert into seen (id, n) select id, n from seen");
        let bad = behind.queue(db, Run(twice)).await;
        behind.go().await;
        assert_eq!(good.await.unwrap(), Ok(1));
        assert_eq!(bad.await.unwrap(), Err(DbError::Unique("seen.id".into())));
        assert_eq!(count(db, "select count(*) as n from seen").await, 2);
    }
}

/// On SQLite a statement holds its thread; the other tasks of that thread must go on elsewhere.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_long_statement_starves_nobody() {
    for fresh in all_with(short()).await {
        let db = fresh.db.clone();
        let long = tokio::spawn(async move { db.look(&Count(sql(ENDLESS))).await });
        let db = fresh.db.clone();
        let quick = tokio::spawn(async move { db.ping().await });
        quick.await.unwrap().unwrap();
        assert!(!long.is_finished(), "the quick one had to wait for the long one");
        assert_eq!(long.await.unwrap(), Err(DbError::TimedOut));
    }
}

/// Holds its lane until it is let go.
struct Hold(Arc<Semaphore>);

impl Work for Hold {
    type Out = u64;
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<u64> {
        let _permit = self.0.acquire().await;
        insert(1).run(tx).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_refuses_at_once() {
    let options = Options { queue: 2, connections: 1, ..Options::default() };
    for fresh in all_with(options).await {
        let db = &fresh.db;
        tables(db, SCHEMA).await;
        for lane in [Some("one"), None] {
            let gate = Arc::new(Semaphore::new(0));
            let hold = || {
                let (db, work) = (db.clone(), Hold(gate.clone()));
                tokio::spawn(async move {
                    match lane {
                        Some(lane) => db.write_in(lane, &work).await,
                        None => db.write(&work).await,
                    }
                })
            };
            let works = db.stats().works;
            let mut held = vec![hold()];
            while db.stats().works == works {
                tokio::task::yield_now().await;
            }
            held.extend([hold(), hold()]);
            while db.stats().waiting < 2 {
                tokio::task::yield_now().await;
            }
            assert_eq!(hold().await.unwrap(), Err(DbError::Busy));
            gate.add_permits(1);
            for task in held {
                assert_eq!(task.await.unwrap(), Ok(1));
            }
            assert_eq!(db.stats().waiting, 0);
        }
    }
}

/// A transaction inside a transaction, in each of the four ways.
struct Nest<'a>(&'a Db, bool);

impl Nest<'_> {
    async fn inner(&self) -> Result<()> {
        match self.1 {
            true => self.0.write_in("one", &insert(1)).await.map(drop),
            false => self.0.look(&Count(sql("select 1 as n"))).await.map(drop),
        }
    }
}

impl Work for Nest<'_> {
    type Out = ();
    type Error = DbError;

    async fn run(&self, _: &mut Tx) -> Result<()> {
        self.inner().await
    }
}

impl Look for Nest<'_> {
    type Out = ();
    type Error = DbError;

    async fn run(&self, _: &mut Tx) -> Result<()> {
        self.inner().await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_inside_another_is_refused() {
    for fresh in all().await {
        let db = &fresh.db;
        tables(db, SCHEMA).await;
        for writes in [true, false] {
            let nest = Nest(db, writes);
            assert_eq!(db.write_in("one", &nest).await, Err(DbError::Nested));
            assert_eq!(db.write(&nest).await, Err(DbError::Nested));
            assert_eq!(db.look(&nest).await, Err(DbError::Nested));
        }
        // one after another is fine
        db.write_in("one", &insert(1)).await.unwrap();
        assert_eq!(count(db, "select count(*) as n from seen").await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lanes_share_commits_and_can_be_turned_off() {
    for lanes in [true, false] {
        let options = Options { lanes, ..Options::default() };
        for fresh in all_with(options).await {
            let db = &fresh.db;
            tables(db, SCHEMA).await;
            let before = db.stats();
            if db.is_sqlite() || lanes {
                let mut behind = Behind::new(db).await;
                let mut tasks = vec![];
                for n in 0..9 {
                    tasks.push(behind.queue(db, insert(n)).await);
                }
                behind.go().await;
                for task in tasks {
                    assert_eq!(task.await.unwrap(), Ok(1));
                }
                // At most the one who held the lane had a commit alone.
                assert!(db.stats().batches - before.batches <= 2);
            } else {
                assert_eq!(db.write_in("one", &insert(1)).await, Ok(1));
                assert_eq!(db.stats().batches, 0);
            }
        }
    }
}
