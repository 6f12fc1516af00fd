//! Whoever has an answer finds it from a second connection; a failed commit answers nobody "yes".
use crate::fresh::*;
use lianxin_db::*;

const SCHEMA: &str = "create table seen (id {id} primary key, n {int} not null) {strict};
create table parent (id {int} primary key) {strict};
create table child (parent {int} references parent (id) deferrable initially deferred) {strict};";

fn insert(id: Id, n: i64) -> Run {
    let q = sql("insert into seen (id, n) values ($1, $2)");
    Run(q.bind(id).bind(n))
}

/// Looks with a connection of its own, not from the pool.
async fn seen(fresh: &Fresh, ids: &[Id]) -> usize {
    if fresh.db.is_sqlite() {
        let conn = rusqlite::Connection::open(&fresh.place).unwrap();
        let found = |id: &&Id| {
            let q = "select 1 from seen where id = ?1";
            conn.prepare(q).unwrap().exists([&Value::Id(**id)]).unwrap()
        };
        return ids.iter().filter(found).count();
    }
    let (client, conn) =
        tokio_postgres::connect(&fresh.place, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(conn);
    let mut found = 0;
    for id in ids {
        let q = "select 1 from seen where id = $1";
        found += client.query(q, &[&Value::Id(*id)]).await.unwrap().len();
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_means_committed() {
    for fresh in all().await {
        tables(&fresh.db, SCHEMA).await;
        let fresh = std::sync::Arc::new(fresh);
        let tasks: Vec<_> = (0..32)
            .map(|n| {
                let fresh = fresh.clone();
                tokio::spawn(async move {
                    let id = id(1);
                    fresh.db.write_in("one", &insert(id, n)).await.unwrap();
                    assert_eq!(seen(&fresh, &[id]).await, 1, "answered before the commit");
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    }
}

/// A deferred foreign key lets every statement pass and only the commit fail.
#[tokio::test(flavor = "multi_thread")]
async fn a_failed_commit_fails_all_of_its_batch() {
    for fresh in all().await {
        let db = &fresh.db;
        tables(db, SCHEMA).await;
        let orphan = Run(sql("insert into child (parent) values (1)"));
        let works = [insert(id(1), 1), orphan, insert(id(1), 2)];
        // Polled in this order by one task, so all three queue before the closer.
        let [a, b, c] = works.each_ref().map(|w| db.write_in("one", w));
        let (a, b, c) = tokio::join!(biased; a, b, c);
        assert!(matches!(b, Err(DbError::NotCommitted(_))), "{b:?}");
        let said_yes = [&a, &c].iter().filter(|o| o.is_ok()).count() as i64;
        assert_eq!(count(db, "select count(*) as n from seen").await, said_yes);
        assert_eq!(count(db, "select count(*) as n from child").await, 0);
        // and the database goes on
        db.write_in("one", &insert(id(1), 3)).await.unwrap();
    }
}
