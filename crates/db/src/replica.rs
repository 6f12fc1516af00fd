//! A PostgreSQL copy to read from, as long as it answers and is not too far behind.
use crate::sql::sql;
use crate::{Db, DbError, FromRow, Options, Result, Row};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How far behind it is is looked at so often, while somebody reads.
const EVERY: Duration = Duration::from_secs(1);
/// What was found out longer ago is not believed: the one who looks may wait for a dead machine.
const BELIEVED: Duration = Duration::from_secs(3);

/// A copy of a database that may lag behind it. Clones are the same one.
#[derive(Clone)]
pub struct Replica(Arc<Inner>);

struct Inner {
    copy: Db,
    primary: Db,
    most: Duration,
    seen: Mutex<Seen>,
}

#[derive(Clone, Copy, Default)]
struct Seen {
    asked: Option<Instant>,
    answered: Option<Instant>,
    /// `None`: it is not to be read from.
    lag: Option<Duration>,
}

struct Pair(Option<i64>, Option<i64>);

impl FromRow for Pair {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self(row.get("at")?, row.get("age")?))
    }
}

impl Replica {
    /// Connections are made when needed. It is not read from when it lags by more than `most`.
    pub async fn postgres(
        url: &str,
        primary: Db,
        most: Duration,
        options: Options,
    ) -> Result<Self> {
        let copy = Db::postgres(url, options).await?;
        let seen = Mutex::default();
        let replica = Self(Arc::new(Inner { copy, primary, most, seen }));
        replica.look_again().await;
        Ok(replica)
    }

    pub fn db(&self) -> &Db {
        &self.0.copy
    }

    /// How far behind it is; `None` when it is not to be read from: down, too old, or a copy no more.
    pub fn lag(&self) -> Option<Duration> {
        let mut seen = self.0.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.asked.is_none_or(|at| at.elapsed() >= EVERY) {
            seen.asked = Some(Instant::now());
            let replica = self.clone();
            tokio::spawn(async move { replica.look_again().await });
        }
        let believed = seen.answered.is_some_and(|at| at.elapsed() < BELIEVED);
        seen.lag.filter(|lag| believed && *lag <= self.0.most)
    }

    /// It failed somebody just now.
    pub fn give_up_for_now(&self) {
        self.note(None);
    }

    fn note(&self, lag: Option<Duration>) {
        let mut seen = self.0.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.answered = Some(Instant::now());
        seen.lag = lag;
    }

    async fn look_again(&self) {
        let lag = self.measure().await.unwrap_or_else(|why| {
            tracing::warn!(%why, "the replica can not be read");
            None
        });
        self.note(lag);
    }

    /// Where the primary is, then how far the copy got: what it has of then is all it can lack.
    async fn measure(&self) -> Result<Option<Duration>, DbError> {
        let primary = self.0.primary.read::<Pair, DbError>(async |tx| {
            let q = sql("select cast(pg_current_wal_lsn() - '0/0' as bigint) as at, cast(null as bigint) as age");
            tx.one(q).await
        });
        // Where nobody leads just now the copy is the best there is, and its own clock says how old.
        let written = primary.await.ok().and_then(|p| p.0);
        let copy = self.0.copy.read::<Pair, DbError>(async |tx| {
            let q = sql(
                "select case when pg_is_in_recovery() then cast(pg_last_wal_replay_lsn() - '0/0' as bigint) end as at,
                   cast(extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000 as bigint) as age",
            );
            tx.one(q).await
        });
        let Pair(Some(replayed), age) = copy.await? else {
            return Ok(None);
        };
        if written.is_some_and(|written| replayed >= written) {
            return Ok(Some(Duration::ZERO));
        }
        Ok(age.and_then(|ms| u64::try_from(ms).ok()).map(Duration::from_millis))
    }

    pub async fn close(&self) -> Result<()> {
        self.0.copy.close().await
    }
}
