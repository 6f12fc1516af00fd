//! A work that panics hurts its caller alone.
use crate::fresh::*;
use lianxin_db::*;

const SCHEMA: &str = "create table seen (id {id} primary key, n {int} not null) {strict};";

struct Shaky {
    panics: bool,
    in_a_row: bool,
}

struct Bomb;

impl FromRow for Bomb {
    fn from_row(_: &Row<'_>) -> Result<Self> {
        panic!("while a row is read")
    }
}

impl Work for Shaky {
    type Out = ();
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        let q = sql("insert into seen (id, n) values ($1, $2)");
        tx.run(q.bind(id(1)).bind(i64::from(self.panics))).await?;
        if self.panics && self.in_a_row {
            tx.all::<Bomb>(sql("select id from seen")).await?;
        }
        assert!(!self.panics, "after writing");
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_undone_and_neighbors_commit() {
    for fresh in all().await {
        let db = &fresh.db;
        tables(db, SCHEMA).await;
        for lane in [Some("one"), None] {
            db.write(&Run(sql("delete from seen"))).await.unwrap();
            let tasks: Vec<_> = (0..30)
                .map(|i| {
                    let db = db.clone();
                    let work = Shaky { panics: i % 3 == 1, in_a_row: i % 2 == 0 };
                    tokio::spawn(async move {
                        match lane {
                            Some(lane) => db.write_in(lane, &work).await,
                            None => db.write(&work).await,
                        }
                    })
                })
                .collect();
            for (i, task) in tasks.into_iter().enumerate() {
                match task.await {
                    Ok(done) => assert_eq!((i % 3 == 1, done), (false, Ok(()))),
                    Err(e) => assert!(i % 3 == 1 && e.is_panic(), "{e}"),
                }
            }
            assert_eq!(count(db, "select count(*) as n from seen").await, 20);
            assert_eq!(count(db, "select count(*) as n from seen where n = 1").await, 0);
        }
    }
}

struct BadLook;

impl Look for BadLook {
    type Out = ();
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        tx.all::<Bomb>(sql("select 1 as n")).await.map(drop)
    }
}

/// With a single connection, one that does not come back would be missed.
#[tokio::test(flavor = "multi_thread")]
async fn a_panic_while_reading_costs_no_connection() {
    let options = Options { connections: 1, ..Options::default() };
    for fresh in all_with(options).await {
        for _ in 0..3 {
            let db = fresh.db.clone();
            let look = tokio::spawn(async move { db.look(&BadLook).await });
            assert!(look.await.is_err_and(|e| e.is_panic()));
        }
        assert_eq!(count(&fresh.db, "select 1 as n").await, 1);
    }
}
