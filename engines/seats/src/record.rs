//! What the reads of this engine answer with.
use crate::any_id;
use crate::model::{Band, ClaimId, MemberId, PoolId, State};
use lianxin_kernel::{AnyId, Decision, Reason, Timestamp};
use serde::{Deserialize, Serialize};

/// One party's claim to places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    pub id: ClaimId,
    pub pool: PoolId,
    #[serde(with = "any_id")]
    pub subject: AnyId,
    /// The label of its pool.
    pub label: String,
    #[serde(with = "any_id")]
    pub person: AnyId,
    /// People, the claimant included.
    pub party_size: i64,
    pub state: State,
    /// Order of arrival within the pool, from 1.
    pub place_no: i64,
    /// How much this person already had in the calendar month of the subject when claiming.
    pub had_before: i64,
    /// Where the waiting party stands, from 1 and without gaps; `None` when it does not wait.
    pub position: Option<i64>,
    pub offered_until: Option<Timestamp>,
    /// The latest one; a waiting position in it is that of the moment of claiming.
    pub decision: Decision,
    /// Six characters people can read aloud; one claim in the district has it.
    pub reference: String,
    pub by_staff: bool,
    /// When the subject ends.
    pub ends_at: Timestamp,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
    /// How often its state was set.
    pub moves: i64,
    /// Its key in the order of the waiting list, before `place_no`.
    pub rank: i64,
}

/// One of a party. The claimant has no name here: it stays with the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub id: MemberId,
    pub claim: ClaimId,
    pub name: Option<String>,
    pub band: Band,
    #[serde(skip)]
    pub person: Option<AnyId>,
}

/// One line of what happened to a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub at: Timestamp,
    pub state: State,
    pub what: Reason,
}

/// The claims to one subject, counted; what is not said to be people is claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    pub subject: AnyId,
    /// All ever made.
    pub claims: i64,
    pub seated: i64,
    pub seated_people: i64,
    /// Waiting or with an offer.
    pub waiting: i64,
    pub waiting_people: i64,
    /// Ended because the subject was cancelled.
    pub cancelled: i64,
}
