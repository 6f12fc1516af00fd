use crate::{Error, Result};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How far a computation is: a word for the part it is in, and 0 to 1 of it where that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    pub part: &'static str,
    pub share: Option<f64>,
}

/// Why a search must end now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The time is up; the best so far is the answer.
    Time,
    Cancelled,
}

/// Stands beside a long computation: tells it to stop, and is told how far it is. Time and the wish
/// to stop come from outside, so the same seed without a limit gives the same answer.
pub struct Watch<'a> {
    elapsed: Box<dyn Fn() -> Duration + Sync + 'a>,
    limit: Duration,
    cancelled: Option<&'a AtomicBool>,
    told: Box<dyn Fn(Progress) + Sync + 'a>,
}

impl<'a> Watch<'a> {
    /// No limit, nobody to tell.
    pub fn unlimited() -> Self {
        Self {
            elapsed: Box::new(|| Duration::ZERO),
            limit: Duration::MAX,
            cancelled: None,
            told: Box::new(|_| ()),
        }
    }

    /// `elapsed` is the time since the computation was asked for.
    pub fn limited(limit: Duration, elapsed: impl Fn() -> Duration + Sync + 'a) -> Self {
        Self { elapsed: Box::new(elapsed), limit, ..Self::unlimited() }
    }

    #[must_use]
    pub fn cancelled_by(self, flag: &'a AtomicBool) -> Self {
        Self { cancelled: Some(flag), ..self }
    }

    #[must_use]
    pub fn telling(self, told: impl Fn(Progress) + Sync + 'a) -> Self {
        Self { told: Box::new(told), ..self }
    }

    /// For a part of the computation: its time is up after this share of what is left.
    #[must_use]
    pub fn part(&self, share: f64) -> Watch<'_> {
        let elapsed = (self.elapsed)();
        let limit = match self.limit {
            Duration::MAX => Duration::MAX,
            limit => elapsed + limit.saturating_sub(elapsed).mul_f64(share.clamp(0.0, 1.0)),
        };
        Watch {
            elapsed: Box::new(|| (self.elapsed)()),
            limit,
            cancelled: self.cancelled,
            told: Box::new(|progress| (self.told)(progress)),
        }
    }

    /// Asked every few thousand steps.
    pub fn stop(&self) -> Option<Stop> {
        if self.cancelled.is_some_and(|flag| flag.load(Ordering::Relaxed)) {
            return Some(Stop::Cancelled);
        }
        ((self.elapsed)() >= self.limit).then_some(Stop::Time)
    }

    /// For what has no use half done: an error when it was cancelled.
    pub fn go_on(&self) -> Result<()> {
        match self.stop() {
            Some(Stop::Cancelled) => Err(Error::Cancelled),
            _ => Ok(()),
        }
    }

    /// What is left of the time.
    pub fn left(&self) -> Duration {
        self.limit.saturating_sub((self.elapsed)())
    }

    pub fn tell(&self, part: &'static str, share: Option<f64>) {
        (self.told)(Progress { part, share });
    }
}
