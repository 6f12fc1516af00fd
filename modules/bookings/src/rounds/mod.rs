//! Season rounds: the regular weekly use of rooms by clubs. A round offers blocks, clubs state wishes,
//! `lianxin_season` shares out, and what is published stands on the calendar as series.
mod allocating;
pub mod commands;
pub mod http;
pub mod model;
mod notices;
pub mod record;
pub mod seeing;
pub mod store;
pub mod targets;
pub mod views;

pub use allocating::{Input, allocate_round};
pub(crate) use commands::follow_closing;
