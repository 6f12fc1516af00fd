//! The door, the jobs behind it and what it remembers, on every engine.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that can not go on has failed")]
mod audit;
mod door;
mod jobs;
mod notes;
mod verify;
