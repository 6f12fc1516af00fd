use crate::lending::{become_state, release, tell, write};
use crate::model::{LoanId, LoanState};
use crate::permissions;
use crate::queries::{Loan, loan_view};
use crate::record::{LoanAt, LoanRecord};
use crate::store;
use crate::targets;
use lianxin_kernel::{Command, Error, FieldCode, Kind, Line, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Give up a thing that was not fetched yet. Staff say why, and its person is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CancelLoan {
    pub loan: LoanId,
    pub why: Option<Line<120>>,
}

impl Command for CancelLoan {
    const NAME: &'static str = "bookings.cancel_loan";
    const NEEDS: Permission = permissions::BOOKINGS;
    type Target = LoanAt;
    type Out = Loan;

    async fn target(&self, r: &mut Read<'_>) -> Result<LoanAt> {
        targets::loan(r.tx(), self.loan).await
    }

    async fn run(&self, w: &mut Write<'_>, found: LoanAt) -> Result<Loan> {
        let own = w.person() == Some(found.loan.person.id());
        let why = self.why.as_ref().map(|why| why.as_str().to_owned());
        if !own && why.is_none() {
            return Err(Error::field("why", FieldCode::Required));
        }
        let cancelled = cancel(w, found.loan, why).await?;
        if !own {
            tell(w, cancelled.clone(), "loan_cancelled").await?;
        }
        loan_view(&mut w.read(), cancelled).await
    }
}

/// The booking it belongs to is had without it.
async fn cancel(w: &mut Write<'_>, loan: LoanRecord, why: Option<String>) -> Result<LoanRecord> {
    let cancelled = become_state(w, loan, LoanState::Cancelled).await?;
    release(w, &cancelled).await?;
    if let Some(booking) = cancelled.booking {
        store::thing::remove(w.tx(), booking, cancelled.item).await?;
    }
    write(w, LoanRecord { why, ..cancelled }).await
}

/// Its center was closed over it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CloseLoan {
    pub loan: LoanId,
    pub why: String,
}

impl Command for CloseLoan {
    const NAME: &'static str = "bookings.close_loan";
    const NEEDS: Permission = permissions::KEEP;
    type Target = LoanAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<LoanAt> {
        targets::loan(r.tx(), self.loan).await
    }

    async fn run(&self, w: &mut Write<'_>, found: LoanAt) -> Result<()> {
        if found.loan.state != LoanState::Wanted {
            return Ok(());
        }
        let cancelled = cancel(w, found.loan, Some(self.why.clone())).await?;
        tell(w, cancelled, "loan_cancelled").await
    }
}
