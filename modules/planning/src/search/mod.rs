//! Searches for sites. They go on beside the worker, which has other work to do: it waits for a short
//! one, and looks after a long one now and then.
mod candidates;
mod solve;
pub mod under_way;

use crate::atlas;
use crate::commands::{BegunRun, EndRun, Ending, TellRun};
use crate::queries::{AskPlan, WantsRun};
use crate::reasons;
use lianxin_kernel::{Act, Error, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

/// How long the worker waits for a search before it goes on.
const SHORT: Duration = Duration::from_secs(3);
/// How often is looked whether a search is still wanted.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How often it is written down how far it is; `jobs::SILENT_FOR` is much longer.
const TELL_EVERY: Duration = Duration::from_secs(6);

/// A search uses every core there is; two would only wait for each other.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// Begins a search and waits for it a short while.
pub async fn begin(act: &Act, begun: BegunRun) -> Result<()> {
    let task = tokio::spawn(work(act.clone(), begun));
    match timeout(SHORT, task).await {
        Ok(done) => done.map_err(|e| Error::internal(format!("a search broke off: {e}")))?,
        Err(_) => Ok(()),
    }
}

/// Says that it is over when the search is, however it ends.
struct UnderWay(crate::model::RunId);

impl Drop for UnderWay {
    fn drop(&mut self) {
        under_way::forget(self.0);
    }
}

async fn work(act: Act, begun: BegunRun) -> Result<()> {
    let (run, tries) = (begun.run, begun.tries);
    let _here = UnderWay(run);
    under_way::tell(run, "reading", None);
    let stop = Arc::new(AtomicBool::new(false));
    let search = search(&act, begun, stop.clone());
    tokio::pin!(search);
    let mut told = Instant::now();
    let ending = loop {
        tokio::select! {
            ending = &mut search => break ending,
            () = sleep(LOOK_EVERY) => {}
        }
        // A database that does not answer now will answer later; the search goes on.
        let mut wanted = act.ask(WantsRun { run, tries }).await.unwrap_or(true);
        if told.elapsed() >= TELL_EVERY {
            told = Instant::now();
            let (part, share) = under_way::progress(run).unwrap_or(("waiting", None));
            let tell = TellRun { run, tries, part: part.to_owned(), share };
            wanted &= act.run(tell).await.unwrap_or(true);
        }
        stop.fetch_or(!wanted, Ordering::Relaxed);
    };
    let ending = match ending {
        Ok(ending) => ending,
        Err(Error::Conflict(mut reasons)) if !reasons.is_empty() => {
            Ending::Problem(reasons.swap_remove(0))
        }
        Err(e) => {
            tracing::error!(%run, error = %e, "a search failed");
            Ending::Problem(reasons::failed())
        }
    };
    act.run(EndRun { run, tries, ending }).await
}

async fn search(act: &Act, begun: BegunRun, stop: Arc<AtomicBool>) -> Result<Ending> {
    let BegunRun { run, fields, .. } = begun;
    let ask = AskPlan {
        network: fields.network,
        population: fields.population,
        at: fields.at,
        service: fields.service.as_ref().map(ToString::to_string),
        scenarios: vec![],
    };
    let asked = act.ask(ask).await?;
    let ground = atlas::ground(act, &asked, fields.profile).await?;
    let turn = ONE_AT_A_TIME.acquire().await.map_err(Error::internal)?;
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        solve::solve(run, &ground, &asked, &fields, &stop)
    });
    done.await.map_err(|e| Error::internal(format!("a search broke off: {e}")))?
}
