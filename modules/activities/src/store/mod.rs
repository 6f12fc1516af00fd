//! All SQL of this module.
pub mod feedback;
pub mod freshness;
pub mod holding;
pub mod program;
pub mod session;
