//! The plan of a district through the door, on every engine.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that can not go on has failed")]
mod covering;
mod ground;
mod reconcile;
mod rights;
mod runs;
mod scenarios;
mod town;

static MODULES: &[&lianxin_kernel::Module] = &[&lianxin_places::MODULE, &lianxin_planning::MODULE];
