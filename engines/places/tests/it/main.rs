//! Places through the door, on both engines.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
mod centers;
mod hours;
mod http;
mod import;
mod regions;
mod rights;
mod town;

static MODULES: &[&lianxin_kernel::Module] = &[&lianxin_places::MODULE];
