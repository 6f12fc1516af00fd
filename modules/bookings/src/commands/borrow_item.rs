//! Borrowing a thing by itself; with a room it is booked with it.
use crate::lending::{tell, watch};
use crate::model::{LoanId, LoanState, Policy};
use crate::permissions;
use crate::queries::{Loan, loan_view};
use crate::reasons;
use crate::record::{LoanRecord, ThingAt};
use crate::store;
use crate::targets;
use lianxin_calendar::{ItemId, Kind as Use, Resource, Span, Wish, occupy};
use lianxin_kernel::{
    Command, Error, FieldCode, Found, Kind, Language, Names, Permission, Read, Reason, Result,
    Timestamp, Write,
};
use lianxin_people::PersonId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// From when until when somebody wants a thing.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLoan {
    pub from: Timestamp,
    /// At most 31 days later; less where the rules of the center say so.
    pub to: Timestamp,
}

impl NewLoan {
    fn span(&self) -> Result<Span> {
        Span::new(self.from, self.to).ok_or_else(|| Error::field("to", FieldCode::BeforeStart))
    }
}

/// Borrow a thing that can be carried, for some days.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BorrowItem {
    pub item: ItemId,
    pub new: NewLoan,
}

impl Command for BorrowItem {
    const NAME: &'static str = "bookings.borrow_item";
    const NEEDS: Permission = permissions::BOOK;
    type Target = ThingAt;
    type Out = Loan;

    async fn target(&self, r: &mut Read<'_>) -> Result<ThingAt> {
        targets::thing(r.tx(), self.item).await
    }

    async fn run(&self, w: &mut Write<'_>, at: ThingAt) -> Result<Loan> {
        let span = self.new.span()?;
        let person = PersonId(w.person().ok_or(Error::SignIn)?);
        // Two things at once are counted one after the other.
        let counted = Resource::person(person, at.center.id);
        lianxin_calendar::hold_all(w, &[at.resource(), counted]).await?;
        let now = w.now();
        let had = store::loan::counted(w.tx(), at.center.id, person, now).await?;
        let rules = rules(&mut w.read(), &at, span).await?;
        let when = (rules.days_ahead, now);
        let against = rules.loans.against(span, had, when, w.zone());
        borrow(w, &at, (person, span), against).await
    }
}

/// A loan made at the desk.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDeskLoan {
    pub person: PersonId,
    #[serde(flatten)]
    pub new: NewLoan,
}

/// Lend somebody a thing at the desk. The limits do not bind staff, the calendar does.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BorrowItemFor {
    pub item: ItemId,
    pub new: NewDeskLoan,
}

impl Command for BorrowItemFor {
    const NAME: &'static str = "bookings.borrow_item_for";
    const NEEDS: Permission = permissions::LOANS;
    type Target = ThingAt;
    type Out = Loan;

    async fn target(&self, r: &mut Read<'_>) -> Result<ThingAt> {
        targets::thing(r.tx(), self.item).await
    }

    async fn run(&self, w: &mut Write<'_>, at: ThingAt) -> Result<Loan> {
        let NewDeskLoan { person, new } = &self.new;
        let span = new.span()?;
        lianxin_people::person(w.tx(), *person).await?.found("person")?;
        let loan = borrow(w, &at, (*person, span), vec![]).await?;
        if w.person() != Some(person.id()) {
            let record = store::loan::by_id(w.tx(), loan.id).await?.found("loan")?;
            tell(w, record, "loan_made_for_you").await?;
        }
        Ok(loan)
    }
}

async fn rules(r: &mut Read<'_>, at: &ThingAt, span: Span) -> Result<Policy> {
    let day = r.zone().date(span.from);
    let said = store::policy::of_center(r.tx(), at.center.id, day).await?;
    Ok(said.map_or_else(Policy::usual, |p| p.rules))
}

async fn borrow(
    w: &mut Write<'_>,
    at: &ThingAt,
    (person, span): (PersonId, Span),
    mut against: Vec<Reason>,
) -> Result<Loan> {
    if !at.item.facts.portable {
        against.push(reasons::item_fixed(&at.item.facts.name));
    }
    let id: LoanId = w.fresh_in(at.center.district);
    let wish = Wish {
        resource: at.resource(),
        span,
        kind: Use::Booking,
        owner: id.id(),
        label: label(),
        outside_hours: false,
        series: None,
    };
    against.extend(lianxin_calendar::may_occupy(&mut w.read(), &wish, None).await?.reasons);
    if !against.is_empty() {
        return Err(Error::Conflict(against));
    }
    occupy(w, wish).await?;
    let loan = LoanRecord {
        id,
        center: at.center.id,
        item: at.item.id,
        person,
        booking: None,
        span,
        state: LoanState::Wanted,
        out_at: None,
        condition_out: None,
        back_at: None,
        condition_back: None,
        why: None,
        asked_at: w.now(),
        version: 1,
    };
    store::loan::insert(w.tx(), &loan).await?;
    watch(w, &loan).await?;
    w.on(id);
    loan_view(&mut w.read(), loan).await
}

/// What others read on the calendar: never who has it.
fn label() -> Names {
    Names::zh_cn("居民借用").with(Language::ZhTw, "居民借用").with(Language::En, "On loan")
}
