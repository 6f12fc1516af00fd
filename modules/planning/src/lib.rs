//! Planning: who walks to a center in how many minutes, who does not, and where the next centers
//! belong.
//!
//! Here: the streets and people of a district, questions about them, scenarios with sites on trial,
//! searches for the best sites. Not here: the mathematics (`planner`), where centers are and when
//! they are open (`places`).
mod answers;
mod atlas;
mod commands;
mod http;
mod jobs;
mod model;
mod permissions;
mod queries;
mod read;
mod reasons;
mod search;
mod store;
mod targets;
mod verify;

pub use answers::{Exported, comparison, coverage, export};
pub use commands::*;
pub use http::routes;
pub use jobs::WorkRun;
pub use model::*;
pub use permissions::ALL as PERMISSIONS;
pub use queries::{
    HomeDistrict, ListNetworks, ListPopulations, ListRuns, ListScenarios, ShowEstates, ShowFive,
    ShowRun, ShowScenario,
};
pub use read::{ReadNetwork, ReadPopulation, read_network, read_population};

use lianxin_kernel::{JobHandler, Module};

pub const MODULE: Module = Module {
    name: "planning",
    migrations: lianxin_db::migrations!("planning", "0001_planning.sql"),
    permissions: &permissions::ALL,
    jobs: &[JobHandler::of::<WorkRun>()],
    checks: verify::CHECKS,
    ..Module::EMPTY
};
