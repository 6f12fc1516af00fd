//! What loans hold about persons.
use crate::lending;
use crate::model::LoanState;
use crate::store::loan_holding as held;
use lianxin_kernel::{AnyId, EXPIRED_ROWS, Held, Holding, Read, SHOWN_ROWS, Timestamp, Write};
use serde_json::{Value, json};

pub(crate) struct Loans;

impl Holding for Loans {
    fn name(&self) -> &'static str {
        "bookings.loans"
    }

    fn purpose(&self) -> &'static str {
        "activities"
    }

    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: AnyId) -> Held<'a, Vec<Value>> {
        Box::pin(async move {
            let all = held::loans(r.tx(), person, SHOWN_ROWS).await?.into_iter();
            let shown = all.map(|l| {
                json!({
                    "loan": l.id, "item": l.item, "from": l.span.from, "to": l.span.to,
                    "state": l.state, "condition_out": l.condition_out,
                    "condition_back": l.condition_back,
                })
            });
            Ok(shown.collect())
        })
    }

    /// What was not fetched is given back. What is out must come back: it stays to be seen that it is.
    fn erase<'a>(&'a self, w: &'a mut Write<'_>, person: AnyId) -> Held<'a, u64> {
        Box::pin(async move {
            for loan in held::loans(w.tx(), person, SHOWN_ROWS).await? {
                if loan.state == LoanState::Wanted {
                    let given = lending::become_state(w, loan, LoanState::Cancelled).await?;
                    lending::release(w, &given).await?;
                }
            }
            held::blank(w.tx(), person).await
        })
    }

    fn repoint<'a>(
        &'a self,
        w: &'a mut Write<'_>,
        from: AnyId,
        to: AnyId,
        rows: Option<&'a [AnyId]>,
    ) -> Held<'a, Vec<AnyId>> {
        Box::pin(held::give(w.tx(), from, to, rows))
    }

    fn expire<'a>(&'a self, w: &'a mut Write<'_>, before: Timestamp) -> Held<'a, u64> {
        Box::pin(async move {
            let old = held::ended_before(w.tx(), before, EXPIRED_ROWS).await?;
            for id in &old {
                held::unlink(w.tx(), *id).await?;
            }
            Ok(old.len() as u64)
        })
    }
}
