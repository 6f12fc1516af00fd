//! One error type for both engines, so a caller never asks which one it runs on.
use rusqlite::ffi;
use std::error::Error as _;
use std::sync::Arc;
use tokio_postgres::error::{DbError as Answer, Severity, SqlState};

pub type Result<T, E = DbError> = std::result::Result<T, E>;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DbError {
    /// The columns that must differ, the same on both engines: `room.district, room.name`. For an index
    /// over an expression its name.
    #[error("unique: {0}")]
    Unique(Arc<str>),
    #[error("foreign key")]
    ForeignKey,
    /// The name of the constraint.
    #[error("check: {0}")]
    Check(Arc<str>),
    #[error("not found")]
    NotFound,
    #[error("lost a race, try again")]
    Retry,
    /// The connection was lost, or its server may not write anymore; nothing was committed.
    #[error("the database cannot be reached, nothing was changed: {0}")]
    Unreachable(Arc<str>),
    /// An earlier statement failed, so this transaction can only be undone (as PostgreSQL has it).
    #[error("an earlier statement of this transaction failed")]
    Failed,
    /// The work ran, but its commit did not.
    #[error("not committed: {0}")]
    NotCommitted(Arc<str>),
    /// The commit was sent, its answer never came: the change may be there or not. Look before doing it
    /// again, or repeat it with the same idempotency key.
    #[error("it is not known whether the change was committed: {0}")]
    Unknown(Arc<str>),
    /// The disk has no room left; nothing was changed, and once there is room all goes on.
    #[error("the disk is full, nothing was changed: {0}")]
    Full(Arc<str>),
    /// The disk could not be read or written before the commit; nothing was changed.
    #[error("the disk does not do it, nothing was changed: {0}")]
    Disk(Arc<str>),
    /// Too many wait already; nothing was begun.
    #[error("too many are waiting for the database, try again in a moment")]
    Busy,
    #[error("took longer than a work may and was undone")]
    TimedOut,
    #[error("a transaction was begun inside another: use the one at hand")]
    Nested,
    /// A commit could not be written; see [`crate::Db::is_poisoned`].
    #[error("the database stopped writing after a failed commit: check the disk, then start again")]
    Poisoned,
    #[error("the database is closed")]
    Closed,
    /// The file of the database, which another process holds.
    #[error(
        "{0} is open in another process: stop that one first, or use PostgreSQL for several processes"
    )]
    InUse(Arc<str>),
    #[error("{0}")]
    Migration(Arc<str>),
    #[error("{0}")]
    Driver(Arc<str>),
}

impl DbError {
    pub(crate) fn driver(why: impl ToString) -> Self {
        Self::Driver(why.to_string().into())
    }

    pub(crate) fn gone() -> Self {
        Self::Unreachable("the connection is gone".into())
    }

    /// What an error of the statement that commits on SQLite means.
    pub(crate) fn of_commit_on_sqlite(e: rusqlite::Error) -> Self {
        let code = e.sqlite_error().map(|e| e.extended_code & 0xff);
        match code {
            Some(ffi::SQLITE_BUSY | ffi::SQLITE_CONSTRAINT | ffi::SQLITE_ERROR) => e.into(),
            // A page did not get into the log, so its last one, which commits, did not either.
            Some(ffi::SQLITE_FULL) => e.into(),
            // I/O, corruption: parts of it may have reached the log.
            _ => Self::Unknown(e.to_string().into()),
        }
    }

    /// What an error of the statement that commits on PostgreSQL means. Only a plain error answer says
    /// that it did not; a session that ends (FATAL) may have committed before.
    pub(crate) fn of_commit_on_postgres(e: tokio_postgres::Error) -> Self {
        let severity = e.as_db_error().map(Answer::parsed_severity);
        match severity {
            Some(Some(Severity::Error)) => e.into(),
            _ => Self::Unknown(e.to_string().into()),
        }
    }
}

/// Tells the retry loop whether running the same work again can help.
pub trait RetryHint {
    fn lost_a_race(&self) -> bool;
}

impl RetryHint for DbError {
    fn lost_a_race(&self) -> bool {
        matches!(self, Self::Retry | Self::Unreachable(_))
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(e: rusqlite::Error) -> Self {
        let why = || e.to_string().into();
        let Some(code) = e.sqlite_error() else {
            return Self::Driver(why());
        };
        match code.extended_code {
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
                Self::Unique(subject(&e))
            }
            ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Self::ForeignKey,
            ffi::SQLITE_CONSTRAINT_CHECK => Self::Check(subject(&e)),
            other => match other & 0xff {
                ffi::SQLITE_BUSY => Self::Retry,
                ffi::SQLITE_INTERRUPT => Self::TimedOut,
                ffi::SQLITE_FULL => Self::Full(why()),
                ffi::SQLITE_IOERR | ffi::SQLITE_READONLY | ffi::SQLITE_CANTOPEN => {
                    Self::Disk(why())
                }
                _ => Self::Driver(why()),
            },
        }
    }
}

/// `UNIQUE constraint failed: room.district, room.name` → the part behind the colon.
fn subject(e: &rusqlite::Error) -> Arc<str> {
    let text = e.to_string();
    let what = text.split_once(" failed: ").map_or(&*text, |(_, what)| what);
    let index = what.strip_prefix("index '").and_then(|w| w.strip_suffix('\''));
    index.unwrap_or(what).into()
}

impl From<tokio_postgres::Error> for DbError {
    fn from(e: tokio_postgres::Error) -> Self {
        let Some(db) = e.as_db_error() else {
            let lost = e.is_closed() || e.source().is_some_and(|s| s.is::<std::io::Error>());
            let why = with_source(&e).into();
            return match lost {
                true => Self::Unreachable(why),
                false => Self::Driver(why),
            };
        };
        let code = db.code().code();
        let why = || format!("{code} {}", db.message()).into();
        let name = || db.constraint().unwrap_or_default().into();
        match *db.code() {
            SqlState::UNIQUE_VIOLATION => Self::Unique(columns(db).unwrap_or_else(name)),
            SqlState::FOREIGN_KEY_VIOLATION => Self::ForeignKey,
            SqlState::CHECK_VIOLATION => Self::Check(name()),
            SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => Self::Retry,
            SqlState::QUERY_CANCELED => Self::TimedOut,
            SqlState::DISK_FULL => Self::Full(why()),
            // The server became a standby, or is going: another connection may do better.
            SqlState::READ_ONLY_SQL_TRANSACTION | SqlState::TOO_MANY_CONNECTIONS => {
                Self::Unreachable(why())
            }
            // A migration changed what a prepared statement answers: prepare it anew.
            SqlState::FEATURE_NOT_SUPPORTED if db.message().starts_with("cached plan") => {
                Self::Unreachable(why())
            }
            _ if code.starts_with("57P") || code.starts_with("08") => Self::Unreachable(why()),
            _ => Self::Driver(why()),
        }
    }
}

/// The driver's own texts ("error connecting to server") leave out the cause.
pub(crate) fn with_source(e: &tokio_postgres::Error) -> String {
    match e.source() {
        Some(cause) => format!("{e}: {cause}"),
        None => e.to_string(),
    }
}

/// `Key (district, name)=(1, …) already exists.` → `room.district, room.name`, as SQLite says it.
/// The values in the detail may be personal and are dropped here.
fn columns(db: &Answer) -> Option<Arc<str>> {
    let (_, rest) = db.detail()?.split_once('(')?;
    let (list, _) = rest.split_once(")=(")?;
    let table = db.table()?;
    if list.contains('(') {
        return None;
    }
    let columns: Vec<_> = list.split(", ").map(|c| format!("{table}.{c}")).collect();
    Some(columns.join(", ").into())
}

impl From<deadpool_postgres::PoolError> for DbError {
    fn from(e: deadpool_postgres::PoolError) -> Self {
        match e {
            deadpool_postgres::PoolError::Backend(e) => e.into(),
            deadpool_postgres::PoolError::Closed => Self::Closed,
            other => Self::driver(other),
        }
    }
}
