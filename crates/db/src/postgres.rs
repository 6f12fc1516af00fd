//! The PostgreSQL side: pooled connections, and control statements that ride with the next one.
use crate::{DbError, FromRow, Result, RetryHint, Row, Sql};
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;
use tokio_postgres::types::ToSql;
use tokio_postgres::{NoTls, Statement};

const LAST: &str = "set local statement_timeout = 0; commit";
/// A host that does not answer at all would else hold a caller for minutes.
const CONNECT: Duration = Duration::from_secs(5);

pub(crate) fn open(url: &str, connections: usize) -> Result<Pool> {
    let mut config: tokio_postgres::Config = url.parse()?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT);
    }
    if config.get_application_name().is_none() {
        config.application_name("lianxin");
    }
    let recycling_method = RecyclingMethod::Fast;
    let manager = Manager::from_config(config, NoTls, ManagerConfig { recycling_method });
    let pool = Pool::builder(manager).max_size(connections).build();
    pool.map_err(DbError::driver)
}

pub(crate) struct Session {
    client: Option<Object>,
    /// Control text not sent yet: it goes out just before the next statement, in one round trip.
    ahead: String,
    ended: bool,
    /// This connection should not be used again.
    spoiled: bool,
}

impl Drop for Session {
    /// A connection left inside a transaction must not go back to the pool: close it.
    fn drop(&mut self) {
        if !self.ended || self.spoiled {
            drop(self.client.take().map(Object::take));
        }
    }
}

impl Session {
    pub(crate) async fn begin(pool: &Pool, text: &str) -> Result<Self> {
        Ok(Self {
            client: Some(pool.get().await?),
            ahead: text.to_owned(),
            ended: false,
            spoiled: false,
        })
    }

    fn client(&self) -> Result<&Object> {
        self.client.as_ref().ok_or_else(DbError::gone)
    }

    fn note<T>(&mut self, out: Result<T, tokio_postgres::Error>) -> Result<T> {
        let out = out.map_err(DbError::from);
        self.spoiled |= matches!(out, Err(DbError::Unreachable(_)));
        out
    }

    pub(crate) fn later(&mut self, text: &str) {
        self.ahead.push_str(text);
    }

    /// Sends what is waiting, and `text`, in one round trip.
    pub(crate) async fn script(&mut self, text: &str) -> Result<()> {
        let text = std::mem::take(&mut self.ahead) + text;
        let done = self.client()?.batch_execute(&text).await;
        self.note(done)
    }

    pub(crate) async fn rollback(&mut self) -> Result<()> {
        let done = self.script("rollback").await;
        self.ended = done.is_ok();
        done
    }

    /// A commit whose answer does not come in `limit` is given up as unknown.
    ///
    /// The server's own limit is lifted for it: cutting short the wait for a synchronous standby would be
    /// answered like success. In a transaction that failed, that line fails too, while a bare COMMIT would
    /// be answered like success and roll back.
    pub(crate) async fn commit(&mut self, before: &str, limit: Duration) -> Result<()> {
        if self.client()?.is_closed() {
            return Err(DbError::gone());
        }
        let text = std::mem::take(&mut self.ahead) + before + LAST;
        let sent = self.client()?.batch_execute(&text);
        let done = match tokio::time::timeout(limit, sent).await {
            Ok(done) => done.map_err(DbError::of_commit_on_postgres),
            Err(_) => Err(DbError::Unknown("no answer to the commit in time".into())),
        };
        match &done {
            Ok(()) => self.ended = true,
            Err(DbError::Unknown(_)) => self.spoiled = true,
            Err(e) => {
                self.spoiled |= e.lost_a_race() && !matches!(e, DbError::Retry);
                let _ = self.rollback().await;
            }
        }
        done
    }

    pub(crate) async fn all<T: FromRow>(&mut self, q: &Sql) -> Result<Vec<T>> {
        let rows = self.send(q, Kind::Rows).await?.0;
        rows.iter().map(|row| T::from_row(&Row::Postgres(row))).collect()
    }

    pub(crate) async fn run(&mut self, q: &Sql) -> Result<u64> {
        Ok(self.send(q, Kind::Count).await?.1)
    }

    pub(crate) async fn check(&mut self, text: &str) -> Result<()> {
        self.client()?.prepare(text).await?;
        Ok(())
    }

    async fn send(&mut self, q: &Sql, kind: Kind) -> Result<(Vec<tokio_postgres::Row>, u64)> {
        let stmt = self.client()?.prepare_cached(&q.text).await;
        let stmt = self.note(stmt)?;
        let ahead = std::mem::take(&mut self.ahead);
        let sent = together(self.client()?, &ahead, &stmt, q, kind).await;
        self.note(sent)
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Rows,
    Count,
}

async fn together(
    client: &Object,
    ahead: &str,
    stmt: &Statement,
    q: &Sql,
    kind: Kind,
) -> Result<(Vec<tokio_postgres::Row>, u64), tokio_postgres::Error> {
    let args: Vec<_> = q.args.iter().map(|v| v as &(dyn ToSql + Sync)).collect();
    let control = async {
        match ahead.is_empty() {
            true => Ok(()),
            false => client.batch_execute(ahead).await,
        }
    };
    let answer = async {
        match kind {
            Kind::Rows => Ok((client.query(stmt, &args).await?, 0)),
            Kind::Count => Ok((vec![], client.execute(stmt, &args).await?)),
        }
    };
    let (control, answer) = in_order(control, answer).await;
    control?;
    answer
}

/// Polls `first` before `second` until both are done. The driver sends a request when it is first
/// polled, so the server sees them in this order (`join!` rotates, and would not promise it).
async fn in_order<A, B>(first: impl Future<Output = A>, second: impl Future<Output = B>) -> (A, B) {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut a, mut b) = (None, None);
    std::future::poll_fn(|cx| {
        if a.is_none()
            && let Poll::Ready(v) = first.as_mut().poll(cx)
        {
            a = Some(v);
        }
        if b.is_none()
            && let Poll::Ready(v) = second.as_mut().poll(cx)
        {
            b = Some(v);
        }
        match (a.take(), b.take()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            (one, other) => {
                (a, b) = (one, other);
                Poll::Pending
            }
        }
    })
    .await
}
