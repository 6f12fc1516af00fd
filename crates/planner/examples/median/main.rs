//! Prints what the median searches make of published instances: value, best known, bound, status and
//! seconds of processor time. `median [part of a name] [seconds]`.
mod city;
mod instances;

use instances::{Fallible, folder};
use lianxin_planner::Watch;
use lianxin_planner::siting::load::{self, Load, Loaded, Terms};
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

fn print(row: &Row<'_>, answer: &lianxin_planner::siting::Answer, seconds: f64) {
    let scaled = |x: f64| x / row.scale;
    let off = row.known.map_or(String::new(), |known| {
        format!("{:+.4} %", (scaled(answer.value) / known - 1.0) * 100.0)
    });
    println!(
        "{:<16}{:>15.2}{:>15}{:>12}{:>15.2}{:>10.4} %  {:<9}{:>7.1} s",
        row.name,
        scaled(answer.value),
        row.known.map_or("-".into(), |known| format!("{known:.2}")),
        off,
        scaled(answer.bound),
        answer.gap() * 100.0,
        format!("{:?}", answer.status),
        seconds
    );
}

fn solve(row: &Row<'_>, costs: &Costs, p: u32, seconds: u64) -> Fallible<()> {
    let choice = Choice { kept: vec![], limit: Limit::Sites(p), seed: 1 };
    let begun = cpu();
    let elapsed = || cpu().saturating_sub(begun);
    let watch = Watch::limited(Duration::from_secs(seconds), elapsed);
    let answer = median::least(costs, &choice, &watch)?;
    print(row, &answer, elapsed().as_secs_f64());
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

fn loads(folder: &Path, part: &str, seconds: u64) -> Fallible<()> {
    let mut all = vec![];
    for (name, best) in [("SJC1", 17_288.99), ("SJC2", 33_270.94)] {
        all.push((
            name.to_string(),
            instances::sjc(&folder.join(format!("cpmp/{name}.dat")), best)?,
        ));
    }
    for i in 1..=5 {
        let name = format!("pmedcap1_{i}");
        all.push((name.clone(), instances::pmedcap(&folder.join(format!("cpmp/{name}.txt")))?));
    }
    for (name, case) in all.into_iter().filter(|(name, _)| name.contains(part)) {
        let load = Load { from: vec![0; case.to.len()], to: case.to, homes: Some(case.loads) };
        let row = Row { name: &name, known: Some(case.best_known), scale: case.scale };
        loaded(&row, &case.costs, &load, case.p, seconds)?;
    }
    Ok(())
}

fn loaded(row: &Row<'_>, costs: &Costs, load: &Load, p: u32, seconds: u64) -> Fallible<Loaded> {
    let choice = Choice { kept: vec![], limit: Limit::Sites(p), seed: 1 };
    let begun = cpu();
    let elapsed = || cpu().saturating_sub(begun);
    let watch = Watch::limited(Duration::from_secs(seconds), elapsed);
    let loaded = load::least(costs, load, &choice, &watch)?;
    print(row, &loaded.answer, elapsed().as_secs_f64());
    Ok(loaded)
}

/// Six million people, whole areas, then the same centers with areas divided.
fn generated(seconds: u64) -> Fallible<()> {
    let (costs, load) = city::city(1)?;
    let row = Row { name: "6 million", known: None, scale: 1e9 };
    let found = loaded(&row, &costs, &load, city::CENTERS, seconds)?;
    let open = &found.answer.open;
    let begun = cpu();
    let terms = Terms { whole: false, ..Terms::default() };
    let divided = load::give(&costs, &load, &terms, open, &Watch::unlimited())?;
    let row = Row { name: "  areas divided", known: None, scale: 1e9 };
    print(&row, &divided.answer, cpu().saturating_sub(begun).as_secs_f64());
    for (name, from) in [("residential", 30_000), ("industrial", 50_000)] {
        let of = open.iter().zip(&found.loads).filter(|(c, _)| load.from[**c as usize] == from);
        let held: Vec<u64> = of.map(|(_, held)| *held).collect();
        let (least, most) = (held.iter().min(), held.iter().max());
        println!("  {:>3} {name} centers hold {least:?} to {most:?}", held.len());
    }
    let inside = open
        .iter()
        .zip(&found.loads)
        .all(|(c, held)| (load.from[*c as usize]..=load.to[*c as usize]).contains(held));
    let people: u64 = found.loads.iter().sum();
    println!("  {} centers, {people} people, all loads within limits: {inside}", open.len());
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
    medians(&folder, &part, seconds)?;
    loads(&folder, &part, seconds)?;
    if "6 million".contains(&part) {
        generated(2 * seconds)?;
    }
    Ok(())
}
