use super::deadline::Deadline;
use super::pace::{Pace, elsewhere};
use super::{Lock, Readers};
use crate::{DbError, FromRow, Result, Row, Sql};
use rusqlite::{CachedStatement, Connection, StatementStatus};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;

pub(crate) struct Session {
    /// Empty only while the connection is away on a blocking thread, or after that thread died.
    conn: Option<Connection>,
    deadline: Deadline,
    pace: Pace,
    /// How much longer a commit takes than it would.
    delay: Duration,
    /// Set for good when a commit could not be written.
    poisoned: Arc<AtomicBool>,
    /// Empty once it is given back.
    keep: Option<Keep>,
}

/// What a session holds beside its connection.
pub(super) enum Keep {
    /// The writer: the file is ours until the connection is closed.
    Lock(#[expect(dead_code, reason = "it is held, not read")] Lock),
    /// A reader: where it goes home to, and its right to be out.
    Home(Arc<Readers>, OwnedSemaphorePermit),
}

impl Drop for Session {
    /// A reader ends its transaction and goes home, however its user ended.
    fn drop(&mut self) {
        // The connection first, then the lock of the file.
        let (conn, keep) = (self.conn.take(), self.keep.take());
        let (Some(conn), Some(Keep::Home(home, permit))) = (conn, keep) else {
            return;
        };
        self.deadline.set(None);
        let _ = conn.execute_batch("rollback");
        home.welcome(conn, self.deadline.clone(), std::mem::take(&mut self.pace));
        drop(permit);
    }
}

impl Session {
    pub(super) fn new(
        conn: Connection,
        deadline: Deadline,
        pace: Pace,
        poisoned: Arc<AtomicBool>,
        keep: Keep,
    ) -> Self {
        let delay = Duration::ZERO;
        Self { conn: Some(conn), deadline, pace, delay, poisoned, keep: Some(keep) }
    }

    pub(super) fn slowed(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    fn conn(&self) -> Result<&Connection> {
        self.conn.as_ref().ok_or(DbError::Closed)
    }

    /// Statements from now on end in [`DbError::TimedOut`] once `limit` is over.
    pub(crate) fn limit(&self, limit: Option<Duration>) {
        self.deadline.set(limit);
    }

    pub(crate) fn is_poisoned(&self) -> bool {
        self.poisoned.load(SeqCst)
    }

    /// Control text: short, so it runs right here.
    pub(crate) fn script(&self, text: &str) -> Result<()> {
        Ok(self.conn()?.execute_batch(text)?)
    }

    /// Text of any length.
    pub(crate) fn long_script(&self, text: &str) -> Result<()> {
        elsewhere(|| self.script(text))
    }

    pub(crate) fn check(&self, text: &str) -> Result<()> {
        self.conn()?.prepare(text)?;
        Ok(())
    }

    /// SQLite leaves the transaction by itself after some errors (disk full, I/O, interrupted).
    pub(crate) fn in_transaction(&self) -> bool {
        self.conn.as_ref().is_some_and(|c| !c.is_autocommit())
    }

    pub(crate) fn all<T: FromRow>(&mut self, q: &Sql) -> Result<Vec<T>> {
        let conn = self.conn.as_ref().ok_or(DbError::Closed)?;
        self.pace.run(&q.text, || {
            counted(bound(conn, q), |stmt| {
                let mut rows = stmt.raw_query();
                let mut out = vec![];
                while let Some(row) = rows.next()? {
                    out.push(T::from_row(&Row::Sqlite(row))?);
                }
                Ok(out)
            })
        })
    }

    pub(crate) fn run(&mut self, q: &Sql) -> Result<u64> {
        let conn = self.conn.as_ref().ok_or(DbError::Closed)?;
        self.pace.run(&q.text, || counted(bound(conn, q), |stmt| Ok(stmt.raw_execute()? as u64)))
    }

    /// Commits (and so waits for the disk) on a blocking thread; the connection goes there
    /// and back. A commit that could not be written poisons the writer: SQLite's view of the log and
    /// the log itself may differ, and only opening the file anew settles it.
    pub(crate) async fn commit(&mut self, before: &str) -> Result<()> {
        self.deadline.set(None);
        let conn = self.conn.take().ok_or(DbError::Closed)?;
        let (text, delay) = (format!("{before}commit"), self.delay);
        let away = tokio::task::spawn_blocking(move || {
            let done = conn.execute_batch(&text);
            if !delay.is_zero() {
                std::thread::sleep(delay);
            }
            if done.is_err() && !conn.is_autocommit() {
                let _ = conn.execute_batch("rollback");
            }
            (conn, done)
        });
        let done = match away.await {
            Ok((conn, done)) => {
                self.conn = Some(conn);
                done.map_err(DbError::of_commit_on_sqlite)
            }
            Err(e) => Err(DbError::Unknown(e.to_string().into())),
        };
        if let Err(DbError::Unknown(why)) = &done {
            tracing::error!(%why, "a commit could not be written; nothing is written until the next start");
            self.poisoned.store(true, SeqCst);
        }
        done
    }

    /// Brings the log into the file and closes the connection.
    pub(crate) async fn close(&mut self) -> Result<()> {
        let Some(conn) = self.conn.take() else {
            return Ok(());
        };
        let poisoned = self.is_poisoned();
        let away = tokio::task::spawn_blocking(move || match poisoned {
            true => Ok(()),
            false => conn.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(())),
        });
        let done = away.await.map_err(DbError::driver)?;
        self.keep = None;
        Ok(done?)
    }
}

/// What a statement gave, and the steps it took.
fn counted<T>(
    stmt: Result<CachedStatement<'_>>,
    work: impl FnOnce(&mut CachedStatement<'_>) -> Result<T>,
) -> (Result<T>, i32) {
    match stmt {
        Ok(mut stmt) => {
            let out = work(&mut stmt);
            (out, stmt.reset_status(StatementStatus::VmStep))
        }
        Err(e) => (Err(e), 0),
    }
}

/// SQLite takes `$2` for a name and numbers names as it meets them; so bind by name.
fn bound<'a>(conn: &'a Connection, q: &Sql) -> Result<CachedStatement<'a>> {
    let mut stmt = conn.prepare_cached(&q.text)?;
    for slot in 1..=stmt.parameter_count() {
        let name = stmt.parameter_name(slot).and_then(|n| n.strip_prefix('$'));
        let nth: Option<usize> = name.and_then(|n| n.parse().ok());
        let value = nth.and_then(|n| q.args.get(n.checked_sub(1)?));
        let value = value.ok_or_else(|| DbError::driver("a parameter has no value"))?;
        stmt.raw_bind_parameter(slot, value)?;
    }
    Ok(stmt)
}
