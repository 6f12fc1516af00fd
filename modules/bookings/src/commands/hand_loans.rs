//! Handing things out and taking them back, at the desk.
use crate::lending::{become_state, release, write};
use crate::model::{LoanEnd, LoanId, LoanState};
use crate::permissions;
use crate::queries::{Loan, loan_view};
use crate::reasons;
use crate::record::{LoanAt, LoanRecord};
use crate::store;
use crate::targets;
use lianxin_kernel::{
    Command, Error, FieldCode, Line, Permission, Read, Result, Span as Length, Write,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One may fetch it so long before it begins.
const EARLY: Length = Length::hours(1);

/// Hand a thing to whom it is lent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HandOutItem {
    pub loan: LoanId,
    /// How it looks.
    #[serde(serialize_with = "crate::masked")]
    pub condition: Option<Line<120>>,
}

impl Command for HandOutItem {
    const NAME: &'static str = "bookings.hand_out_item";
    const NEEDS: Permission = permissions::LOANS;
    type Target = LoanAt;
    type Out = Loan;

    async fn target(&self, r: &mut Read<'_>) -> Result<LoanAt> {
        targets::loan(r.tx(), self.loan).await
    }

    async fn run(&self, w: &mut Write<'_>, LoanAt { loan, at }: LoanAt) -> Result<Loan> {
        let now = w.now();
        lianxin_calendar::hold(w, at.resource()).await?;
        if !loan.state.may_become(LoanState::Out) {
            return Err(Error::reason(reasons::loan_not_open(loan.state.code())));
        }
        let mut against = vec![];
        if loan.span.to <= now {
            against.push(reasons::over());
        }
        if loan.span.from - EARLY > now {
            against.push(reasons::loan_early(loan.span.from));
        }
        if let Some(other) = store::loan::out(w.tx(), loan.item).await? {
            against.push(reasons::item_out(&at.item.facts.name, other.span.to));
        }
        if !against.is_empty() {
            return Err(Error::Conflict(against));
        }
        let out = become_state(w, loan, LoanState::Out).await?;
        let condition_out = self.condition.as_ref().map(|words| words.as_str().to_owned());
        let out = write(w, LoanRecord { out_at: Some(now), condition_out, ..out }).await?;
        loan_view(&mut w.read(), out).await
    }
}

/// What came of a thing that was out.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakingBack {
    pub state: LoanEnd,
    /// How it looks; needed when it is lost or damaged.
    #[serde(default, serialize_with = "crate::masked")]
    #[schema(value_type = Option<String>)]
    pub condition: Option<Line<120>>,
}

/// Take a thing back, or say that it is lost. What is left of its time is free for others.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TakeBackItem {
    pub loan: LoanId,
    pub back: TakingBack,
}

impl Command for TakeBackItem {
    const NAME: &'static str = "bookings.take_back_item";
    const NEEDS: Permission = permissions::LOANS;
    type Target = LoanAt;
    type Out = Loan;

    async fn target(&self, r: &mut Read<'_>) -> Result<LoanAt> {
        targets::loan(r.tx(), self.loan).await
    }

    async fn run(&self, w: &mut Write<'_>, found: LoanAt) -> Result<Loan> {
        let TakingBack { state, condition } = &self.back;
        if *state != LoanEnd::Back && condition.is_none() {
            return Err(Error::field("condition", FieldCode::Required));
        }
        let back = become_state(w, found.loan, (*state).into()).await?;
        let condition_back = condition.as_ref().map(|words| words.as_str().to_owned());
        let back_at = Some(w.now());
        let back = write(w, LoanRecord { back_at, condition_back, ..back }).await?;
        release(w, &back).await?;
        loan_view(&mut w.read(), back).await
    }
}
