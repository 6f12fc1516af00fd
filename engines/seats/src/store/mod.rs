//! All SQL of this engine.
pub(crate) mod check;
pub(crate) mod claim;
pub(crate) mod holding;
pub(crate) mod list;
pub(crate) mod pool;
pub(crate) mod rows;
