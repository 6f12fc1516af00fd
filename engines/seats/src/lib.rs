//! Limited places for anything: capacity, parties that get all or nothing, waiting lists, offers that
//! expire, fair rationing.
//!
//! Here: pools of places, claims to them, the rules of the list, the reconciler.
//! Not here: what the places are for, who may claim, how people are told, HTTP.
//!
//! All changes are functions called inside the caller's transaction ([`lianxin_kernel::Write`]). They
//! are right at any isolation: each takes the counter's row of its pool first, a claim the row of its
//! person before that.
pub mod any_id;
mod claiming;
mod events;
mod floor;
mod holding;
mod jobs;
mod model;
mod moving;
mod permissions;
mod pooling;
mod reads;
mod reasons;
mod record;
mod store;
mod verify;

pub use claiming::{ClaimSpec, Claimed, MayClaim, claim, claim_whole, may_claim};
pub use events::ClaimMoved;
pub use jobs::ExpireOffer;
pub use model::{
    Ask, Band, ClaimId, Companion, Filling, MemberId, PARTY_MOST, Places, Pool, PoolId, Record,
    Rules, State, decide,
};
pub use moving::{accept, decline, leave, promote, remove};
pub use pooling::{PoolSpec, close, expire_due, open_pool, reschedule, resize, set_rules};
pub use reads::{
    active_claims, claim_by_id, claim_by_reference, claims_by_ids, claims_of_person,
    claims_of_subject, history_of, members_of, next_to_promote, open_claims, pool_by_id,
    pools_of_subject, pools_of_subjects, position, tallies_of_subjects,
};
pub use record::{Claim, Member, Step, Tally};
pub use store::list::When;
pub use verify::verify;

use lianxin_kernel::{AnyId, JobHandler, Module};

pub const MODULE: Module = Module {
    name: "seats",
    migrations: lianxin_db::migrations!("seats", "0001_seats.sql", "0002_parties.sql"),
    permissions: &permissions::ALL,
    jobs: &[JobHandler::of::<ExpireOffer>()],
    holdings: &[&holding::Claims],
    checks: &[verify::CHECK],
    ..Module::EMPTY
};

/// The lane in which commands on the places of a subject share commits. For speed only.
pub fn lane(subject: AnyId) -> String {
    format!("seats {subject}")
}
