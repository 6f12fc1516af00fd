//! What privacy does across the whole program.
mod effects;
mod erasing;
mod retention;
