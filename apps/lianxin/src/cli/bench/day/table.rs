//! What was seen, by what was asked for.
use super::replay::Seen;
use crate::cli::bench::figures::percentile;
use std::collections::BTreeMap;
use std::time::Duration;

/// Prints a table; how many requests failed. That the door said no is no failure.
pub fn print(seen: &[Seen], lasts: Duration) -> usize {
    let mut by: BTreeMap<_, Vec<&Seen>> = BTreeMap::new();
    for one in seen {
        by.entry(one.ask).or_default().push(one);
    }
    println!("| asked for | requests | refused | failed | p50 ms | p95 ms | p99 ms | most ms |");
    println!("|---|---|---|---|---|---|---|---|");
    let mut failed = 0;
    for (ask, all) in by {
        let refused = all.iter().filter(|s| is(s, 400..500)).count();
        let lost = all.iter().filter(|s| !is(s, 200..500)).count();
        failed += lost;
        let mut took: Vec<Duration> = all.iter().map(|s| s.took).collect();
        took.sort();
        let at = |share| percentile(&took, share).as_secs_f64() * 1e3;
        println!(
            "| {} | {} | {refused} | {lost} | {:.1} | {:.1} | {:.1} | {:.1} |",
            ask.name(),
            all.len(),
            at(0.5),
            at(0.95),
            at(0.99),
            at(1.0)
        );
    }
    println!("{:.0} requests a second", seen.len() as f64 / lasts.as_secs_f64());
    failed
}

fn is(seen: &Seen, range: std::ops::Range<u16>) -> bool {
    seen.status.is_some_and(|status| range.contains(&status))
}
