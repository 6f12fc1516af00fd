//! A fresh database on each engine, and small works.
use lianxin_db::*;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use tempfile::TempDir;

pub struct Fresh {
    pub db: Db,
    /// SQLite's file or PostgreSQL's address, for a second look past the pool.
    pub place: String,
    _end: End,
}

enum End {
    Folder(#[expect(dead_code, reason = "the folder lives as long as this")] TempDir),
    Server { url: String, name: String },
}

impl Drop for End {
    fn drop(&mut self) {
        if let Self::Server { url, name } = self {
            let (url, text) = (url.clone(), format!("drop database if exists {name} with (force)"));
            let gone = std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                runtime.unwrap().block_on(command(&url, &text));
            });
            let _ = gone.join();
        }
    }
}

pub async fn sqlite_with(options: Options) -> Fresh {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.db");
    Fresh {
        db: Db::sqlite(&path, options).await.unwrap(),
        place: path.to_string_lossy().into_owned(),
        _end: End::Folder(dir),
    }
}

pub async fn postgres_with(options: Options) -> Option<Fresh> {
    let Ok(url) = std::env::var("LIANXIN_TEST_PG") else {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "LIANXIN_TEST_PG must be set in CI");
        eprintln!("skipped: LIANXIN_TEST_PG is not set");
        return None;
    };
    let name = format!("lianxin_{:016x}", getrandom::u64().unwrap());
    command(&url, &format!("create database {name}")).await;
    let (server, _) = url.rsplit_once('/').unwrap();
    let place = format!("{server}/{name}");
    Some(Fresh {
        db: Db::postgres(&place, options).await.unwrap(),
        place,
        _end: End::Server { url, name },
    })
}

/// Every kind of database the suites run on.
pub async fn all() -> Vec<Fresh> {
    all_with(Options::default()).await
}

pub async fn all_with(options: Options) -> Vec<Fresh> {
    let mut all = vec![sqlite_with(options.clone()).await];
    for isolation in [Isolation::Serializable, Isolation::ReadCommitted] {
        let options = Options { isolation, ..options.clone() };
        all.extend(postgres_with(options).await);
    }
    all
}

/// Runs a text on a connection of its own to PostgreSQL.
pub async fn command(url: &str, text: &str) {
    let (client, conn) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
    let conn = tokio::spawn(conn);
    client.batch_execute(text).await.unwrap();
    drop(client);
    let _ = conn.await;
}

pub const fn migration(number: u32, text: &'static str) -> Migration {
    Migration { module: "test", number, name: "tables", text }
}

pub async fn tables(db: &Db, text: &'static str) {
    migrate(db, &[migration(1, text)], Timestamp(0)).await.unwrap();
}

/// An id nobody else has.
pub fn id(district: u16) -> Id {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Id::compose(1_700_000_000_000, district, NEXT.fetch_add(1, Relaxed))
}

/// One statement as a work.
pub struct Run(pub Sql);

impl Work for Run {
    type Out = u64;
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<u64> {
        tx.run(self.0.clone()).await
    }
}

pub struct N(pub i64);

impl FromRow for N {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self(row.get("n")?))
    }
}

/// One number as a look.
pub struct Count(pub Sql);

impl Look for Count {
    type Out = i64;
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<i64> {
        Ok(tx.one::<N>(self.0.clone()).await?.0)
    }
}

pub async fn count(db: &Db, text: &'static str) -> i64 {
    db.look(&Count(sql(text))).await.unwrap()
}

pub fn beside(place: &str, end: &str) -> PathBuf {
    format!("{place}{end}").into()
}
