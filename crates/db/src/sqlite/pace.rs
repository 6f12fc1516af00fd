//! Which statements may run on an async thread.
//!
//! SQLite works on the calling thread. Moving the runtime's other tasks away first costs as much as several
//! small statements, so only a statement that has proved quick again and again runs in place; one slow run
//! and it has to prove itself for long. A run of few steps was not slow by itself, even when the machine was
//! so busy that it took long.
use std::collections::HashMap;
use std::time::{Duration, Instant};
use tokio::runtime::{Handle, RuntimeFlavor};

const QUICK: Duration = Duration::from_millis(1);
/// Steps of SQLite's machine: a small fraction of a millisecond.
const FEW_STEPS: i32 = 2_000;
/// Quick runs before a new statement is trusted, and before one that was slow is trusted again.
const TRIAL: u32 = 16;
const PROBATION: u32 = 1000;
/// More texts than a program has; a bound all the same.
const TEXTS: usize = 4096;

/// For each text the quick runs it still has to show.
#[derive(Default)]
pub(crate) struct Pace(HashMap<String, u32>);

impl Pace {
    /// `work` answers also with the steps it took.
    pub(super) fn run<T>(&mut self, text: &str, work: impl FnOnce() -> (T, i32)) -> T {
        let owed = self.0.get(text).copied();
        let timed = || {
            let start = Instant::now();
            let (out, steps) = work();
            (out, steps < FEW_STEPS || start.elapsed() < QUICK)
        };
        let (out, quick) = match owed {
            Some(0) => timed(),
            _ => elsewhere(timed),
        };
        self.note(text, owed, quick);
        out
    }

    fn note(&mut self, text: &str, owed: Option<u32>, quick: bool) {
        let next = match (quick, owed) {
            (true, Some(0)) => return,
            (true, owed) => owed.unwrap_or(TRIAL) - 1,
            (false, _) => PROBATION,
        };
        if let Some(owed) = self.0.get_mut(text) {
            *owed = next;
            return;
        }
        if self.0.len() >= TEXTS {
            self.0.clear();
        }
        self.0.insert(text.to_owned(), next);
    }
}

/// Lets the other tasks of this thread go on elsewhere, where the runtime has other threads.
pub(super) fn elsewhere<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|h| h.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trust_is_earned_slowly_and_lost_at_once() {
        let mut pace = Pace::default();
        let mut run = |quick| {
            let owed = pace.0.get("a").copied();
            pace.note("a", owed, quick);
            pace.0["a"]
        };
        let (quick, slow) = (true, false);
        let after_trial = (0..TRIAL).map(|_| run(quick)).last();
        assert_eq!(after_trial, Some(0));
        assert_eq!(run(quick), 0);
        assert_eq!(run(slow), PROBATION);
        assert_eq!(run(quick), PROBATION - 1);
        assert_eq!(run(slow), PROBATION);
    }
}
