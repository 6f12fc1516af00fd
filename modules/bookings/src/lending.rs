//! How a loan gets from one state to the next, with what it holds and who is told.
use crate::commands::RemindLoan;
use crate::events::NoticeWanted;
use crate::model::{BookingId, LoanState};
use crate::reasons;
use crate::record::{BookingRecord, LoanAt, LoanRecord};
use crate::store;
use crate::targets;
use crate::things::is_of;
use lianxin_calendar::{Item, Span};
use lianxin_db::DbError;
use lianxin_kernel::{Error, Result, Write};

/// Writes a change; somebody else's in between is tried again.
pub async fn write(w: &mut Write<'_>, changed: LoanRecord) -> Result<LoanRecord> {
    let changed = LoanRecord { version: changed.version + 1, ..changed };
    match store::loan::update(w.tx(), &changed).await? {
        true => Ok(changed),
        false => Err(DbError::Retry.into()),
    }
}

/// Into another state, or the reason why it can not be that anymore.
pub async fn become_state(
    w: &mut Write<'_>,
    loan: LoanRecord,
    to: LoanState,
) -> Result<LoanRecord> {
    if !loan.state.may_become(to) {
        return Err(Error::reason(reasons::loan_not_open(loan.state.code())));
    }
    write(w, LoanRecord { state: to, ..loan }).await
}

/// What can be carried is handed out with a booking and taken back.
pub async fn lend(w: &mut Write<'_>, booking: &BookingRecord, things: &[Item]) -> Result<()> {
    for item in things.iter().filter(|item| item.facts.portable) {
        let loan = LoanRecord {
            id: w.fresh_in(booking.center.0.district()),
            center: booking.center,
            item: item.id,
            person: booking.person,
            booking: Some(booking.id),
            span: booking.span,
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
    }
    Ok(())
}

/// The booking is held no more: what was not fetched is not lent, what is out is due now.
pub async fn give_up(w: &mut Write<'_>, booking: BookingId) -> Result<()> {
    for loan in store::loan::of_booking(w.tx(), booking).await? {
        match loan.state {
            LoanState::Out => due_now(w, loan).await?,
            _ => become_state(w, loan, LoanState::Cancelled).await.map(drop)?,
        }
    }
    Ok(())
}

async fn due_now(w: &mut Write<'_>, loan: LoanRecord) -> Result<()> {
    let Some(span) = Span::new(loan.span.from, loan.span.to.min(w.now())) else { return Ok(()) };
    let due = write(w, LoanRecord { span, ..loan }).await?;
    watch(w, &due).await
}

/// The booking is at another time now, and its things with it.
pub async fn follow(w: &mut Write<'_>, booking: BookingId, span: Span) -> Result<()> {
    for loan in store::loan::of_booking(w.tx(), booking).await? {
        let moved = write(w, LoanRecord { span, ..loan }).await?;
        watch(w, &moved).await?;
    }
    Ok(())
}

/// Gives back what is left of the time.
pub async fn release(w: &mut Write<'_>, loan: &LoanRecord) -> Result<()> {
    let now = w.now();
    for o in lianxin_calendar::occupancies_of(w.tx(), loan.owner()).await? {
        if o.is_held() && is_of(&o, loan.item) {
            lianxin_calendar::shorten(w, o.id, now).await?;
        }
    }
    Ok(())
}

/// Has the program look whether it came back.
pub async fn watch(w: &mut Write<'_>, loan: &LoanRecord) -> Result<()> {
    let key = format!("loan due {}", loan.id);
    w.later_once(&key, RemindLoan { loan: loan.id }, loan.span.to).await
}

/// Has its person told.
pub async fn tell(w: &mut Write<'_>, loan: LoanRecord, code: &str) -> Result<()> {
    let at = targets::thing(w.tx(), loan.item).await?;
    w.say(NoticeWanted::loan(&LoanAt { loan, at }, code)).await
}
