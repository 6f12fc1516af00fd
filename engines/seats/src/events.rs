use crate::any_id;
use crate::model::{ClaimId, PoolId, State};
use lianxin_kernel::{AnyId, Event, Reason, Timestamp};
use serde::{Deserialize, Serialize};

/// A claim came to be (`from` is null) or changed its state. Said for every move, so that modules can
/// tell people; an offer whose end was brought forward moves from `offered` to `offered`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimMoved {
    pub claim: ClaimId,
    pub pool: PoolId,
    #[serde(with = "any_id")]
    pub subject: AnyId,
    #[serde(with = "any_id")]
    pub person: AnyId,
    pub from: Option<State>,
    pub to: State,
    pub why: Reason,
    pub offered_until: Option<Timestamp>,
    pub by_staff: bool,
}

impl Event for ClaimMoved {
    const NAME: &'static str = "seats.claim_moved";
}
