//! The program: the list of its modules, its settings, its commands, and the pages of the site.
mod backup;
pub mod cli;
mod composed;
pub mod config;
pub mod demo;
mod live;
mod modules;
mod nightly;
mod pages;
mod routes;
mod simulate;
mod sms;
mod start;

pub use modules::{MODULES, migrations};
pub use pages::{PATHS, SitePath};
pub use routes::api;
pub use start::{open_database, router, settings, start};
