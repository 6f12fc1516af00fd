use crate::Watch;
use std::time::Duration;

/// A watch that is up after this share of the time that is left, or when the other one is.
pub(super) fn part<'a>(watch: &'a Watch<'_>, share: f64) -> Watch<'a> {
    let left = watch.left();
    if left == Duration::MAX {
        let elapsed = || if watch.stop().is_some() { Duration::MAX } else { Duration::ZERO };
        return Watch::limited(Duration::MAX, elapsed);
    }
    let elapsed = move || match watch.stop() {
        Some(_) => Duration::MAX,
        None => left.saturating_sub(watch.left()),
    };
    Watch::limited(left.mul_f64(share), elapsed)
}
