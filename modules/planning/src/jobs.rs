use crate::commands::BeginRun;
use crate::model::RunId;
use crate::search;
use lianxin_kernel::{Act, Job, Result, Span};
use serde::{Deserialize, Serialize};

/// After so long a look is taken at whether a run's worker still lives.
pub const AGAIN_AFTER: Span = Span::seconds(60);
/// A worker that says nothing for so long is gone; a living one speaks every few seconds.
pub const SILENT_FOR: Span = Span::seconds(45);
/// A run that takes its process down with it is not begun forever.
pub const TRIES: i64 = 3;

/// Search the sites of a run; when it comes back later, look after whoever does. The search itself
/// goes on beside the worker, which has other work to do, so it outlives the lease of this job.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WorkRun {
    pub run: RunId,
}

impl Job for WorkRun {
    const NAME: &'static str = "planning.work_run";

    async fn work(self, act: &Act) -> Result<()> {
        // Each look is one of its own: the answer to an earlier one is no answer to it.
        let act = act.each_time();
        match act.run(BeginRun { run: self.run }).await? {
            Some(begun) => search::begin(&act, begun).await,
            None => Ok(()),
        }
    }
}
