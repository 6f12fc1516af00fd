//! What changes rounds, one file a step of theirs.
mod allocation;
mod appeals;
mod arranging;
mod dates;
mod publishing;
mod steps;
mod tell_closed;
mod wishes;

pub use allocation::KeepAllocation;
pub use appeals::{AnswerAppeal, Appeal};
pub use arranging::{ChangeRound, CreateRound, PutBlocks};
pub use dates::{GiveBackDate, RetryAward};
pub use publishing::{EndAward, EndRound, HoldAward, PublishRound};
pub use steps::{CloseRound, OpenRound};
pub(crate) use tell_closed::follow_closing;
pub use wishes::{PutWish, PutWishFor, WithdrawWish};

use super::model::RoundState;
use super::record::{RoundAt, RoundRecord};
use super::store;
use crate::reasons;
use lianxin_db::{DbError, Tx};
use lianxin_kernel::{Error, Result, Write};
use lianxin_people::{OrganizationId, PersonId};

/// Writes a change of a round, its blocks or wishes; somebody else's in between is tried again.
async fn write(tx: &mut Tx, changed: RoundRecord) -> Result<RoundRecord> {
    let changed = RoundRecord { version: changed.version + 1, ..changed };
    match store::round::update(tx, &changed).await? {
        true => Ok(changed),
        false => Err(DbError::Retry.into()),
    }
}

async fn become_state(w: &mut Write<'_>, at: RoundAt, to: RoundState) -> Result<RoundAt> {
    let state = at.round.state(w.now());
    if !state.may_become(to) {
        return Err(wrong_state(state));
    }
    let round = write(w.tx(), RoundRecord { kept: to, ..at.round }).await?;
    Ok(RoundAt { round, ..at })
}

fn wrong_state(state: RoundState) -> Error {
    Error::reason(reasons::round_state(state.code()))
}

/// Refuses whoever does not act for the club today.
async fn acts_for(w: &mut Write<'_>, club: OrganizationId) -> Result<()> {
    let person = PersonId(w.person().ok_or(Error::SignIn)?);
    crate::asking::asker(&mut w.read(), person, Some(club)).await.map(drop)
}
