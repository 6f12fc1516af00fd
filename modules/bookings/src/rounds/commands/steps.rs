use super::become_state;
use crate::permissions;
use crate::reasons;
use crate::rounds::model::{RoundId, RoundState};
use crate::rounds::record::RoundAt;
use crate::rounds::seeing;
use crate::rounds::store;
use crate::rounds::targets;
use crate::rounds::views::SeasonRound;
use lianxin_db::DbError;
use lianxin_kernel::{Command, Error, FieldCode, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Let clubs see a round and state their wishes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpenRound {
    pub round: RoundId,
}

impl Command for OpenRound {
    const NAME: &'static str = "bookings.open_round";
    const NEEDS: Permission = permissions::ROUNDS;
    type Target = RoundAt;
    type Out = SeasonRound;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoundAt> {
        targets::round(r.tx(), self.round).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoundAt) -> Result<SeasonRound> {
        if at.round.facts.wishes_until <= w.now() {
            return Err(Error::field("wishes_until", FieldCode::InPast));
        }
        if store::round::blocks(w.tx(), at.round.id).await?.is_empty() {
            return Err(Error::reason(reasons::no_blocks()));
        }
        if store::round::another_runs(w.tx(), at.center.id, at.round.id).await? {
            return Err(Error::reason(reasons::round_running()));
        }
        match become_state(w, at, RoundState::Open).await {
            Ok(at) => Ok(seeing::round(&at, w.now())),
            // Another one was opened a moment before.
            Err(Error::Db(DbError::Unique(_))) => Err(Error::reason(reasons::round_running())),
            Err(other) => Err(other),
        }
    }
}

/// Take no more wishes, before their time is over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CloseRound {
    pub round: RoundId,
}

impl Command for CloseRound {
    const NAME: &'static str = "bookings.close_round";
    const NEEDS: Permission = permissions::ROUNDS;
    type Target = RoundAt;
    type Out = SeasonRound;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoundAt> {
        targets::round(r.tx(), self.round).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoundAt) -> Result<SeasonRound> {
        let at = become_state(w, at, RoundState::Closed).await?;
        Ok(seeing::round(&at, w.now()))
    }
}
