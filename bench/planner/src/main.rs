//! Measures the planner, and writes what it was asked so that other programs can be asked the same.
mod city;
mod cpu;
mod curve;
mod exported;
mod sites;
mod table;
mod walks;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Parser)]
#[command(name = "lianxin-bench-planner")]
struct Cli {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Measure, and write questions and answers to a folder.
    Run {
        folder: PathBuf,
        /// Points of the made-up city.
        #[arg(long, default_value_t = 400_000)]
        points: usize,
        /// Streets of a real place instead.
        #[arg(long)]
        streets: Option<PathBuf>,
    },
    /// How time and memory grow, from 10^4 points to this many.
    Curve {
        #[arg(long, default_value_t = 10_000_000)]
        points: usize,
    },
    /// One size of the curve, in a process of its own so that its memory is its own.
    Size { points: usize },
    /// Print the answers in the folder beside those of the peers.
    Table { folder: PathBuf },
}

type Any = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let done = match Cli::parse().what {
        What::Run { folder, points, streets } => run(&folder, points, streets),
        What::Curve { points } => curve::curve(points),
        What::Size { points } => curve::size(points),
        What::Table { folder } => table::print(&folder),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lianxin-bench-planner: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &std::path::Path, points: usize, streets: Option<PathBuf>) -> Result<(), Any> {
    std::fs::create_dir_all(folder)?;
    let city = match streets {
        Some(path) => city::City::read(&path)?,
        None => city::City::make(points)?,
    };
    let mut measured = walks::measure(&city)?;
    exported::write(folder, &city, &measured)?;
    measured.seconds.extend(sites::measure(folder)?);
    let answers: serde_json::Map<_, _> =
        measured.seconds.into_iter().map(|(name, seconds)| (name.into(), seconds.into())).collect();
    std::fs::write(folder.join("ours.json"), serde_json::to_vec_pretty(&answers)?)?;
    Ok(())
}
