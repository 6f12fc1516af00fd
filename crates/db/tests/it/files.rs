//! The file of SQLite: one process, a clean end, and a disk that is full.
use crate::fresh::*;
use lianxin_db::*;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Semaphore;

const SCHEMA: &str =
    "create table seen (id {id} primary key, n {int} not null, text text not null) {strict};";

fn insert(n: i64) -> Run {
    insert_in(1, n)
}

/// Ids are counted in each process, so two that write to one file use districts of their own.
fn insert_in(district: u16, n: i64) -> Run {
    let q = sql("insert into seen (id, n, text) values ($1, $2, $3)");
    Run(q.bind(id(district)).bind(n).bind("x".repeat(1000)))
}

#[tokio::test(flavor = "multi_thread")]
async fn one_opener_at_a_time() {
    let fresh = sqlite_with(Options::default()).await;
    let open = async || Db::sqlite(Path::new(&fresh.place), Options::default()).await;
    let second = open().await.map(drop).unwrap_err();
    assert_eq!(second, DbError::InUse(fresh.place.as_str().into()));
    assert!(second.to_string().contains("stop that one first"));
    fresh.db.close().await.unwrap();
    let second = open().await.unwrap();
    second.ping().await.unwrap();
    drop(second);
    open().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_served_can_be_read_beside_and_not_written() {
    let fresh = sqlite_with(Options::default()).await;
    tables(&fresh.db, SCHEMA).await;
    fresh.db.write(&insert(1)).await.unwrap();
    let beside = Db::sqlite_to_read(Path::new(&fresh.place), Options::default()).await.unwrap();
    beside.ping().await.unwrap();
    let count = async || lianxin_db::carry::digests(&beside).await.unwrap()["seen"].rows;
    assert_eq!(count().await, 1);
    fresh.db.write(&insert(2)).await.unwrap();
    assert_eq!(count().await, 2);
    let why = beside.write(&insert(3)).await.unwrap_err();
    assert!(why.to_string().contains("to be read only"), "{why}");
    assert_eq!(count().await, 2);
    // Whoever reads does not keep the writer from ending.
    fresh.db.close().await.unwrap();
    assert_eq!(count().await, 2);
    beside.close().await.unwrap();
    let nowhere = Path::new("/nowhere/at.db");
    assert!(Db::sqlite_to_read(nowhere, Options::default()).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_database_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("notes.txt");
    std::fs::write(&path, "not a database ".repeat(100)).unwrap();
    let why = Db::sqlite(&path, Options::default()).await.map(drop).unwrap_err();
    assert!(why.to_string().contains("notes.txt"), "{why}");
}

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
async fn closing_waits_for_open_works_and_refuses_new_ones() {
    for fresh in all().await {
        tables(&fresh.db, SCHEMA).await;
        let gate = Arc::new(Semaphore::new(0));
        let (db, hold) = (fresh.db.clone(), Hold(gate.clone()));
        let works = db.stats().works;
        let open = tokio::spawn(async move { db.write_in("one", &hold).await });
        while fresh.db.stats().works == works {
            tokio::task::yield_now().await;
        }
        let db = fresh.db.clone();
        let close = tokio::spawn(async move { db.close().await });
        while fresh.db.ping().await != Err(DbError::Closed) {
            tokio::task::yield_now().await;
        }
        assert!(!close.is_finished(), "closed over an open work");
        assert_eq!(fresh.db.write(&insert(2)).await, Err(DbError::Closed));
        gate.add_permits(1);
        assert_eq!(open.await.unwrap(), Ok(1));
        close.await.unwrap().unwrap();
        fresh.db.close().await.unwrap();

        let db = if fresh.db.is_sqlite() {
            let log = std::fs::metadata(beside(&fresh.place, "-wal"));
            assert!(log.map_or(0, |m| m.len()) == 0, "the log is still there");
            Db::sqlite(Path::new(&fresh.place), Options::default()).await
        } else {
            Db::postgres(&fresh.place, Options::default()).await
        };
        assert_eq!(count(&db.unwrap(), "select n from seen").await, 1);
    }
}

const CHILD: &str = "LIANXIN_TEST_FULL_DISK";

/// Runs itself again under a limit on the size of files, which is how a full disk looks to SQLite.
#[cfg(unix)]
#[test]
fn a_commit_that_cannot_be_written_is_unknown_and_ends_writing() {
    if let Ok(place) = std::env::var(CHILD) {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        return runtime.unwrap().block_on(until_the_disk_is_full(&place));
    }
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("test.db");
    let name = "files::a_commit_that_cannot_be_written_is_unknown_and_ends_writing";
    // An ignored signal stays ignored in the program that follows: writing then fails with an error.
    let script = "trap '' XFSZ; ulimit -f 400; exec \"$0\" \"$1\" --exact --nocapture";
    let out = std::process::Command::new("sh")
        .args(["-c", script])
        .arg(std::env::current_exe().unwrap())
        .arg(name)
        .env(CHILD, &place)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success(), "{text}{}", String::from_utf8_lossy(&out.stderr));
    let acked = text.lines().find_map(|l| l.split_once("acknowledged ")).unwrap().1;
    let acked: i64 = acked.trim().parse().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let db = Db::sqlite(&place, Options::default()).await.unwrap();
        let found = count(&db, "select count(*) as n from seen").await;
        assert!(acked > 0 && (acked..=acked + 1).contains(&found), "{acked} {found}");
        db.write(&insert_in(2, 0)).await.unwrap();
    });
}

async fn until_the_disk_is_full(place: &str) {
    let db = Db::sqlite(Path::new(place), Options::default()).await.unwrap();
    tables(&db, SCHEMA).await;
    let mut acked = 0;
    let end = loop {
        match db.write(&insert(acked)).await {
            Ok(_) => acked += 1,
            Err(e) => break e,
        }
    };
    assert!(matches!(end, DbError::Unknown(_)), "{end:?}");
    assert!(db.is_poisoned());
    assert_eq!(db.write(&insert(0)).await, Err(DbError::Poisoned));
    assert_eq!(db.ping().await, Err(DbError::Poisoned));
    assert!(count(&db, "select count(*) as n from seen").await >= acked);
    println!("\nacknowledged {acked}");
}
