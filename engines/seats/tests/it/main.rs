//! The engine through the door, on both engines.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
mod door;
mod lists;
mod offers;
mod random;
mod reconcile;
mod staff;
mod stampede;
