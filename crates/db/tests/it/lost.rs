//! PostgreSQL goes away at the worst moments.
use crate::fresh::*;
use lianxin_db::*;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::Duration;

const SCHEMA: &str = "create table seen (id {id} primary key, n {int} not null) {strict};";

/// At commit, a row with n = 1 ends the session, and n = 2 keeps the commit waiting.
const AT_COMMIT: &str = "
create function at_commit() returns trigger language plpgsql as $$ begin
  if new.n = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;
  if new.n = 2 then perform pg_sleep(600); end if;
  return null;
end $$;
create constraint trigger at_commit after insert on seen deferrable initially deferred
  for each row execute function at_commit();";

fn insert(n: i64) -> Run {
    Run(sql("insert into seen (id, n) values ($1, $2)").bind(id(1)).bind(n))
}

async fn write(db: &Db, lane: bool, work: &Run) -> Result<u64> {
    match lane {
        true => db.write_in("one", work).await,
        false => db.write(work).await,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_without_an_answer_is_unknown_and_not_repeated() {
    let options = Options { work_limit: Duration::from_millis(500), ..Options::default() };
    let Some(fresh) = postgres_with(options).await else {
        return;
    };
    let db = &fresh.db;
    tables(db, SCHEMA).await;
    command(&fresh.place, AT_COMMIT).await;
    for lane in [true, false] {
        for n in [1, 2] {
            let works = db.stats().works;
            let out = write(db, lane, &insert(n)).await;
            assert!(matches!(out, Err(DbError::Unknown(_))), "{out:?}");
            assert_eq!(db.stats().works - works, 1, "run again in spite of it");
        }
        assert_eq!(write(db, lane, &insert(3)).await, Ok(1));
    }
}

/// Loses its connection on the first run.
struct LosesOnce(AtomicU32);

impl Work for LosesOnce {
    type Out = u64;
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<u64> {
        let done = insert(7).run(tx).await?;
        if self.0.fetch_add(1, SeqCst) == 0 {
            let q = sql("select case when pg_terminate_backend(pg_backend_pid()) then 1 end as n");
            tx.one::<N>(q).await?;
        }
        Ok(done)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_lost_before_the_commit_costs_nothing() {
    let Some(fresh) = postgres_with(Options::default()).await else {
        return;
    };
    let db = &fresh.db;
    tables(db, SCHEMA).await;
    let (before, loses, after) = (insert(6), LosesOnce(AtomicU32::new(0)), insert(8));
    let (a, b, c) = tokio::join!(biased;
        db.write_in("one", &before), db.write_in("one", &loses), db.write_in("one", &after));
    assert_eq!((a, b, c), (Ok(1), Ok(1), Ok(1)));
    assert_eq!(db.write(&LosesOnce(AtomicU32::new(0))).await, Ok(1));
    assert_eq!(count(db, "select count(*) as n from seen").await, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_died_in_the_pool_are_not_noticed() {
    let Some(fresh) = postgres_with(Options::default()).await else {
        return;
    };
    let db = &fresh.db;
    tables(db, SCHEMA).await;
    let end = "select pg_terminate_backend(pid) from pg_stat_activity
               where datname = current_database() and pid <> pg_backend_pid()";
    for _ in 0..5 {
        command(&fresh.place, end).await;
        assert_eq!(db.write(&insert(1)).await, Ok(1));
        command(&fresh.place, end).await;
        db.ping().await.unwrap();
    }
}

/// After a failover the pool still holds connections to what is now a standby.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_may_not_write_is_left() {
    let Some(fresh) = postgres_with(Options::default()).await else {
        return;
    };
    let db = &fresh.db;
    tables(db, SCHEMA).await;
    let (_, name) = fresh.place.rsplit_once('/').unwrap();
    let base = std::env::var("LIANXIN_TEST_PG").unwrap();
    let end = "select pg_terminate_backend(pid) from pg_stat_activity where datname = ";
    let set = |to: &str| format!("alter database {name} set default_transaction_read_only = {to};");
    let now_read_only = set("on") + end + &format!("'{name}'");
    command(&base, &now_read_only).await;
    let out = db.write(&insert(1)).await;
    assert!(matches!(out, Err(DbError::Unreachable(_))), "{out:?}");
    command(&base, &set("off")).await;
    // Without ending a session: those that could not write were given up.
    assert_eq!(db.write(&insert(1)).await, Ok(1));
    assert_eq!(count(db, "select count(*) as n from seen").await, 1);
}

/// A statement prepared before a migration must not stay broken after it.
#[tokio::test(flavor = "multi_thread")]
async fn a_changed_column_does_not_break_prepared_statements() {
    let Some(fresh) = postgres_with(Options::default()).await else {
        return;
    };
    tables(&fresh.db, SCHEMA).await;
    let all = async || {
        fresh.db.read::<_, DbError>(async |tx| tx.all::<N>(sql("select * from seen")).await).await
    };
    let look = Count(sql("select 5 as n, seen.* from (select 1) one left join seen on true"));
    assert_eq!(fresh.db.look(&look).await, Ok(5));
    assert_eq!(all().await.unwrap().len(), 0);
    command(&fresh.place, "alter table seen add column note text").await;
    assert_eq!(fresh.db.look(&look).await, Ok(5));
}
