//! Maximal cover on census blocks of New York and on a made city: what is found and proved, in how
//! much time of the processor. `cargo run --release -p lianxin-planner --features highs --example
//! cover [seconds] [name]`
#[path = "../tests/blocks/mod.rs"]
mod blocks;

use blocks::{KNOWN, blocks, city};
use lianxin_planner::siting::cover::{self, All};
use lianxin_planner::siting::{Choice, Cover, Limit};
use lianxin_planner::{Result, Watch};
use std::time::Duration;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let seconds: f64 = args.next().and_then(|s| s.parse().ok()).unwrap_or(20.0);
    let only = args.next().unwrap_or_default();
    println!(
        "instance     p      value      known   off %      bound   gap %  by           status     cpu s"
    );
    for (name, radius, known) in KNOWN {
        let Ok(text) = std::fs::read_to_string(format!("../shared/data/siting/mclp/{name}.txt"))
        else {
            println!("skipped: {name} is not there");
            continue;
        };
        let question = blocks(&text, radius)?;
        for (p, best) in known {
            if format!("{name}{p}").contains(&only) {
                show(name, &question, p, Some(best), seconds)?;
            }
        }
    }
    if "fewest".contains(&only) {
        fewest(seconds)?;
    }
    let question = city(100_000, 500)?;
    println!("city: {} pairs", question.homes.len());
    for p in [10, 20, 30] {
        if format!("city{p}").contains(&only) {
            show("city", &question, p, None, seconds)?;
        }
    }
    Ok(())
}

fn show(name: &str, question: &Cover, p: u32, known: Option<u64>, seconds: f64) -> Result<()> {
    let start = processor();
    let watch = Watch::limited(Duration::from_secs_f64(seconds), || processor() - start);
    let choice = Choice { kept: vec![], limit: Limit::Sites(p), seed: 1 };
    let found = cover::maximal(question, &choice, &watch)?;
    let spent = (processor() - start).as_secs_f64();
    let off = known.map_or(0.0, |known| (found.value / known as f64 - 1.0) * 100.0);
    println!(
        "{name:10} {p:3} {:10} {:10} {off:7.3} {:10} {:7.3}  {:12} {:8} {spent:7.2}",
        found.value,
        known.unwrap_or_default(),
        found.bound,
        found.gap() * 100.0,
        format!("{:?}", found.bound_by),
        format!("{:?}", found.status),
    );
    Ok(())
}

/// The fewest sites that cover every block, and every home of the made city.
fn fewest(seconds: f64) -> Result<()> {
    let mut questions = vec![("city", city(100_000, 500)?)];
    for (name, radius, _) in KNOWN {
        if let Ok(text) = std::fs::read_to_string(format!("../shared/data/siting/mclp/{name}.txt"))
        {
            questions.push((name, blocks(&text, radius)?));
        }
    }
    for (name, question) in questions {
        let start = processor();
        let watch = Watch::limited(Duration::from_secs_f64(seconds), || processor() - start);
        let choice = Choice { kept: vec![], limit: Limit::Free, seed: 1 };
        let All { answer, beyond } = cover::all(&question, &choice, 1.0, &watch)?;
        let spent = (processor() - start).as_secs_f64();
        let (value, bound, by) = (answer.value, answer.bound, answer.bound_by);
        let (status, out) = (answer.status, beyond.len());
        println!(
            "fewest {name:9} {value:5} >= {bound:5} {by:?} {status:?} {out} beyond {spent:.2} s"
        );
    }
    Ok(())
}

/// User and system time of this process, in hundredths of a second.
fn processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = fields.skip(11).take(2).filter_map(|t| t.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}
