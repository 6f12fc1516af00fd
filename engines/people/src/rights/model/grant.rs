use crate::model::{GrantId, PersonId, PlaceId};
use crate::organizations::OrganizationMemberId;
use lianxin_kernel::{AnyId, Date, Role, Timestamp, id, words};

use super::Modules;

id!(DeputyId, "dep");

words! {
    /// Where a right comes from.
    pub enum GrantKind {
        /// Given, from a day to a day or for good.
        Standing = "standing",
        /// Given for some hours or days.
        Duty = "duty",
        /// Held for someone who is away.
        Deputy = "deputy",
        /// Given to who acts for an operator; holds while its contract does.
        Contract = "contract",
    }
}

words! {
    /// Where in its time a grant is.
    pub enum Phase { Ahead = "ahead", Now = "now", Over = "over" }
}

/// A role at a place, as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GrantRow {
    pub id: GrantId,
    pub person: PersonId,
    pub role: Role,
    pub place: PlaceId,
    pub kind: GrantKind,
    pub modules: Option<Modules>,
    /// First and last day, both included.
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// First moment, and the moment it is over.
    pub from_at: Option<Timestamp>,
    pub until_at: Option<Timestamp>,
    /// By which membership, of a contract grant.
    pub member: Option<OrganizationMemberId>,
    pub given_at: Timestamp,
    pub given_by: Option<AnyId>,
}

impl GrantRow {
    pub fn phase(&self, today: Date, now: Timestamp) -> Phase {
        let over = self.until.is_some_and(|u| u < today) || self.until_at.is_some_and(|u| u <= now);
        let ahead = self.from.is_some_and(|f| today < f) || self.from_at.is_some_and(|f| now < f);
        match (over, ahead) {
            (true, _) => Phase::Over,
            (false, true) => Phase::Ahead,
            (false, false) => Phase::Now,
        }
    }
}

/// That one person holds what another holds, while that one is away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeputyRow {
    pub id: DeputyId,
    pub deputy: PersonId,
    pub absent: PersonId,
    pub from_at: Timestamp,
    pub until_at: Timestamp,
    pub given_at: Timestamp,
    pub given_by: Option<AnyId>,
}

impl DeputyRow {
    pub fn phase(&self, now: Timestamp) -> Phase {
        match (self.until_at <= now, now < self.from_at) {
            (true, _) => Phase::Over,
            (false, true) => Phase::Ahead,
            (false, false) => Phase::Now,
        }
    }
}
