use crate::reasons;
use lianxin_kernel::{Error, FieldCode, FieldError, Result};
use tokio::sync::Semaphore;

/// How many computations run at once; each may use every core, so more would only wait in turns.
static AT_ONCE: Semaphore = Semaphore::const_new(3);

/// Computes on a thread of its own, so that nobody else waits for it.
pub async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let turn = AT_ONCE.acquire().await.map_err(Error::internal)?;
    let done = tokio::task::spawn_blocking(move || {
        // Kept to the end, also when who asked has gone away.
        let _turn = turn;
        work()
    });
    done.await.map_err(|e| Error::internal(format!("a computation broke off: {e}")))
}

/// What the planner refuses, as a problem of whoever asked.
pub fn fault(e: lianxin_planner::Error) -> Error {
    use lianxin_planner::Error as E;
    match e {
        E::Value { field, why } => {
            Error::Invalid(vec![FieldError::new(field, FieldCode::Wrong).with("why", why)])
        }
        E::Impossible(why) => Error::reason(reasons::impossible(&why)),
        other => Error::internal(other),
    }
}
