//! The whole program: what no part can hold alone.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by them")]
mod acts;
mod attacks;
mod backup;
mod bad_input;
mod crowd;
mod document;
mod fresh;
mod journey;
mod live;
mod matrix;
mod once;
mod pages;
mod permissions;
mod plan;
mod planning;
mod privacy;
mod process;
mod rooms_random;
mod schema;
mod shape;
mod site_map;
mod sweep;
mod upgrade;
mod words;
mod world;
