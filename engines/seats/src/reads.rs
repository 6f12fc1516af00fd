//! Questions, answered on the caller's transaction.
use crate::model::{ClaimId, Pool, PoolId, next_of};
use crate::record::{Claim, Member, Step, Tally};
use crate::store::{self, list::When};
use lianxin_db::Tx;
use lianxin_kernel::{AnyId, Found, Limit, Page, Result, Timestamp};

pub async fn pool_by_id(tx: &mut Tx, pool: PoolId) -> Result<Option<Pool>> {
    store::pool::by_id(tx, pool).await
}

/// The pools of a subject, by label.
pub async fn pools_of_subject(tx: &mut Tx, subject: AnyId) -> Result<Vec<Pool>> {
    store::pool::of_subjects(tx, &[subject]).await
}

/// The pools of many subjects with one statement, by subject and label.
pub async fn pools_of_subjects(tx: &mut Tx, subjects: &[AnyId]) -> Result<Vec<Pool>> {
    store::pool::of_subjects(tx, subjects).await
}

pub async fn claim_by_id(tx: &mut Tx, claim: ClaimId) -> Result<Option<Claim>> {
    store::claim::by_id(tx, claim).await
}

/// By the code people read aloud; case does not matter.
pub async fn claim_by_reference(
    tx: &mut Tx,
    district: u16,
    reference: &str,
) -> Result<Option<Claim>> {
    store::claim::by_reference(tx, district, &reference.trim().to_uppercase()).await
}

/// Many claims with one statement, by id; positions are not filled in.
pub async fn claims_by_ids(tx: &mut Tx, ids: &[ClaimId]) -> Result<Vec<Claim>> {
    store::list::by_ids(tx, ids).await
}

/// All claims to a subject, also those that ended, by pool and arrival; positions are filled in.
pub async fn claims_of_subject(tx: &mut Tx, subject: AnyId) -> Result<Vec<Claim>> {
    store::list::of_subject(tx, subject).await
}

/// Claims to many subjects counted with one statement; a subject without claims is not in the answer.
pub async fn tallies_of_subjects(tx: &mut Tx, subjects: &[AnyId]) -> Result<Vec<Tally>> {
    store::list::tallies(tx, subjects).await
}

/// The active claims of a person to some subjects: at most one to each. Positions are not filled in.
pub async fn active_claims(tx: &mut Tx, person: AnyId, subjects: &[AnyId]) -> Result<Vec<Claim>> {
    store::list::active_of_person(tx, person, subjects).await
}

/// A person's claims, in one district or in all.
pub async fn claims_of_person(
    tx: &mut Tx,
    district: Option<u16>,
    person: AnyId,
    when: When,
    page: (Option<&str>, Limit),
    now: Timestamp,
) -> Result<Page<Claim>> {
    store::list::of_person(tx, district, person, when, page, now).await
}

/// How many active claims to subjects that have not ended a person has, in one district or in all.
pub async fn open_claims(
    tx: &mut Tx,
    district: Option<u16>,
    person: AnyId,
    now: Timestamp,
) -> Result<i64> {
    store::list::open(tx, district, person, now).await
}

/// The parties of some claims, claimant first.
pub async fn members_of(tx: &mut Tx, claims: &[ClaimId]) -> Result<Vec<Member>> {
    store::claim::members(tx, claims).await
}

/// What happened to a claim, first to last.
pub async fn history_of(tx: &mut Tx, claim: ClaimId) -> Result<Vec<Step>> {
    store::claim::steps(tx, claim).await
}

/// Where a waiting claim stands, from 1; `None` when it does not wait.
pub async fn position(tx: &mut Tx, claim: ClaimId) -> Result<Option<i64>> {
    let claim = store::claim::by_id(tx, claim).await?.found("claim")?;
    Ok(claim.position)
}

/// Who gets the next freed places of a pool: the first waiting party that fits the free ones, else the
/// one at the head of the list.
pub async fn next_to_promote(tx: &mut Tx, pool: PoolId) -> Result<Option<ClaimId>> {
    let places = store::pool::by_id(tx, pool).await?.found("pool of places")?.places;
    let list = store::list::waiting(tx, pool, None).await?;
    let parties: Vec<i64> = list.iter().map(|c| c.party_size).collect();
    let next = next_of(places.free(), &parties).and_then(|at| list.get(at));
    Ok(next.map(|c| c.id))
}
