//! All SQL of this module.
pub mod feedback;
pub mod holding;
pub mod program;
pub mod session;
