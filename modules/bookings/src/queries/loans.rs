//! Loans, as their person and the desk see them.
use crate::model::{BookingId, LoanId, LoanState};
use crate::permissions;
use crate::record::LoanRecord;
use crate::store;
use crate::targets;
use crate::views::{CenterName, ThingName};
use lianxin_calendar::Span;
use lianxin_kernel::{
    Error, Found, Kind, Permission, Query, Read, Result, Scope, Span as Length, Timestamp,
};
use lianxin_people::PersonId;
use lianxin_places::{CenterId, CenterRef};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::ToSchema;

/// A thing that is lent to somebody.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Loan {
    pub id: LoanId,
    pub center: CenterName,
    pub item: ThingName,
    pub person: PersonId,
    /// With which it is had; `null`: by itself.
    pub booking: Option<BookingId>,
    #[serde(flatten)]
    pub span: Span,
    pub state: LoanState,
    /// Out past its end.
    pub overdue: bool,
    pub out_at: Option<Timestamp>,
    /// How it looked then.
    pub condition_out: Option<String>,
    pub back_at: Option<Timestamp>,
    pub condition_back: Option<String>,
    /// Why it was cancelled.
    pub why: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct LoanList {
    pub items: Vec<Loan>,
}

/// One loan at the desk: also who.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeskLoan {
    #[serde(flatten)]
    pub loan: Loan,
    pub person_name: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeskLoanList {
    pub items: Vec<DeskLoan>,
}

pub(crate) async fn loan_view(r: &mut Read<'_>, l: LoanRecord) -> Result<Loan> {
    let now = r.now();
    let at = targets::thing(r.tx(), l.item).await?;
    let overdue = l.is_overdue(now);
    Ok(Loan {
        id: l.id,
        center: CenterName { id: at.center.id, name: at.center.name },
        item: at.item.into(),
        person: l.person,
        booking: l.booking,
        span: l.span,
        state: l.state,
        overdue,
        out_at: l.out_at,
        condition_out: l.condition_out,
        back_at: l.back_at,
        condition_back: l.condition_back,
        why: l.why,
    })
}

/// The reader's own loans: what they have, what they may fetch, what ended in the last 30 days; at
/// most 100.
pub struct ListMyLoans;

const MOST_OF_MINE: i64 = 100;

impl Query for ListMyLoans {
    const NAME: &'static str = "bookings.list_my_loans";
    const NEEDS: Permission = permissions::BOOK;
    type Target = Scope;
    type Out = LoanList;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::default())
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<LoanList> {
        let person = PersonId(r.person().ok_or(Error::SignIn)?);
        let since = r.now() - Length::days(30);
        let mut items = vec![];
        for loan in store::loan::of_person(r.tx(), person, since, MOST_OF_MINE).await? {
            items.push(loan_view(r, loan).await?);
        }
        Ok(LoanList { items })
    }
}

/// What a center has out, and what will be fetched in the next 14 days, by when it is due; at most 500.
pub struct ListDeskLoans {
    pub center: CenterId,
}

const MOST_OF_DESK: i64 = 500;

impl Query for ListDeskLoans {
    const NAME: &'static str = "bookings.list_desk_loans";
    const NEEDS: Permission = permissions::LOANS;
    type Target = CenterRef;
    type Out = DeskLoanList;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, center: CenterRef) -> Result<DeskLoanList> {
        let now = r.now();
        let until = r.zone().start_of(r.zone().date(now).plus_days(15));
        let found = store::loan::at_center(r.tx(), center.id, (now, until), MOST_OF_DESK).await?;
        let people: Vec<PersonId> = found.iter().map(|l| l.person).collect();
        let names = lianxin_people::persons(r.tx(), &people).await?;
        let names: HashMap<PersonId, String> = names.into_iter().map(|p| (p.id, p.name)).collect();
        for person in names.keys() {
            r.saw(person.id());
        }
        let mut items = vec![];
        for loan in found {
            let person_name = names.get(&loan.person).cloned().unwrap_or_default();
            items.push(DeskLoan { loan: loan_view(r, loan).await?, person_name });
        }
        Ok(DeskLoanList { items })
    }
}
