//! Prints what the median searches make of published instances: value, best known, bound, status and
//! seconds of processor time. `median [part of a name] [seconds]`.
mod instances;

use instances::{Fallible, folder};
use lianxin_planner::Watch;
use lianxin_planner::siting::{Choice, Costs, Limit, median};
use std::path::Path;
use std::time::Duration;

/// Seconds of processor time so far, user and system, all threads; where the system does not say,
/// none.
fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<u64>().ok());
    Duration::from_millis(ticks.sum::<u64>() * 10)
}

struct Row<'a> {
    name: &'a str,
    known: Option<f64>,
    scale: f64,
}

fn print(row: &Row<'_>, answer: &lianxin_planner::siting::Answer, first: f64, seconds: f64) {
    let scaled = |x: f64| x / row.scale;
    let off = row.known.map_or(String::new(), |known| {
        format!("{:+.4} %", (scaled(answer.value) / known - 1.0) * 100.0)
    });
    println!(
        "{:<16}{:>15.2}{:>15}{:>12}{:>15.2}{:>10.4} %  {:<9}{:>7.1}{:>7.1}",
        row.name,
        scaled(answer.value),
        row.known.map_or("-".into(), |known| format!("{known:.2}")),
        off,
        scaled(answer.bound),
        answer.gap() * 100.0,
        format!("{:?}", answer.status),
        first,
        seconds
    );
}

fn solve(row: &Row<'_>, costs: &Costs, p: u32, seconds: u64) -> Fallible<()> {
    let choice = Choice { kept: vec![], limit: Limit::Sites(p), seed: 1 };
    let begun = cpu();
    let elapsed = || cpu().saturating_sub(begun);
    let best = std::sync::Mutex::new((f64::INFINITY, 0.0));
    let watch = Watch::limited(Duration::from_secs(seconds), elapsed);
    let answer = median::least(costs, &choice, &watch)?;
    let first = best.lock().map_or(0.0, |best| best.1);
    print(row, &answer, first, elapsed().as_secs_f64());
    Ok(())
}

fn medians(folder: &Path, part: &str, seconds: u64) -> Fallible<()> {
    for (name, optimum) in instances::optima(folder)? {
        if name.contains(part) {
            let (costs, p) = instances::pmed(&folder.join(format!("pmed/{name}.txt")))?;
            let row = Row { name: &name, known: Some(optimum as f64), scale: 1.0 };
            solve(&row, &costs, p, seconds)?;
        }
    }
    let real = [
        ("pcb3038", 10, Some(1_213_082.03)),
        ("fl1400", 10, Some(101_249.5)),
        ("fl1400", 100, None),
        ("rl1304", 10, None),
        ("rl1304", 100, None),
        ("pcb3038", 100, None),
    ];
    for (file, p, known) in real {
        let name = format!("{file} p={p}");
        if name.contains(part) {
            let costs = instances::tsplib(&folder.join(format!("tsplib/{file}.tsp")))?;
            solve(&Row { name: &name, known, scale: 1e3 }, &costs, p, seconds)?;
        }
    }
    Ok(())
}

fn main() -> Fallible<()> {
    let mut words = std::env::args().skip(1);
    let part = words.next().unwrap_or_default();
    let seconds = words.next().map_or(Ok(30), |word| word.parse())?;
    let Some(folder) = folder() else {
        println!("skipped: no instances in ../shared/data/siting");
        return Ok(());
    };
    medians(&folder, &part, seconds)
}
