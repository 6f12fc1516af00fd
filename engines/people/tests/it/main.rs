//! The engine as its callers see it, on both engines.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
mod accounts;
mod auditing;
mod by_http;
mod desk;
mod families;
mod families_by_http;
mod families_children;
mod families_delegates;
mod families_holdings;
mod families_paper;
mod families_record;
mod families_residency;
mod families_standings;
mod families_world;
mod grants;
mod importing;
mod limits;
mod rules;
mod secrets;
mod sign_in;
mod staff;
mod world;
