//! What readers of rounds get.
use super::model::{
    AppealId, AppealState, AwardId, BlockId, RoundFacts, RoundId, RoundState, WishFacts,
};
use crate::views::{CenterName, OrganizationName, RoomName};
use lianxin_calendar::{OccupancyId, Span, State};
use lianxin_kernel::{Date, Reason, Timestamp};
use lianxin_people::OrganizationId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How fair a sharing is: it is sought so that the worst-off club has as much of its wish as can be, then
/// the next, and so on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RoundResult {
    pub clubs: i64,
    /// Blocks a week that all of them wish for, and have.
    pub wanted: i64,
    pub given: i64,
    /// Clubs that have all they wish for.
    pub met: i64,
    /// Of the worst-off club.
    pub least_given: i64,
    pub least_wanted: i64,
    /// It is shown, by a proof that was checked, that no club can be helped without taking from one that is
    /// as badly off.
    pub shares_proved: bool,
    /// The same of preferences and of who had less last season.
    pub proved: bool,
    pub at: Timestamp,
}

/// Why a club has what it has, as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhyKept {
    pub given: i64,
    pub reasons: Vec<Reason>,
    pub held: Vec<HeldKept>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldKept {
    pub block: BlockId,
    pub by: Vec<OrganizationId>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SeasonRound {
    pub id: RoundId,
    pub center: CenterName,
    #[serde(flatten)]
    pub facts: RoundFacts,
    pub state: RoundState,
    pub result: Option<RoundResult>,
    /// The day from which on it was given back.
    pub ended_on: Option<Date>,
}

/// A round in the desk's list.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeskRoundLine {
    #[serde(flatten)]
    pub round: SeasonRound,
    pub blocks: i64,
    pub clubs: i64,
    pub open_appeals: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeskRoundList {
    pub items: Vec<DeskRoundLine>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SeasonBlock {
    pub id: BlockId,
    pub room: RoomName,
    pub capacity: Option<i64>,
    /// 1 is Monday.
    pub weekday: i64,
    pub from_minute: i64,
    pub to_minute: i64,
    /// Who has it. Clubs see it once it is published.
    pub taken_by: Option<OrganizationName>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SeasonWhy {
    /// Blocks a week.
    pub given: i64,
    pub reasons: Vec<Reason>,
    pub held: Vec<SeasonHeld>,
}

/// A block that would suit, if others did not have it or the room around it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SeasonHeld {
    pub block: BlockId,
    /// Clubs see it once it is published.
    pub by: Vec<OrganizationName>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SeasonAward {
    pub id: AwardId,
    pub block: BlockId,
    /// Its dates were tried; until then there are none.
    pub on_calendar: bool,
    pub dates: Vec<SeasonDate>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SeasonDate {
    #[serde(flatten)]
    pub span: Span,
    /// `null` when it was refused.
    pub occupancy: Option<OccupancyId>,
    pub state: Option<State>,
    /// Why it was refused.
    pub reasons: Vec<Reason>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SeasonAppeal {
    pub id: AppealId,
    pub organization: OrganizationName,
    pub text: String,
    pub state: AppealState,
    pub answer: Option<String>,
    pub made_at: Timestamp,
    pub answered_at: Option<Timestamp>,
}

/// A club in a round, as the desk sees it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SeasonClub {
    pub organization: OrganizationName,
    pub wish: WishFacts,
    pub put_at: Timestamp,
    pub why: Option<SeasonWhy>,
    pub awards: Vec<SeasonAward>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeskRound {
    pub round: SeasonRound,
    pub blocks: Vec<SeasonBlock>,
    pub clubs: Vec<SeasonClub>,
    pub appeals: Vec<SeasonAppeal>,
}

/// A round, as one club sees it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ClubRound {
    pub round: SeasonRound,
    pub organization: OrganizationName,
    pub blocks: Vec<SeasonBlock>,
    pub wish: Option<WishFacts>,
    pub why: Option<SeasonWhy>,
    pub awards: Vec<SeasonAward>,
    pub appeals: Vec<SeasonAppeal>,
}

/// The clubs one acts for, and the rounds that take wishes or have theirs.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct MyRounds {
    pub clubs: Vec<OrganizationName>,
    pub items: Vec<MyRound>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct MyRound {
    pub round: SeasonRound,
    /// Those of one's clubs that stated wishes.
    pub wished: Vec<OrganizationId>,
}
