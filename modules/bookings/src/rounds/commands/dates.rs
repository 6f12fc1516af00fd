use crate::permissions;
use crate::reasons;
use crate::rounds::model::AwardId;
use crate::rounds::record::AwardAt;
use crate::rounds::seeing;
use crate::rounds::targets;
use crate::rounds::views::SeasonAward;
use lianxin_calendar::{OccupancyId, release, retry_series};
use lianxin_kernel::{Command, Error, Found, Kind, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Try again the dates of a club that were refused.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RetryAward {
    pub award: AwardId,
}

impl Command for RetryAward {
    const NAME: &'static str = "bookings.retry_award";
    const NEEDS: Permission = permissions::ROUNDS;
    type Target = AwardAt;
    type Out = SeasonAward;

    async fn target(&self, r: &mut Read<'_>) -> Result<AwardAt> {
        targets::award(r.tx(), self.award).await
    }

    async fn run(&self, w: &mut Write<'_>, at: AwardAt) -> Result<SeasonAward> {
        let Some(series) = at.award.series else {
            return Err(super::wrong_state(at.at.round.state(w.now())));
        };
        retry_series(w, series).await?;
        seeing::award(&mut w.read(), at.award).await
    }
}

/// Give back one date of a club that it does not need.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GiveBackDate {
    pub award: AwardId,
    pub occupancy: OccupancyId,
}

impl Command for GiveBackDate {
    const NAME: &'static str = "bookings.give_back_date";
    const NEEDS: Permission = permissions::WISH;
    type Target = AwardAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<AwardAt> {
        targets::award(r.tx(), self.award).await
    }

    async fn run(&self, w: &mut Write<'_>, at: AwardAt) -> Result<()> {
        // To others it does not exist.
        match super::acts_for(w, at.award.organization).await {
            Err(Error::Invalid(_)) => return Err(Error::NotFound("award")),
            other => other?,
        }
        let held = lianxin_calendar::occupancy(w.tx(), self.occupancy).await?;
        let held = held.filter(|o| o.owner == at.award.id.id()).found("occupancy")?;
        if !held.is_held() || held.span.from <= w.now() {
            return Err(Error::reason(reasons::over()));
        }
        release(w, held.id).await
    }
}
