use crate::{DbError, FromRow, Id, Result, RetryHint, Row, Sql, postgres, sqlite};
use std::time::Duration;

/// A transaction. It owns its connection for the time, so futures that hold it stay `Send`.
pub struct Tx {
    side: Side,
    /// The first error of a statement. What follows is refused, on both engines alike.
    failed: Option<DbError>,
    statements: u64,
}

struct OnlyId(Id);

impl FromRow for OnlyId {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        row.get("id").map(Self)
    }
}

enum Side {
    Sqlite(sqlite::Session),
    Postgres(postgres::Session),
}

impl From<sqlite::Session> for Tx {
    fn from(s: sqlite::Session) -> Self {
        Self { side: Side::Sqlite(s), failed: None, statements: 0 }
    }
}

impl From<postgres::Session> for Tx {
    fn from(s: postgres::Session) -> Self {
        Self { side: Side::Postgres(s), failed: None, statements: 0 }
    }
}

/// What a work does inside its transaction.
impl Tx {
    /// All rows.
    pub async fn all<T: FromRow>(&mut self, q: Sql) -> Result<Vec<T>> {
        self.may_go_on()?;
        #[cfg(feature = "faults")]
        let q = crate::faults::rewritten(q);
        self.statements += 1;
        let out = match &mut self.side {
            Side::Sqlite(s) => s.all(&q),
            Side::Postgres(s) => s.all(&q).await,
        };
        self.noted(out)
    }

    /// The first row, if there is one.
    pub async fn opt<T: FromRow>(&mut self, q: Sql) -> Result<Option<T>> {
        Ok(self.all(q).await?.into_iter().next())
    }

    /// The first row, else [`DbError::NotFound`], which does not end the transaction.
    pub async fn one<T: FromRow>(&mut self, q: Sql) -> Result<T> {
        self.opt(q).await?.ok_or(DbError::NotFound)
    }

    /// What stands in the column `id` of all rows.
    pub async fn ids(&mut self, q: Sql) -> Result<Vec<Id>> {
        Ok(self.all::<OnlyId>(q).await?.into_iter().map(|row| row.0).collect())
    }

    /// Changes all rows the statement names, or of them only these, and says which they were. The
    /// statement ends with its `where`.
    pub async fn change(&mut self, q: Sql, only: Option<&[Id]>) -> Result<Vec<Id>> {
        let q = match only {
            Some(rows) => q.push_in(" and id in ", rows.iter().copied()),
            None => q,
        };
        self.ids(q.push(" returning id")).await
    }

    /// How many rows were changed.
    pub async fn run(&mut self, q: Sql) -> Result<u64> {
        self.may_go_on()?;
        #[cfg(feature = "faults")]
        let q = crate::faults::rewritten(q);
        self.statements += 1;
        let out = match &mut self.side {
            Side::Sqlite(s) => s.run(&q),
            Side::Postgres(s) => s.run(&q).await,
        };
        self.noted(out)
    }

    /// Marks this point, so that [`Tx::back`] undoes what follows.
    pub fn mark(&mut self) -> Result<()> {
        self.may_go_on()?;
        self.control("savepoint mark;")
    }

    /// Undoes everything since the mark, also a statement that failed. A lost race stays lost: the
    /// whole work has to run again.
    pub async fn back(&mut self) -> Result<()> {
        if let Some(e) = self.failed.as_ref().filter(|e| e.lost_a_race()) {
            return Err(e.clone());
        }
        self.failed = None;
        let text = "rollback to mark; release mark";
        let done = match &mut self.side {
            Side::Sqlite(s) => s.script(text),
            Side::Postgres(s) => s.script(text).await,
        };
        self.noted(done)
    }

    /// How many statements it was given so far; only the difference of two of these says something.
    pub fn statements(&self) -> u64 {
        self.statements
    }

    fn may_go_on(&self) -> Result<()> {
        match self.failed {
            Some(_) => Err(DbError::Failed),
            None => Ok(()),
        }
    }

    fn noted<T>(&mut self, out: Result<T>) -> Result<T> {
        out.inspect_err(|e| self.failed = Some(e.clone()))
    }
}

/// What its keeper does around the works.
impl Tx {
    /// Takes the write lock of SQLite. Another process may hold it; then this waits, but no thread
    /// does. PostgreSQL has begun already.
    pub(crate) async fn lock(&mut self) -> Result<()> {
        let Side::Sqlite(s) = &mut self.side else {
            return Ok(());
        };
        if s.is_poisoned() {
            return Err(DbError::Poisoned);
        }
        for _ in 0..5_000 {
            match s.script("begin immediate") {
                Err(DbError::Retry) => tokio::time::sleep(Duration::from_millis(2)).await,
                other => return other,
            }
        }
        Err(DbError::driver("another process keeps the database locked"))
    }

    /// How long statements may take from now on. PostgreSQL has its own limit, set when it began.
    pub(crate) fn limit(&mut self, limit: Option<Duration>) {
        if let Side::Sqlite(s) = &self.side {
            s.limit(limit);
        }
    }

    /// Runs control text now, or on PostgreSQL together with the next statement.
    pub(crate) fn control(&mut self, text: &'static str) -> Result<()> {
        let done = match &mut self.side {
            Side::Sqlite(s) => s.script(text),
            Side::Postgres(s) => {
                s.later(text);
                Ok(())
            }
        };
        self.noted(done)
    }

    /// Runs control text at once, and forgets a failure that it undoes.
    pub(crate) async fn undo(&mut self, text: &'static str) -> Result<()> {
        self.failed = None;
        self.limit(None);
        let done = match &mut self.side {
            Side::Sqlite(s) => s.script(text),
            Side::Postgres(s) => s.script(text).await,
        };
        self.noted(done)
    }

    /// Lifts PostgreSQL's own limit for this transaction.
    pub(crate) async fn unlimited(&mut self) -> Result<()> {
        match &mut self.side {
            Side::Sqlite(_) => Ok(()),
            Side::Postgres(s) => s.script("set local statement_timeout = 0").await,
        }
    }

    /// A text of several statements, such as a migration.
    pub(crate) async fn script(&mut self, text: &str) -> Result<()> {
        self.may_go_on()?;
        #[cfg(feature = "faults")]
        let text = &crate::faults::rewritten_text(text);
        let done = match &mut self.side {
            Side::Sqlite(s) => s.long_script(text),
            Side::Postgres(s) => s.script(text).await,
        };
        self.noted(done)
    }

    /// Runs control text and commits; after an error the transaction is rolled back.
    pub(crate) async fn commit(&mut self, before: &'static str, limit: Duration) -> Result<()> {
        self.failed = None;
        match &mut self.side {
            Side::Sqlite(s) => s.commit(before).await,
            Side::Postgres(s) => s.commit(before, limit).await,
        }
    }

    pub(crate) async fn rollback(&mut self) -> Result<()> {
        self.failed = None;
        self.limit(None);
        match &mut self.side {
            // The engine may have left the transaction by itself.
            Side::Sqlite(s) if !s.in_transaction() => Ok(()),
            Side::Sqlite(s) => s.script("rollback"),
            Side::Postgres(s) => s.rollback().await,
        }
    }

    /// Gives the connection up; SQLite brings its log into the file first.
    pub(crate) async fn close(&mut self) -> Result<()> {
        match &mut self.side {
            Side::Sqlite(s) => s.close().await,
            Side::Postgres(_) => Ok(()),
        }
    }

    pub(crate) async fn check(&mut self, text: &str) -> Result<()> {
        match &mut self.side {
            Side::Sqlite(s) => s.check(text),
            Side::Postgres(s) => s.check(text).await,
        }
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.side, Side::Postgres(_))
    }

    pub(crate) fn failure(&self) -> Option<&DbError> {
        self.failed.as_ref()
    }

    /// No savepoint can save this transaction: it lost a race or its connection, or the engine already
    /// left it.
    pub(crate) fn is_doomed(&self) -> bool {
        let lost = self.failed.as_ref().is_some_and(RetryHint::lost_a_race);
        lost || matches!(&self.side, Side::Sqlite(s) if !s.in_transaction())
    }
}
