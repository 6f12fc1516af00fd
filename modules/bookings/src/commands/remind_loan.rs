use crate::lending::tell;
use crate::model::LoanId;
use crate::permissions;
use crate::record::LoanAt;
use crate::store;
use crate::targets;
use lianxin_kernel::{Act, Command, Job, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Looks whether a thing came back in time. Who still has it is told, and who has it next.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemindLoan {
    pub loan: LoanId,
}

impl Job for RemindLoan {
    const NAME: &'static str = "bookings.remind_loan";

    async fn work(self, act: &Act) -> Result<()> {
        act.run(self).await
    }
}

impl Command for RemindLoan {
    const NAME: &'static str = "bookings.remind_loan";
    const NEEDS: Permission = permissions::KEEP;
    type Target = LoanAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<LoanAt> {
        targets::loan(r.tx(), self.loan).await
    }

    async fn run(&self, w: &mut Write<'_>, LoanAt { loan, .. }: LoanAt) -> Result<()> {
        let now = w.now();
        if !loan.is_overdue(now) {
            return Ok(());
        }
        let next = store::loan::next(w.tx(), loan.item, now).await?;
        tell(w, loan, "loan_overdue").await?;
        match next {
            Some(next) => tell(w, next, "loan_late").await,
            None => Ok(()),
        }
    }
}
