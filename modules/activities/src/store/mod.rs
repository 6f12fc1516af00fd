//! All SQL of this module.
pub mod feedback;
pub mod program;
pub mod session;
