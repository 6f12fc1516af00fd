use crate::model::RunId;
use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};

/// How far the searches of this process are: a word for the part, and 0 to 1 of it.
type Known = BTreeMap<RunId, (&'static str, Option<f64>)>;

static UNDER_WAY: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);

/// How far a search of this process is; `None` for one of another, or of none.
pub fn progress(run: RunId) -> Option<(&'static str, Option<f64>)> {
    UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner).get(&run).copied()
}

pub fn tell(run: RunId, part: &'static str, share: Option<f64>) {
    UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner).insert(run, (part, share));
}

pub fn forget(run: RunId) {
    UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner).remove(&run);
}
