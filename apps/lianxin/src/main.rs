use clap::Parser;
use lianxin::cli::Cli;
use std::process::ExitCode;

/// Also for SQLite: many threads ask for and give back small pieces all the time, which is what it is made for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match lianxin::cli::run(Cli::parse()) {
        Ok(code) => code,
        Err(why) => {
            eprintln!("lianxin: {why}");
            ExitCode::FAILURE
        }
    }
}
