use clap::Parser;
use lianxin::cli::Cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    match lianxin::cli::run(Cli::parse()) {
        Ok(code) => code,
        Err(why) => {
            eprintln!("lianxin: {why}");
            ExitCode::FAILURE
        }
    }
}
