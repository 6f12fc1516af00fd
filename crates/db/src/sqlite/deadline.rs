//! Stops statements that run too long: SQLite asks every so many steps whether to go on.
use crate::Result;
use rusqlite::Connection;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

/// Machine steps of SQLite between two looks at the time: well under a millisecond.
const STEPS: i32 = 20_000;
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Microseconds since [`START`]; zero is none.
#[derive(Clone, Default)]
pub(crate) struct Deadline(Arc<AtomicU64>);

fn micros() -> u64 {
    u64::try_from(START.elapsed().as_micros()).unwrap_or(u64::MAX)
}

impl Deadline {
    pub(super) fn watch(&self, conn: &mut Connection) -> Result<()> {
        let end = self.0.clone();
        let over = move || {
            let end = end.load(Relaxed);
            end != 0 && micros() > end
        };
        Ok(conn.progress_handler(STEPS, Some(over))?)
    }

    pub(super) fn set(&self, limit: Option<Duration>) {
        let of =
            |d: Duration| micros().saturating_add(u64::try_from(d.as_micros()).unwrap_or(u64::MAX));
        self.0.store(limit.map_or(0, of), Relaxed);
    }
}
