//! What callers hand in, and the fence around its run.
use crate::{DbError, Result, RetryHint, Tx};
use std::time::Duration;

/// One unit of change. It may run more than once, so it must not touch anything but the transaction.
pub trait Work: Sync {
    type Out: Send;
    type Error: From<DbError> + RetryHint + Send;
    fn run(&self, tx: &mut Tx) -> impl Future<Output = Result<Self::Out, Self::Error>> + Send;
}

/// One unit of reading, on one snapshot. It may run again if its connection is lost.
// A trait and not an async closure: futures that hold those lose their `Send` under `tokio::spawn`.
pub trait Look: Sync {
    type Out: Send;
    type Error: From<DbError> + Send;
    fn run(&self, tx: &mut Tx) -> impl Future<Output = Result<Self::Out, Self::Error>> + Send;
}

tokio::task_local! {
    static INSIDE: ();
}

/// Refuses a transaction inside another: on the same lane it would wait for itself, and many of them
/// could each hold one connection while waiting for a second.
pub(crate) fn not_nested() -> Result<()> {
    match INSIDE.try_with(|()| ()) {
        Ok(()) => Err(DbError::Nested),
        Err(_) => Ok(()),
    }
}

/// Runs a work or look: marked as inside, and not longer than `limit`.
pub(crate) async fn fenced<T, E: From<DbError>>(
    limit: Option<Duration>,
    run: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    let run = INSIDE.scope((), run);
    match limit {
        None => run.await,
        Some(limit) => match tokio::time::timeout(limit, run).await {
            Ok(out) => out,
            Err(_) => Err(DbError::TimedOut.into()),
        },
    }
}
