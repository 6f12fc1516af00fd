//! Nothing is given twice, and one who fails does not hurt those beside them.
use crate::fresh::*;
use lianxin_db::*;
use std::time::Duration;

const SCHEMA: &str = r#"
create table slot (room {int} not null, hour {int} not null, who {id} not null, primary key (room, hour)) {strict};
create table pool (id {int} primary key, capacity {int} not null, taken {int} not null, check (taken <= capacity)) {strict};
create table seat (who {id} primary key, pool {int} not null) {strict};
insert into pool values (1, 40, 0);
"#;

struct Take(Id);

impl Work for Take {
    type Out = bool;
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<bool> {
        let q = "insert into slot (room, hour, who) values (1, 9, $1) on conflict do nothing";
        Ok(tx.run(sql(q).bind(self.0)).await? == 1)
    }
}

struct Sit(Id);

impl Work for Sit {
    type Out = bool;
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<bool> {
        let q = "update pool set taken = taken + 1 where id = 1 and taken < capacity";
        if tx.run(sql(q)).await? == 0 {
            return Ok(false);
        }
        let q = sql("insert into seat (who, pool) values ($1, 1)").bind(self.0);
        Ok(tx.run(q).await? == 1)
    }
}

/// Takes a seat, then fails, or hangs until its caller goes away.
struct Bad(bool);

impl Work for Bad {
    type Out = ();
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        Sit(id(1)).run(tx).await?;
        if self.0 {
            std::future::pending::<()>().await;
        }
        tx.run(sql("insert into seat (who, pool) values ($1, null)").bind(id(1))).await?;
        Ok(())
    }
}

async fn write<W: Work>(db: &Db, lane: bool, work: &W) -> Result<W::Out, W::Error> {
    match lane {
        true => db.write_in("pool 1", work).await,
        false => db.write(work).await,
    }
}

async fn race<W>(db: &Db, lane: bool, count: usize, work: fn(Id) -> W) -> usize
where
    W: Work<Out = bool, Error = DbError> + Send + 'static,
{
    let tasks: Vec<_> = (0..count)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { write(&db, lane, &work(id(1))).await })
        })
        .collect();
    let mut won = 0;
    for task in tasks {
        won += usize::from(task.await.unwrap().unwrap());
    }
    won
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_24_gets_the_slot() {
    for fresh in all().await {
        tables(&fresh.db, SCHEMA).await;
        for lane in [false, true] {
            fresh.db.write(&Run(sql("delete from slot"))).await.unwrap();
            assert_eq!(race(&fresh.db, lane, 24, Take).await, 1);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forty_of_200_get_seats() {
    for fresh in all().await {
        let db = &fresh.db;
        tables(db, SCHEMA).await;
        for lane in [false, true] {
            db.write(&Run(sql("delete from seat"))).await.unwrap();
            db.write(&Run(sql("update pool set taken = 0"))).await.unwrap();
            assert_eq!(race(db, lane, 200, Sit).await, 40);
            assert_eq!(count(db, "select taken as n from pool").await, 40);
            assert_eq!(count(db, "select count(*) as n from seat").await, 40);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_neighbor_hurts_nobody() {
    for fresh in all().await {
        let db = &fresh.db;
        tables(db, SCHEMA).await;
        let bad: Vec<_> = (0..60)
            .map(|i| {
                let db = db.clone();
                tokio::spawn(async move {
                    let hangs = i % 3 == 0;
                    let work = Bad(hangs);
                    let write = db.write_in("pool 1", &work);
                    let out = tokio::time::timeout(Duration::from_millis(20), write).await;
                    assert!(!matches!(out, Ok(Ok(()))), "a bad work cannot succeed");
                })
            })
            .collect();
        assert_eq!(race(db, true, 40, Sit).await, 40);
        for task in bad {
            task.await.unwrap();
        }
        assert_eq!(count(db, "select taken as n from pool").await, 40);
        assert_eq!(count(db, "select count(*) as n from seat").await, 40);
    }
}
