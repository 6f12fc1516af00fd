//! Figures of a run, and lines of a table.
use std::time::Duration;

/// The share of them is not slower than this.
pub fn percentile(sorted: &[Duration], share: f64) -> Duration {
    let last = sorted.len().saturating_sub(1);
    let nth = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(nth.saturating_sub(1).min(last)).copied().unwrap_or_default()
}

pub fn milliseconds(time: Duration) -> String {
    format!("{:.0} ms", time.as_secs_f64() * 1e3)
}

pub fn per_second(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64().max(1e-9)
}

pub fn row(name: &str, value: impl std::fmt::Display) {
    println!("| {name} | {value} |");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_those_there_are() {
        let all: Vec<Duration> = (1..=100).map(Duration::from_millis).collect();
        let at = |share| percentile(&all, share).as_millis();
        assert_eq!((at(0.5), at(0.99), at(1.0)), (50, 99, 100));
        assert_eq!(percentile(&[], 0.99), Duration::ZERO);
    }
}
