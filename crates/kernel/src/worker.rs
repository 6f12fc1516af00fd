use crate::chain;
use crate::idempotency;
use crate::jobs::{self, Claimed, District, Waiting};
use crate::{Actor, App, Error, Result, Span, Timestamp};
use lianxin_db::{Look, Tx, Work};
use std::time::Duration;
use tokio::task::JoinSet;

const LEASE: Span = Span::minutes(5);
const AT_ONCE: i64 = 16;
const TRIES: i64 = 8;
/// How long the answer to an idempotency key is remembered.
const REMEMBERED: Span = Span::hours(48);

/// Does what was left for after commits. Every process that serves has one; they share by leases.
pub struct Worker(App);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkerReport {
    pub done: usize,
    pub failed: usize,
}

impl Worker {
    pub fn new(app: App) -> Self {
        Self(app)
    }

    /// Works until stopped. It wakes when this process leaves work, and looks every second for what
    /// has come due or was left by others. Dropping the future leaves running jobs to their lease.
    pub async fn run(&self) {
        let mut tidied = None;
        loop {
            if let Err(e) = self.run_due().await {
                tracing::warn!(error = %e, "the worker could not reach its jobs");
            }
            if let Err(e) = chain::link_waiting(&self.0).await {
                tracing::warn!(error = %e, "lines of the audit could not be put into its chain");
            }
            let day = self.0.zone().date(self.0.now());
            if tidied != Some(day) {
                match self.tidy().await {
                    Ok(()) => tidied = Some(day),
                    Err(e) => tracing::warn!(error = %e, "could not forget old answers"),
                }
            }
            let pause = tokio::time::sleep(Duration::from_secs(1));
            tokio::select! { () = pause => {}, () = self.0.wake().notified() => {} }
        }
    }

    /// Runs everything that is due now, also what that leaves in turn.
    pub async fn run_due(&self) -> Result<WorkerReport> {
        let mut report = WorkerReport::default();
        loop {
            let now = self.0.now();
            let mut working = JoinSet::new();
            for District(district) in self.0.db().look(&Due(now)).await? {
                for job in self.0.db().write(&Claim { district, now }).await? {
                    working.spawn(work_on(self.0.clone(), job));
                }
            }
            if working.is_empty() {
                return Ok(report);
            }
            while let Some(ended) = working.join_next().await {
                match ended {
                    Ok(Ok(true)) => report.done += 1,
                    // A panic or a lost database leaves the job to its lease.
                    Ok(Ok(false) | Err(_)) | Err(_) => report.failed += 1,
                }
            }
        }
    }

    /// Due jobs and dead ones, for the metrics.
    pub async fn waiting(&self) -> Result<(i64, i64)> {
        let Waiting { due, dead } = self.0.db().look(&Count(self.0.now())).await?;
        Ok((due, dead))
    }

    async fn tidy(&self) -> Result<()> {
        let forget = Forget { district: self.0.district(), until: self.0.now() - REMEMBERED };
        let count = self.0.db().write(&forget).await?;
        tracing::info!(count, "forgot answers to old idempotency keys");
        Ok(())
    }
}

/// Says whether the job is done.
async fn work_on(app: App, job: Claimed) -> Result<bool> {
    let Some(handler) = app.job(&job.kind) else {
        let why = format!("no module works on {}", job.kind);
        app.db().write(&End { job: &job, failure: Some((&why, None)) }).await?;
        return Ok(false);
    };
    let actor = Actor::System(handler.kind);
    let act = app.act(Some(actor)).once(&format!("job {}", job.id));
    match (handler.run)(act, job.payload.clone()).await {
        Ok(()) => {
            app.db().write(&End { job: &job, failure: None }).await?;
            Ok(true)
        }
        Err(e) => {
            tracing::warn!(job = %job.kind, tries = job.tries, error = %e, "job failed");
            let again = (job.tries < TRIES).then(|| app.now() + pause(&app, job.tries));
            app.db().write(&End { job: &job, failure: Some((&e.to_string(), again)) }).await?;
            Ok(false)
        }
    }
}

/// Doubling minutes, with an uneven part so that many do not come back at once.
fn pause(app: &App, tries: i64) -> Span {
    let base = Span::minutes(1 << tries.clamp(0, 8));
    let uneven = app.random().below(u64::try_from(base.0 / 4).unwrap_or(0));
    Span(base.0 + i64::try_from(uneven).unwrap_or(0))
}

struct Due(Timestamp);

impl Look for Due {
    type Out = Vec<District>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Vec<District>> {
        jobs::districts_due(tx, self.0).await
    }
}

struct Count(Timestamp);

impl Look for Count {
    type Out = Waiting;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Waiting> {
        jobs::waiting(tx, self.0).await
    }
}

struct Claim {
    district: i64,
    now: Timestamp,
}

impl Work for Claim {
    type Out = Vec<Claimed>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Vec<Claimed>> {
        jobs::claim(tx, self.district, self.now, LEASE, AT_ONCE).await
    }
}

struct End<'a> {
    job: &'a Claimed,
    failure: Option<(&'a str, Option<Timestamp>)>,
}

impl Work for End<'_> {
    type Out = ();
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        match self.failure {
            None => jobs::done(tx, self.job).await,
            Some((why, again)) => jobs::failed(tx, self.job, why, again).await,
        }
    }
}

struct Forget {
    district: u16,
    until: Timestamp,
}

impl Work for Forget {
    type Out = u64;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<u64> {
        idempotency::forget(tx, self.district, self.until).await
    }
}
