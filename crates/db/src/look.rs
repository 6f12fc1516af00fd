//! Reading.
use crate::db::{Side, pause};
use crate::sql::sql;
use crate::work::{fenced, not_nested};
use crate::{Db, DbError, FromRow, Look, Result, RetryHint, Row, Tx, postgres};

/// How often a look is run when its connection is lost.
const ATTEMPTS: u32 = 3;

impl Db {
    /// Whether the database answers, and may be written to.
    pub async fn ping(&self) -> Result<()> {
        match self.is_poisoned() {
            true => Err(DbError::Poisoned),
            false => self.look(&Ping).await,
        }
    }

    /// Reads on one snapshot; cannot write.
    pub async fn look<L: Look>(&self, look: &L) -> Result<L::Out, L::Error> {
        not_nested()?;
        let _visit = self.0.meter.enter()?;
        let limit = self.0.options.work_limit;
        let mut attempt = 1;
        loop {
            let mut tx = match self.snapshot().await {
                Err(e) if e.lost_a_race() && attempt < ATTEMPTS => {
                    pause(attempt).await;
                    attempt += 1;
                    continue;
                }
                other => other?,
            };
            tx.limit(Some(limit));
            let out = fenced(Some(limit), look.run(&mut tx)).await;
            let lost = tx.failure().is_some_and(RetryHint::lost_a_race);
            if tx.is_postgres() && !lost {
                // Also after an error: else a mere "not found" would cost a connection.
                let _ = tx.rollback().await;
            }
            if lost && attempt < ATTEMPTS {
                pause(attempt).await;
                attempt += 1;
                continue;
            }
            return out;
        }
    }

    /// Like [`Db::look`], as long as it takes, and only once: what it sent on can not be taken back. For work of the
    /// night and for backups; who waits for an answer uses [`Db::look`].
    pub async fn look_at_leisure<L: Look>(&self, look: &L) -> Result<L::Out, L::Error> {
        not_nested()?;
        let _visit = self.0.meter.enter()?;
        let mut tx = self.snapshot().await?;
        let out = fenced(None, look.run(&mut tx)).await;
        if tx.is_postgres() {
            let _ = tx.rollback().await;
        }
        out
    }

    /// [`Db::look`] with a closure, for tests: its future cannot be sent to another task.
    pub async fn read<T, E: From<DbError>>(
        &self,
        look: impl AsyncFnOnce(&mut Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        not_nested()?;
        let _visit = self.0.meter.enter()?;
        let mut tx = self.snapshot().await?;
        tx.limit(Some(self.0.options.work_limit));
        let out = fenced(Some(self.0.options.work_limit), look(&mut tx)).await;
        if tx.is_postgres() {
            let _ = tx.rollback().await;
        }
        out
    }

    async fn snapshot(&self) -> Result<Tx> {
        let _wait = self.0.queue.wait()?;
        Ok(match &self.0.side {
            Side::Sqlite { readers, .. } => readers.begin().await?.into(),
            Side::Postgres { pool, snapshot, .. } => {
                postgres::Session::begin(pool, snapshot).await?.into()
            }
        })
    }

    /// Prepares a statement without running it: unknown tables, columns and bad syntax show here.
    pub async fn check(&self, text: &str) -> Result<()> {
        self.look(&Check(text)).await
    }
}

struct Ping;

struct One;

impl FromRow for One {
    fn from_row(_: &Row<'_>) -> Result<Self> {
        Ok(Self)
    }
}

impl Look for Ping {
    type Out = ();
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        tx.one::<One>(sql("select 1 as one")).await.map(|One| ())
    }
}

struct Check<'a>(&'a str);

impl Look for Check<'_> {
    type Out = ();
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        tx.check(self.0).await
    }
}
