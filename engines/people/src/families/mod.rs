//! Who belongs to whom: households, guardians, pick-up persons, delegates; residency; what someone is
//! in life.
//!
//! *Household*: people who live together; someone is in one at a time. *Guardian*: stands up for
//! someone under 18, linked at the desk after looking at a paper, or by adding a child who was
//! not known before; under 14 their consent is needed. *Pick-up person*: may take a child home.
//! *Delegate*: acts for someone who agreed (own account, own card at the desk, or a staff record
//! with its evidence), in all or named modules, on its days; either side ends it at once.
//! *Residency*: unverified, claimed, confirmed, refused, expired; decided by someone else than
//! who claimed it and whom it is about; a confirmation is for one home center; no document is
//! kept. *Standing*: what someone is in the life of a place (volunteer, building head, party
//! member, …); it gives no rights. *Paper code*: printed at the desk, signs in once within 30
//! days together with the birth date.
//!
//! Acting for another: with the header `Lianxin-For: per_…` a guardian, a delegate or staff of
//! the home center act as that person, without rights of their own; the person is told
//! (`acted_for`), family by name, staff as "the staff of …".
//!
//! Each field of a record has a class, in `families/model/field.rs` alone. Needs and the kinds
//! party member and veteran are sensitive: sealed or told by a keyed hash, shown for a stated
//! purpose after a second factor, masked in the audit. A look at the record of one's own
//! household is marked.
mod acting;
pub mod commands;
pub(crate) mod holdings;
mod http;
mod kinds;
pub mod model;
pub mod permissions;
pub mod queries;
pub(crate) mod renewal;
mod steps;
pub(crate) mod store;
pub(crate) mod told;

pub use acting::actor_for;
pub(crate) use http::{given, routes};
pub(crate) use steps::{family, family_of, not_by};
