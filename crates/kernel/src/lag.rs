//! How old an answer may be that came from a copy of the database.
use std::cell::Cell;
use std::time::Duration;

tokio::task_local! {
    static LAG: Cell<Option<Duration>>;
}

/// Runs what answers one request; and says how far behind the copy was that it read from, if it read from one.
pub async fn noting_lag<T>(answer: impl Future<Output = T>) -> (T, Option<Duration>) {
    LAG.scope(Cell::new(None), async {
        let answer = answer.await;
        (answer, LAG.with(Cell::get))
    })
    .await
}

pub(crate) fn note(lag: Duration) {
    metrics::gauge!("lianxin_replica_lag_seconds").set(lag.as_secs_f64());
    // Of several looks the oldest counts; nobody may be listening.
    let _ = LAG.try_with(|seen| seen.set(seen.get().max(Some(lag))));
}
