//! The calendar through the door, on every engine.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that can not go on has failed")]
mod arranging;
mod closing;
mod feeds;
mod feeds_elsewhere;
mod holding;
mod house;
mod http;
mod items;
mod random;
mod reconcile;
mod repeating;
mod search;
mod series;
mod stampede;
mod utilization;
