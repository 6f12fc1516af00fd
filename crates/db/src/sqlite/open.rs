use super::deadline::Deadline;
use super::pace::Pace;
use super::session::Keep;
use super::{Lock, Session};
use crate::{DbError, Options, Result};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// Older versions can lose committed data when a write meets a checkpoint.
const OLDEST: i32 = 3_051_003;
const BUSY: Duration = Duration::from_secs(10);
const STATEMENTS: usize = 512;
/// What one group of works changes, kept until its commit: written out earlier it would be written twice.
const WRITER_CACHE_KIB: i64 = 32 * 1024;
/// How long the log grows before the writer brings it into the file: at most 40 MB of pages, so not at every commit.
const CHECKPOINT_PAGES: i64 = 10_000;

pub(crate) fn open_writer(
    path: &Path,
    lock: Lock,
    poisoned: Arc<AtomicBool>,
    options: &Options,
) -> Result<Session> {
    let version = rusqlite::version();
    if rusqlite::version_number() < OLDEST {
        let why = format!("SQLite {version} can lose committed data: build with 3.51.3 or newer");
        return Err(DbError::driver(why));
    }
    let named = |e: rusqlite::Error| DbError::driver(format!("{}: {e}", path.display()));
    let mut conn = Connection::open(path).map_err(named)?;
    conn.busy_timeout(BUSY)?;
    conn.pragma_update(None, "journal_mode", "wal").map_err(named)?;
    conn.pragma_update(None, "synchronous", synchronous(options))?;
    conn.pragma_update(None, "foreign_keys", true)?;
    // What was erased is overwritten, not only let go.
    conn.pragma_update(None, "secure_delete", true)?;
    planned_once(&conn)?;
    conn.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
    conn.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    // From here on `begin` does the waiting, without holding a thread.
    conn.busy_timeout(Duration::ZERO)?;
    let deadline = Deadline::default();
    deadline.watch(&mut conn)?;
    let session = Session::new(conn, deadline, Pace::default(), poisoned, Keep::Lock(lock));
    Ok(session.slowed(options.commit_delay))
}

/// Statements are kept, and planned without looking at what is bound to them: else SQLite plans many of them
/// anew for every value, which takes longer than running them.
fn planned_once(conn: &Connection) -> Result<()> {
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

#[cfg(not(feature = "faults"))]
fn synchronous(_: &Options) -> &'static str {
    "full"
}

#[cfg(feature = "faults")]
fn synchronous(options: &Options) -> &'static str {
    if options.faults.no_sync { "normal" } else { "full" }
}

/// A reader that is home, and what it has learned.
type Idle = (Connection, Deadline, Pace);

/// Connections that read, each on a snapshot of its own.
pub(crate) struct Readers {
    idle: Mutex<Vec<Idle>>,
    free: Arc<Semaphore>,
    poisoned: Arc<AtomicBool>,
}

impl Readers {
    pub(crate) fn open(path: &Path, count: usize, poisoned: Arc<AtomicBool>) -> Result<Arc<Self>> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let one = || -> Result<Idle> {
            let mut conn = Connection::open_with_flags(path, flags)?;
            conn.busy_timeout(BUSY)?;
            planned_once(&conn)?;
            let deadline = Deadline::default();
            deadline.watch(&mut conn)?;
            Ok((conn, deadline, Pace::default()))
        };
        Ok(Arc::new(Self {
            idle: Mutex::new((0..count).map(|_| one()).collect::<Result<_>>()?),
            free: Arc::new(Semaphore::new(count)),
            poisoned,
        }))
    }

    /// One reader on one snapshot of the data.
    pub(crate) async fn begin(self: &Arc<Self>) -> Result<Session> {
        let permit = self.free.clone().acquire_owned().await;
        let permit = permit.map_err(|_| DbError::Closed)?;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let (conn, deadline, pace) = idle.pop().ok_or_else(DbError::gone)?;
        drop(idle);
        let keep = Keep::Home(self.clone(), permit);
        let session = Session::new(conn, deadline, pace, self.poisoned.clone(), keep);
        session.script("begin")?;
        Ok(session)
    }

    pub(super) fn welcome(&self, conn: Connection, deadline: Deadline, pace: Pace) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push((conn, deadline, pace));
    }

    /// Closes those who are home, and lets nobody out anymore.
    pub(crate) fn close(&self) {
        self.free.close();
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
