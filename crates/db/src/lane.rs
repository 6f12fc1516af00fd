//! Group commit: works that would wait for one another share one transaction and one fsync.
//!
//! Works run one after another in the order they came, each behind a savepoint, so one that fails
//! does not hurt its neighbors. Opening a batch also queues a *closer* behind all who wait now;
//! when its turn comes it commits. So nobody has to count the waiting, and a caller that goes away
//! can neither lose the batch nor leave it open. Nobody is answered before the commit.
use crate::meter::{Meter, Queue, Visit};
use crate::work::fenced;
use crate::{DbError, Options, Result, RetryHint, Tx, Work, postgres};
use deadpool_postgres::Pool;
use std::sync::Arc;
use std::sync::atomic::Ordering::{Relaxed, SeqCst};
use std::time::Duration;
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

pub(crate) struct Lane {
    /// Tokio's mutex is fair: first come, first served.
    slot: Arc<Mutex<Slot>>,
    /// Where a batch gets its connection; on SQLite the slot keeps the only one.
    source: Option<(Pool, Arc<str>)>,
    queue: Queue,
    meter: Arc<Meter>,
    most: usize,
}

#[derive(Default)]
struct Slot {
    tx: Option<Tx>,
    batch: Option<Batch>,
    opened: u64,
    /// How long a commit may take on PostgreSQL.
    patience: Duration,
    meter: Arc<Meter>,
    #[cfg(feature = "faults")]
    answers_early: Option<Duration>,
}

struct Batch {
    number: u64,
    works: usize,
    last: Last,
    answers: watch::Sender<Option<Result<()>>>,
    /// Closing the database waits for the batch, even if its callers went away.
    _visit: Visit,
}

/// What the work before has left behind its savepoint.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    None,
    Kept,
    /// Failed, panicked, or its caller went away in the middle: this is also the mark of a running work.
    Undone,
}

impl Lane {
    pub(crate) fn sqlite(writer: Tx, options: &Options, meter: Arc<Meter>) -> Self {
        Self::new(Some(writer), None, options, meter)
    }

    pub(crate) fn postgres(
        pool: Pool,
        begin: Arc<str>,
        options: &Options,
        meter: Arc<Meter>,
    ) -> Self {
        Self::new(None, Some((pool, begin)), options, meter)
    }

    fn new(
        tx: Option<Tx>,
        source: Option<(Pool, Arc<str>)>,
        options: &Options,
        meter: Arc<Meter>,
    ) -> Self {
        let slot = Slot {
            tx,
            patience: options.work_limit,
            meter: meter.clone(),
            #[cfg(feature = "faults")]
            answers_early: options.faults.answers_early,
            ..Slot::default()
        };
        Self {
            slot: Arc::new(Mutex::new(slot)),
            source,
            queue: Queue::new(options.queue, meter.clone()),
            meter,
            most: options.batch,
        }
    }

    pub(crate) async fn run<W: Work>(
        &self,
        work: &W,
        limit: Option<Duration>,
    ) -> Result<W::Out, W::Error> {
        let wait = self.queue.wait()?;
        let mut slot = self.slot.clone().lock_owned().await;
        drop(wait);
        if slot.batch.is_none() {
            self.open(&mut slot).await?;
        }
        let Slot { tx, batch, .. } = &mut *slot;
        let (Some(tx), Some(batch)) = (tx, batch) else {
            return Err(DbError::Closed.into());
        };
        let mut answer = batch.answers.subscribe();
        let out = match batch.step(tx).await {
            Ok(()) => {
                tx.limit(limit);
                self.meter.works.fetch_add(1, Relaxed);
                fenced(limit, work.run(tx)).await
            }
            Err(e) => Err(e.into()),
        };
        tx.limit(None);
        let out = match (out, tx.failure()) {
            // An error swallowed by the work still ended its transaction.
            (Ok(_), Some(e)) => Err(e.clone().into()),
            (out, _) => out,
        };
        if out.is_ok() {
            batch.last = Last::Kept;
        }
        // If this work broke the transaction, its own error says why; the neighbors only try again.
        let broke = tx.is_doomed();
        if batch.works >= self.most || broke {
            tokio::spawn(close(slot));
        } else {
            drop(slot);
        }
        let lost = || DbError::Unknown("the runtime shut down".into());
        let answer = answer.wait_for(Option::is_some).await;
        let committed = answer.map_err(|_| lost())?.clone();
        match committed.unwrap_or_else(|| Err(lost())) {
            // Also after an error of its own: "full" may rest on what a neighbor did and did not keep.
            Err(e) if !(broke && out.is_err()) => Err(e.into()),
            _ => out,
        }
    }

    async fn open(&self, slot: &mut Slot) -> Result<()> {
        if let Some((pool, begin)) = &self.source {
            slot.tx = Some(postgres::Session::begin(pool, begin).await?.into());
        }
        let tx = slot.tx.as_mut().ok_or(DbError::Closed)?;
        tx.lock().await?;
        slot.opened += 1;
        slot.batch = Some(Batch {
            number: slot.opened,
            works: 0,
            last: Last::None,
            answers: watch::Sender::new(None),
            _visit: self.meter.stay(),
        });
        self.meter.batches.fetch_add(1, Relaxed);
        tokio::spawn(close_later(self.slot.clone(), slot.opened));
        Ok(())
    }

    /// Takes the connection away for good; nobody may be inside anymore.
    pub(crate) async fn shut(&self) -> Result<()> {
        match self.slot.lock().await.tx.take() {
            Some(mut tx) => tx.close().await,
            None => Ok(()),
        }
    }
}

impl Batch {
    /// Puts a savepoint before the next work.
    async fn step(&mut self, tx: &mut Tx) -> Result<()> {
        match self.last {
            Last::None => tx.control("savepoint work;")?,
            Last::Kept => tx.control("release work; savepoint work;")?,
            Last::Undone => tx.undo("rollback to work").await?,
        }
        self.works += 1;
        self.last = Last::Undone;
        Ok(())
    }
}

/// The closer of one batch. Someone may have closed it before because it was full.
async fn close_later(slot: Arc<Mutex<Slot>>, number: u64) {
    // Let those who are ready queue first: a fuller batch for the same fsync.
    tokio::task::yield_now().await;
    let slot = slot.lock_owned().await;
    if slot.batch.as_ref().is_some_and(|b| b.number == number) {
        close(slot).await;
    }
}

async fn close(mut slot: OwnedMutexGuard<Slot>) {
    let (patience, meter) = (slot.patience, slot.meter.clone());
    #[cfg(feature = "faults")]
    let answers_early = slot.answers_early;
    let (Some(batch), Some(tx)) = (slot.batch.take(), slot.tx.as_mut()) else {
        return;
    };
    let done = if tx.is_doomed() {
        let why = tx.failure().filter(|e| e.lost_a_race()).cloned();
        let _ = tx.rollback().await;
        Err(why.unwrap_or(DbError::Retry))
    } else {
        // Releasing first makes a dead transaction fail here; a bare COMMIT would pass silently.
        let text = match batch.last {
            Last::None => "",
            Last::Kept => "release work;",
            Last::Undone => "rollback to work; release work;",
        };
        #[cfg(feature = "faults")]
        if let Some(early) = answers_early {
            let _ = batch.answers.send(Some(Ok(())));
            tokio::time::sleep(early).await;
        }
        let done = tx.commit(text, patience).await;
        // Before anybody is answered; also when it is not known whether it was.
        meter.commits.fetch_add(1, SeqCst);
        done
    };
    if tx.is_postgres() {
        slot.tx = None;
    }
    drop(slot);
    let _ = batch.answers.send(Some(done.map_err(|e| match e {
        DbError::Unknown(_) | DbError::Full(_) => e,
        e if e.lost_a_race() => e,
        e => DbError::NotCommitted(e.to_string().into()),
    })));
}
