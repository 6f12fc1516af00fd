use super::become_state;
use crate::permissions;
use crate::reasons;
use crate::rounds::allocating::Allocated;
use crate::rounds::model::{RoundId, RoundState};
use crate::rounds::notices::tell;
use crate::rounds::record::{AwardRecord, RoundAt, RoundRecord};
use crate::rounds::store;
use crate::rounds::targets;
use lianxin_kernel::{Command, Error, Permission, Read, Result, Write};
use serde::Serialize;

/// Share the blocks of a round out among its clubs, as fairly as can be.
#[derive(Clone, Debug, Serialize)]
pub struct KeepAllocation {
    pub round: RoundId,
    /// Of the round when its wishes were read. Left out: a request that is repeated is the same one.
    #[serde(skip)]
    pub version: i64,
    #[serde(skip)]
    pub found: Allocated,
}

impl Command for KeepAllocation {
    const NAME: &'static str = "bookings.allocate_round";
    const NEEDS: Permission = permissions::ROUNDS;
    type Target = RoundAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<RoundAt> {
        targets::round(r.tx(), self.round).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoundAt) -> Result<()> {
        if at.round.version != self.version {
            return Err(Error::reason(reasons::round_changed()));
        }
        let result = Some(self.found.result.clone());
        let at = RoundAt { round: RoundRecord { result, ..at.round }, ..at };
        let at = become_state(w, at, RoundState::Proposed).await?;
        let id = at.round.id;
        store::award::delete_of_round(w.tx(), id).await?;
        for club in &self.found.clubs {
            for block in &club.blocks {
                let award = AwardRecord {
                    id: w.fresh(),
                    round: id,
                    organization: club.organization,
                    block: *block,
                    series: None,
                };
                store::award::insert(w.tx(), &award).await?;
            }
            store::wish::set_why(w.tx(), id, club.organization, Some(&club.why)).await?;
            tell(w, &at, club.organization, "round_proposed", &[]).await?;
        }
        Ok(())
    }
}
