use super::{acts_for, become_state, wrong_state};
use crate::permissions;
use crate::reasons;
use crate::rounds::model::{AppealId, AppealState, RoundId, RoundState};
use crate::rounds::notices::tell;
use crate::rounds::record::{AppealAt, AppealRecord, RoundAt};
use crate::rounds::seeing;
use crate::rounds::store;
use crate::rounds::targets;
use crate::rounds::views::SeasonAppeal;
use lianxin_db::DbError;
use lianxin_kernel::{Command, Error, Found, Note, Permission, Read, Result, Write};
use lianxin_people::OrganizationId;
use serde::{Deserialize, Serialize};

/// Say that a club is not content with what is proposed, and why.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Appeal {
    pub round: RoundId,
    pub organization: OrganizationId,
    #[serde(serialize_with = "crate::masked")]
    pub text: Note<500>,
}

impl Command for Appeal {
    const NAME: &'static str = "bookings.appeal";
    const NEEDS: Permission = permissions::WISH;
    type Target = RoundAt;
    type Out = SeasonAppeal;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoundAt> {
        targets::announced(r.tx(), self.round).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoundAt) -> Result<SeasonAppeal> {
        acts_for(w, self.organization).await?;
        let (now, state) = (w.now(), at.round.state(w.now()));
        if state != RoundState::Proposed {
            return Err(wrong_state(state));
        }
        let id = at.round.id;
        store::wish::of_club(w.tx(), id, self.organization).await?.found("wish")?;
        // Written too, so that it is not published at the same moment.
        super::write(w.tx(), at.round).await?;
        let appeal = AppealRecord {
            id: w.fresh(),
            round: id,
            organization: self.organization,
            text: self.text.as_str().to_owned(),
            state: AppealState::Open,
            answer: None,
            made_at: now,
            answered_at: None,
        };
        match store::appeal::insert(w.tx(), &appeal).await {
            Ok(()) => {}
            // One at a time.
            Err(Error::Db(DbError::Unique(_))) => {
                return Err(Error::reason(reasons::appeals_open(1)));
            }
            Err(other) => return Err(other),
        }
        w.on(appeal.id);
        seeing::appeal(&mut w.read(), appeal).await
    }
}

/// Answer an appeal. Accepted: what was proposed is taken back, wishes and blocks may be changed, and the
/// round is shared out anew.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AnswerAppeal {
    pub appeal: AppealId,
    pub accept: bool,
    #[serde(serialize_with = "crate::masked")]
    pub answer: Note<500>,
}

impl Command for AnswerAppeal {
    const NAME: &'static str = "bookings.answer_appeal";
    const NEEDS: Permission = permissions::ROUNDS;
    type Target = AppealAt;
    type Out = SeasonAppeal;

    async fn target(&self, r: &mut Read<'_>) -> Result<AppealAt> {
        targets::appeal(r.tx(), self.appeal).await
    }

    async fn run(&self, w: &mut Write<'_>, at: AppealAt) -> Result<SeasonAppeal> {
        let AppealAt { appeal, at } = at;
        let state = if self.accept { AppealState::Accepted } else { AppealState::Declined };
        let (answer, answered_at) = (Some(self.answer.as_str().to_owned()), Some(w.now()));
        let appeal = AppealRecord { state, answer, answered_at, ..appeal };
        if !store::appeal::answer(w.tx(), &appeal).await? {
            return Err(Error::reason(reasons::appeal_answered()));
        }
        let at = match self.accept && at.round.state(w.now()) == RoundState::Proposed {
            true => become_state(w, at, RoundState::Closed).await?,
            false => at,
        };
        tell(w, &at, appeal.organization, "appeal_answered", &[]).await?;
        seeing::appeal(&mut w.read(), appeal).await
    }
}
