use crate::lane::Lane;
use crate::meter::{Meter, Queue, Stats};
use crate::work::{fenced, not_nested};
use crate::{DbError, Isolation, Options, Result, RetryHint, Tx, Work, postgres, sqlite};
use deadpool_postgres::Pool;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

/// How often a write was run again because it lost a race, in all databases of this process.
pub static RETRIES: AtomicU64 = AtomicU64::new(0);
const ATTEMPTS: u32 = 40;
/// Lanes nobody uses are swept when there are more than this.
const LANES: usize = 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// An open database. Clones are the same one.
#[derive(Clone)]
pub struct Db(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) side: Side,
    pub(crate) options: Options,
    pub(crate) meter: Arc<Meter>,
    /// Those who wait for a connection: readers, and writers without a lane.
    pub(crate) queue: Queue,
}

pub(crate) enum Side {
    Sqlite {
        /// None: the file is only read, beside the process that writes it.
        writer: Option<Lane>,
        readers: Arc<sqlite::Readers>,
        poisoned: Arc<AtomicBool>,
        path: PathBuf,
    },
    Postgres {
        pool: Pool,
        lanes: Mutex<HashMap<String, Weak<Lane>>>,
        begin: Arc<str>,
        snapshot: String,
    },
}

impl Db {
    /// Opens or makes the file at `path`. One process at a time: `<path>.lock` is held until the last
    /// clone is dropped or [`Db::close`] is done.
    pub async fn sqlite(path: &Path, options: Options) -> Result<Self> {
        let lock = sqlite::Lock::take(path)?;
        let meter = Arc::<Meter>::default();
        let poisoned = Arc::<AtomicBool>::default();
        let writer = sqlite::open_writer(path, lock, poisoned.clone(), &options)?.into();
        let side = Side::Sqlite {
            writer: Some(Lane::sqlite(writer, &options, meter.clone())),
            readers: sqlite::Readers::open(path, options.connections, poisoned.clone())?,
            poisoned,
            path: path.to_owned(),
        };
        Ok(Self::of(side, options, meter))
    }

    /// Opens the file at `path` to read it, also while another process has it open. Nothing can be written.
    pub async fn sqlite_to_read(path: &Path, options: Options) -> Result<Self> {
        let (meter, poisoned) = (Arc::<Meter>::default(), Arc::<AtomicBool>::default());
        let readers = sqlite::Readers::open(path, options.connections, poisoned.clone())
            .map_err(|e| DbError::driver(format!("{}: {e}", path.display())))?;
        let side = Side::Sqlite { writer: None, readers, poisoned, path: path.to_owned() };
        Ok(Self::of(side, options, meter))
    }

    /// `url` as libpq has it, `postgres://…` or `host=… dbname=…`; several hosts with
    /// `target_session_attrs=read-write` follow a failover. Connections are made when needed.
    pub async fn postgres(url: &str, options: Options) -> Result<Self> {
        let meter = Arc::<Meter>::default();
        let isolation = match options.isolation {
            Isolation::Serializable => "serializable",
            Isolation::ReadCommitted => "read committed",
        };
        // The server ends a statement that the program gave up, so the next one need not wait for it.
        let most = options.work_limit.as_millis().clamp(1, i32::MAX as u128);
        let limit = format!("set local statement_timeout = {most};");
        let side = Side::Postgres {
            pool: postgres::open(url, options.connections)?,
            lanes: Mutex::default(),
            begin: format!("begin isolation level {isolation};{limit}").into(),
            snapshot: format!("begin isolation level repeatable read read only;{limit}"),
        };
        Ok(Self::of(side, options, meter))
    }

    fn of(side: Side, options: Options, meter: Arc<Meter>) -> Self {
        let queue = Queue::new(options.queue, meter.clone());
        Self(Arc::new(Inner { side, options, meter, queue }))
    }

    pub fn engine(&self) -> Engine {
        match self.0.side {
            Side::Sqlite { .. } => Engine::Sqlite,
            Side::Postgres { .. } => Engine::Postgres,
        }
    }

    pub fn is_sqlite(&self) -> bool {
        self.engine() == Engine::Sqlite
    }

    pub fn stats(&self) -> Stats {
        self.0.meter.stats()
    }

    /// Counts the shared commits of this process. One is counted before anybody is told of it, so on SQLite, where
    /// nobody else writes, what was read after a look at this number holds as long as the number stays.
    pub fn commits(&self) -> u64 {
        self.0.meter.commits.load(Ordering::SeqCst)
    }

    /// A commit could not be written to the disk: every later write is [`crate::DbError::Poisoned`] until the
    /// file is opened anew. Reading goes on. Never on PostgreSQL, whose server sees to it.
    pub fn is_poisoned(&self) -> bool {
        matches!(&self.0.side, Side::Sqlite { poisoned, .. } if poisoned.load(Ordering::SeqCst))
    }

    /// False for a file that was opened to be read.
    pub fn may_write(&self) -> bool {
        !matches!(&self.0.side, Side::Sqlite { writer: None, .. })
    }

    /// Refuses what is new, waits for what is under way, and on SQLite brings the log into the file.
    pub async fn close(&self) -> Result<()> {
        if !self.0.meter.close().await {
            return Ok(());
        }
        match &self.0.side {
            Side::Postgres { pool, .. } => {
                pool.close();
                Ok(())
            }
            Side::Sqlite { writer, readers, .. } => {
                readers.close();
                match writer {
                    Some(writer) => writer.shut().await,
                    None => Ok(()),
                }
            }
        }
    }

    /// Writes in a transaction of its own on PostgreSQL, and in the group of all on SQLite.
    pub async fn write<W: Work>(&self, work: &W) -> Result<W::Out, W::Error> {
        self.again(None, work, Some(self.0.options.work_limit)).await
    }

    /// Like [`Db::write`], but works that contend for one thing queue in its lane and share commits
    /// instead of aborting each other. The lane is for speed; what is right does not depend on it.
    pub async fn write_in<W: Work>(&self, lane: &str, work: &W) -> Result<W::Out, W::Error> {
        self.again(Some(lane), work, Some(self.0.options.work_limit)).await
    }

    /// Like [`Db::write`], as long as it takes.
    pub(crate) async fn write_at_leisure<W: Work>(&self, work: &W) -> Result<W::Out, W::Error> {
        self.again(None, work, None).await
    }

    /// Runs again what lost a race, a bounded number of times, after a growing and uneven pause.
    // A loop, not a function that takes an async closure: futures of those lose their `Send`.
    async fn again<W: Work>(
        &self,
        lane: Option<&str>,
        work: &W,
        limit: Option<Duration>,
    ) -> Result<W::Out, W::Error> {
        not_nested()?;
        let _visit = self.0.meter.enter()?;
        let mut attempt = 1;
        loop {
            match self.once(lane, work, limit).await {
                Err(e) if e.lost_a_race() && attempt < ATTEMPTS => {
                    RETRIES.fetch_add(1, Ordering::Relaxed);
                    self.0.meter.retries.fetch_add(1, Ordering::Relaxed);
                    pause(attempt).await;
                    attempt += 1;
                }
                other => return other,
            }
        }
    }

    async fn once<W: Work>(
        &self,
        lane: Option<&str>,
        work: &W,
        limit: Option<Duration>,
    ) -> Result<W::Out, W::Error> {
        match (&self.0.side, lane) {
            (Side::Sqlite { writer: Some(writer), .. }, _) => writer.run(work, limit).await,
            (Side::Sqlite { writer: None, .. }, _) => {
                Err(DbError::driver("the database was opened to be read only").into())
            }
            (Side::Postgres { pool, lanes, begin, .. }, Some(lane)) if self.0.options.lanes => {
                self.lane(pool, lanes, begin, lane).run(work, limit).await
            }
            (Side::Postgres { pool, begin, .. }, _) => self.alone(pool, begin, work, limit).await,
        }
    }

    /// One work, one transaction.
    async fn alone<W: Work>(
        &self,
        pool: &Pool,
        begin: &str,
        work: &W,
        limit: Option<Duration>,
    ) -> Result<W::Out, W::Error> {
        let wait = self.0.queue.wait()?;
        let mut tx = Tx::from(postgres::Session::begin(pool, begin).await?);
        drop(wait);
        self.0.meter.works.fetch_add(1, Ordering::Relaxed);
        let out = match (fenced(limit, work.run(&mut tx)).await, tx.failure()) {
            // An error swallowed by the work still ended its transaction.
            (Ok(_), Some(e)) => Err(e.clone().into()),
            (out, _) => out,
        };
        match out {
            Ok(_) => tx.commit("", self.0.options.work_limit).await?,
            // If even this fails, the connection is closed and the server rolls back.
            Err(_) => drop(tx.rollback().await),
        }
        out
    }

    fn lane(
        &self,
        pool: &Pool,
        lanes: &Mutex<HashMap<String, Weak<Lane>>>,
        begin: &Arc<str>,
        key: &str,
    ) -> Arc<Lane> {
        let mut lanes = lanes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lane) = lanes.get(key).and_then(Weak::upgrade) {
            return lane;
        }
        if lanes.len() > LANES {
            lanes.retain(|_, lane| lane.strong_count() > 0);
        }
        let (options, meter) = (&self.0.options, self.0.meter.clone());
        let lane = Arc::new(Lane::postgres(pool.clone(), begin.clone(), options, meter));
        lanes.insert(key.to_owned(), Arc::downgrade(&lane));
        lane
    }

    /// The file of SQLite.
    pub(crate) fn path(&self) -> Option<&Path> {
        match &self.0.side {
            Side::Sqlite { path, .. } => Some(path),
            Side::Postgres { .. } => None,
        }
    }
}

pub(crate) async fn pause(attempt: u32) {
    let most = 1_000 << attempt.min(6);
    let micros = u64::from(getrandom::u32().unwrap_or(0)) % most;
    tokio::time::sleep(Duration::from_micros(micros)).await;
}
