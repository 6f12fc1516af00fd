//! Counts what goes on, holds the bounds on waiting, and knows when everyone has left.
use crate::{DbError, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed, Ordering::SeqCst};
use tokio::sync::Notify;

/// Numbers for `/metrics`, since the database was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Works and looks that wait for their turn now.
    pub waiting: usize,
    /// Works run again because they lost a race.
    pub retries: u64,
    /// Shared commits begun.
    pub batches: u64,
    /// Works begun.
    pub works: u64,
}

#[derive(Default)]
pub(crate) struct Meter {
    pub(crate) waiting: AtomicUsize,
    pub(crate) retries: AtomicU64,
    pub(crate) batches: AtomicU64,
    pub(crate) works: AtomicU64,
    pub(crate) commits: AtomicU64,
    closed: AtomicBool,
    present: AtomicUsize,
    left: Notify,
}

/// Somebody who uses the database: closing waits for them.
pub(crate) struct Visit(Arc<Meter>);

impl Drop for Visit {
    fn drop(&mut self) {
        if self.0.present.fetch_sub(1, SeqCst) == 1 {
            self.0.left.notify_waiters();
        }
    }
}

impl Meter {
    pub(crate) fn stats(&self) -> Stats {
        Stats {
            waiting: self.waiting.load(Relaxed),
            retries: self.retries.load(Relaxed),
            batches: self.batches.load(Relaxed),
            works: self.works.load(Relaxed),
        }
    }

    /// Counts a visitor in, unless the database is closed.
    pub(crate) fn enter(self: &Arc<Self>) -> Result<Visit> {
        let visit = self.stay();
        match self.closed.load(SeqCst) {
            true => Err(DbError::Closed),
            false => Ok(visit),
        }
    }

    /// Counts someone in who finishes what was begun before the closing.
    pub(crate) fn stay(self: &Arc<Self>) -> Visit {
        self.present.fetch_add(1, SeqCst);
        Visit(self.clone())
    }

    /// Lets nobody in anymore and waits until all have left. False if it was closed before.
    pub(crate) async fn close(&self) -> bool {
        let first = !self.closed.swap(true, SeqCst);
        loop {
            let left = self.left.notified();
            if self.present.load(SeqCst) == 0 {
                return first;
            }
            left.await;
        }
    }
}

/// The bound on those who wait for one thing.
pub(crate) struct Queue {
    most: usize,
    waiting: AtomicUsize,
    meter: Arc<Meter>,
}

/// One who waits.
pub(crate) struct Wait<'a>(&'a Queue);

impl Drop for Wait<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Relaxed);
        self.0.meter.waiting.fetch_sub(1, Relaxed);
    }
}

impl Queue {
    pub(crate) fn new(most: usize, meter: Arc<Meter>) -> Self {
        Self { most, waiting: AtomicUsize::new(0), meter }
    }

    pub(crate) fn wait(&self) -> Result<Wait<'_>> {
        let before = self.waiting.fetch_add(1, Relaxed);
        self.meter.waiting.fetch_add(1, Relaxed);
        let wait = Wait(self);
        match before < self.most {
            true => Ok(wait),
            false => Err(DbError::Busy),
        }
    }
}
