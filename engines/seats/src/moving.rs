//! What happens to a claim after it was made.
use crate::floor::Floor;
use crate::model::{ClaimId, State, first_fitting};
use crate::reasons;
use crate::record::Claim;
use crate::store;
use lianxin_kernel::{Error, Reason, Result, Write};

/// Gives the claim up, whatever was reached; freed places go on to the waiting list.
pub async fn leave(w: &mut Write<'_>, claim: ClaimId) -> Result<Claim> {
    end(w, claim, State::Left, reasons::left()).await
}

/// Takes the party out by staff; the reason is told to the person.
pub async fn remove(w: &mut Write<'_>, claim: ClaimId, reason: &str) -> Result<Claim> {
    end(w, claim, State::Removed, reasons::removed(reason)).await
}

async fn end(w: &mut Write<'_>, claim: ClaimId, to: State, why: Reason) -> Result<Claim> {
    let (mut floor, mut claim) = Floor::of_claim(w, claim).await?;
    if !claim.state.is_active() {
        return Err(Error::reason(reasons::not_active(claim.state)));
    }
    floor.step(w, &mut claim, to, why, None).await?;
    floor.finish(w).await?;
    Ok(claim)
}

/// Takes up an offer.
pub async fn accept(w: &mut Write<'_>, claim: ClaimId) -> Result<Claim> {
    answer(w, claim, State::Seated, reasons::accepted()).await
}

/// Turns an offer down and gives up the claim; the places are offered to the next.
pub async fn decline(w: &mut Write<'_>, claim: ClaimId) -> Result<Claim> {
    answer(w, claim, State::Left, reasons::declined()).await
}

async fn answer(w: &mut Write<'_>, claim: ClaimId, to: State, why: Reason) -> Result<Claim> {
    let (mut floor, mut claim) = Floor::of_claim(w, claim).await?;
    match claim.state {
        State::Offered => {}
        State::Expired => return Err(Error::reason(reasons::offer_expired())),
        other => return Err(Error::reason(reasons::not_offered(other))),
    }
    floor.step(w, &mut claim, to, why, None).await?;
    floor.finish(w).await?;
    Ok(claim)
}

/// Seats a waiting party by staff, out of turn if need be; the reason is kept and told. Refused when
/// it does not fit whole.
pub async fn promote(w: &mut Write<'_>, claim: ClaimId, reason: &str) -> Result<Claim> {
    let (mut floor, mut claim) = Floor::of_claim(w, claim).await?;
    if claim.state != State::Waiting {
        return Err(Error::reason(reasons::not_waiting(claim.state)));
    }
    let places = floor.pool.places;
    if !places.fits(claim.party_size) {
        let free = places.free().unwrap_or(0);
        return Err(Error::reason(reasons::full(free, claim.party_size)));
    }
    let list = store::list::waiting(w.tx(), claim.pool, places.free()).await?;
    let next = first_fitting(places.free(), list.iter().map(|c| c.party_size));
    let in_turn = next.first().is_some_and(|at| list.get(*at).is_some_and(|c| c.id == claim.id));
    let why = match in_turn {
        true => reasons::promoted(),
        false => reasons::promoted_out_of_turn(reason),
    };
    floor.step(w, &mut claim, State::Seated, why, None).await?;
    floor.finish(w).await?;
    Ok(claim)
}
