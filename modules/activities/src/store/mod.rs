//! All SQL of this module.
pub mod check;
pub mod day;
pub mod feedback;
pub mod freshness;
pub mod holding;
pub mod program;
pub mod session;
