//! Turns: first come, first served; readers beside writers; locks taken crosswise; two processes.
use crate::fresh::*;
use lianxin_db::*;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Barrier, Semaphore};

const SCHEMA: &str = r#"
create table seen (id {id} primary key, n {int} not null) {strict};
create table pair (id {int} primary key, n {int} not null) {strict};
create table pool (id {int} primary key, capacity {int} not null, taken {int} not null, check (taken <= capacity)) {strict};
insert into pair values (1, 0);
insert into pair values (2, 0);
insert into pool values (1, 40, 0);
"#;
const ORDERED: &str = "select count(*) as n from seen a join seen b on b.id > a.id and b.n < a.n";

fn insert(n: i64) -> Run {
    Run(sql("insert into seen (id, n) values ($1, $2)").bind(id(1)).bind(n))
}

/// Numbers what was written so far.
struct Arrive(Id);

impl Work for Arrive {
    type Out = u64;
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<u64> {
        let q = sql("insert into seen (id, n) select $1, count(*) from seen").bind(self.0);
        tx.run(q).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_first_goes_first() {
    for fresh in all().await {
        let db = &fresh.db;
        tables(db, SCHEMA).await;
        let mut all = vec![];
        for waiting in 0..100 {
            let (other, arrive) = (db.clone(), Arrive(id(1)));
            if waiting == 0 {
                let (other, gate) = (db.clone(), Arc::new(Semaphore::new(0)));
                let hold = Hold(gate.clone());
                let works = db.stats().works;
                let hold = tokio::spawn(async move { other.write_in("one", &hold).await });
                while db.stats().works == works {
                    tokio::task::yield_now().await;
                }
                all.push((Some(gate), hold));
            }
            all.push((None, tokio::spawn(async move { other.write_in("one", &arrive).await })));
            while db.stats().waiting <= waiting {
                tokio::task::yield_now().await;
            }
        }
        for (gate, task) in all {
            if let Some(gate) = gate {
                gate.add_permits(1);
            }
            task.await.unwrap().unwrap();
        }
        assert_eq!(count(db, "select count(*) as n from seen").await, 100);
        assert_eq!(count(db, ORDERED).await, 0);
    }
}

/// Holds its lane until it is let go.
struct Hold(Arc<Semaphore>);

impl Work for Hold {
    type Out = u64;
    type Error = DbError;

    async fn run(&self, _: &mut Tx) -> Result<u64> {
        let _go = self.0.acquire().await;
        Ok(0)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_do_not_wait_for_writers() {
    for fresh in all().await {
        let db = &fresh.db;
        tables(db, SCHEMA).await;
        let gate = Arc::new(Semaphore::new(0));
        let (other, hold, works) = (db.clone(), Hold(gate.clone()), db.stats().works);
        let holding = tokio::spawn(async move { other.write_in("one", &hold).await });
        while db.stats().works == works {
            tokio::task::yield_now().await;
        }
        // The writer is in the middle of its work for as long as these take.
        for _ in 0..200 {
            assert_eq!(count(db, "select count(*) as n from seen").await, 0);
        }
        assert!(!holding.is_finished());
        gate.add_permits(1);
        holding.await.unwrap().unwrap();
        db.write(&insert(1)).await.unwrap();
        assert_eq!(count(db, "select count(*) as n from seen").await, 1);
    }
}

/// Takes two rows, the second once the other work has its first.
struct Cross(i64, Arc<Barrier>);

impl Work for Cross {
    type Out = ();
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        let take = |row: i64| sql("update pair set n = n + 1 where id = $1").bind(row);
        tx.run(take(self.0)).await?;
        // Run again, nobody waits here anymore.
        let _ = tokio::time::timeout(Duration::from_millis(300), self.1.wait()).await;
        tx.run(take(3 - self.0)).await?;
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deadlock_is_run_again() {
    for fresh in all().await {
        let db = &fresh.db;
        tables(db, SCHEMA).await;
        let meet = Arc::new(Barrier::new(2));
        let both = [1, 2].map(|row| {
            let (db, work) = (db.clone(), Cross(row, meet.clone()));
            tokio::spawn(async move { db.write(&work).await })
        });
        for one in both {
            one.await.unwrap().unwrap();
        }
        assert_eq!(count(db, "select n from pair where id = 1").await, 2);
        assert_eq!(count(db, "select n from pair where id = 2").await, 2);
        assert!(db.is_sqlite() || db.stats().retries > 0);
    }
}

struct Sit;

impl Work for Sit {
    type Out = bool;
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<bool> {
        let q = "update pool set taken = taken + 1 where id = 1 and taken < capacity";
        Ok(tx.run(sql(q)).await? == 1)
    }
}

/// Each process has lanes of its own; what they share is the schema, and it is enough.
#[tokio::test(flavor = "multi_thread")]
async fn two_processes_give_what_there_is_once() {
    for isolation in [Isolation::Serializable, Isolation::ReadCommitted] {
        let options = Options { isolation, connections: 4, ..Options::default() };
        let Some(fresh) = postgres_with(options.clone()).await else { return };
        tables(&fresh.db, SCHEMA).await;
        let second = Db::postgres(&fresh.place, options).await.unwrap();
        let tasks: Vec<_> = (0..200)
            .map(|n| {
                let db = if n % 2 == 0 { fresh.db.clone() } else { second.clone() };
                tokio::spawn(async move { db.write_in("pool 1", &Sit).await })
            })
            .collect();
        let mut won = 0;
        for task in tasks {
            won += usize::from(task.await.unwrap().unwrap());
        }
        assert_eq!(won, 40);
        assert_eq!(count(&fresh.db, "select taken as n from pool").await, 40);
        second.close().await.unwrap();
    }
}
