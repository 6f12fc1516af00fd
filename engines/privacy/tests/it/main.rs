//! The engine as its callers see it, on both engines of the database.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that can not go on has failed")]
mod by_http;
mod consents;
mod looks;
mod reconcile;
mod registers;
mod requests;
mod retention;
mod rules;
mod world;
