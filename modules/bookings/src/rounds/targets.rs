//! Finding what commands and queries are about.
use super::model::{AppealId, AwardId, RoundId, RoundState};
use super::record::{AppealAt, AwardAt, RoundAt};
use super::store;
use lianxin_db::Tx;
use lianxin_kernel::{Error, Found, Result};

pub async fn round(tx: &mut Tx, id: RoundId) -> Result<RoundAt> {
    let round = store::round::by_id(tx, id).await?.found("round")?;
    let center = lianxin_places::center(tx, round.center).await?.found("round")?;
    Ok(RoundAt { round, center })
}

/// To clubs a draft does not exist.
pub async fn announced(tx: &mut Tx, id: RoundId) -> Result<RoundAt> {
    let at = round(tx, id).await?;
    match at.round.kept {
        RoundState::Draft => Err(Error::NotFound("round")),
        _ => Ok(at),
    }
}

pub async fn award(tx: &mut Tx, id: AwardId) -> Result<AwardAt> {
    let award = store::award::by_id(tx, id).await?.found("award")?;
    let at = round(tx, award.round).await?;
    Ok(AwardAt { award, at })
}

pub async fn appeal(tx: &mut Tx, id: AppealId) -> Result<AppealAt> {
    let appeal = store::appeal::by_id(tx, id).await?.found("appeal")?;
    let at = round(tx, appeal.round).await?;
    Ok(AppealAt { appeal, at })
}
