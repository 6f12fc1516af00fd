//! Rounds as they are kept.
use super::model::{
    AppealId, AppealState, AwardId, BlockFacts, BlockId, RoundFacts, RoundId, RoundState, WishFacts,
};
use super::views::{RoundResult, WhyKept};
use lianxin_calendar::SeriesId;
use lianxin_kernel::{Date, Scope, Scoped, Timestamp};
use lianxin_people::OrganizationId;
use lianxin_places::{CenterId, CenterRef};

#[derive(Clone, Debug)]
pub struct RoundRecord {
    pub id: RoundId,
    pub center: CenterId,
    pub facts: RoundFacts,
    /// As it was written; see [`RoundRecord::state`].
    pub kept: RoundState,
    pub result: Option<RoundResult>,
    pub ended_on: Option<Date>,
    pub made_at: Timestamp,
    pub version: i64,
}

impl RoundRecord {
    /// An open one whose time for wishes is over is closed, though nobody said so.
    pub fn state(&self, now: Timestamp) -> RoundState {
        match self.kept {
            RoundState::Open if self.facts.wishes_until <= now => RoundState::Closed,
            state => state,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub struct BlockRecord {
    pub id: BlockId,
    pub facts: BlockFacts,
}

#[derive(Clone, Debug)]
pub struct WishRecord {
    pub organization: OrganizationId,
    pub facts: WishFacts,
    pub why: Option<WhyKept>,
    pub put_at: Timestamp,
}

#[derive(Clone, Copy, Debug)]
pub struct AwardRecord {
    pub id: AwardId,
    pub round: RoundId,
    pub organization: OrganizationId,
    pub block: BlockId,
    pub series: Option<SeriesId>,
}

#[derive(Clone, Debug)]
pub struct AppealRecord {
    pub id: AppealId,
    pub round: RoundId,
    pub organization: OrganizationId,
    pub text: String,
    pub state: AppealState,
    pub answer: Option<String>,
    pub made_at: Timestamp,
    pub answered_at: Option<Timestamp>,
}

/// A round and its center: what commands are about.
#[derive(Clone, Debug)]
pub struct RoundAt {
    pub round: RoundRecord,
    pub center: CenterRef,
}

impl Scoped for RoundAt {
    fn scope(&self) -> Scope {
        self.center.scope().on(self.round.id)
    }
}

#[derive(Clone, Debug)]
pub struct AwardAt {
    pub award: AwardRecord,
    pub at: RoundAt,
}

impl Scoped for AwardAt {
    fn scope(&self) -> Scope {
        self.at.center.scope().on(self.award.id)
    }
}

#[derive(Clone, Debug)]
pub struct AppealAt {
    pub appeal: AppealRecord,
    pub at: RoundAt,
}

impl Scoped for AppealAt {
    fn scope(&self) -> Scope {
        self.at.center.scope().on(self.appeal.id)
    }
}
