use crate::modules::migrations;
use lianxin_db::lint;
use std::process::ExitCode;

/// From the same list of tables that the lint of the schema reads, so none can be forgotten.
pub fn run() -> ExitCode {
    println!(
        "-- For the coordinator of a Citus cluster: after `lianxin migrate`, while the tables are empty."
    );
    for statement in lint::cluster(&migrations()) {
        println!("{statement}");
    }
    ExitCode::SUCCESS
}
