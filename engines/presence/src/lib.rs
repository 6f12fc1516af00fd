//! Proof of being there: check-in and check-out by a rotating code at the door, a card, the desk, or
//! the person themselves; one record for every use.
//!
//! Here: stays, the window in which checking in is possible, the door code, its QR picture, counts.
//! Not here: who may check whom in, what they are at, names, HTTP.
//!
//! Changes are functions called inside the caller's transaction ([`lianxin_kernel::Write`]).
mod changes;
mod door;
mod holding;
mod model;
mod qr;
mod reads;
mod store;
mod verify;

pub use changes::{CheckIn, check_in, check_out, undo};
pub use door::{DoorToken, SLOT, check_door_token, door_key, door_token};
pub use model::{Attendee, Count, How, PresenceId, Present, Stay, Visits, Window};
pub use qr::qr_svg;
pub use reads::{
    counts_of_subjects, present_of, present_of_subject, present_of_subjects, stays_of_claims,
    visits_at_centers, visits_of_subjects,
};

use lianxin_kernel::{AnyId, Module};

pub const MODULE: Module = Module {
    name: "presence",
    migrations: lianxin_db::migrations!("presence", "0001_presence.sql"),
    secrets: &[door::SECRET],
    holdings: &[&holding::Stays],
    checks: &[verify::CHECK],
    ..Module::EMPTY
};

/// The lane in which those who come in at one door share commits. For speed only.
pub fn lane(subject: AnyId) -> String {
    format!("presence {subject}")
}
