//! Claims of a pool, of a subject, of a person.
use super::claim::{bare_claims, claims};
use crate::model::{ClaimId, PoolId, State};
use crate::record::{Claim, Tally};
use lianxin_db::{Tx, sql};
use lianxin_kernel::{AnyId, Cursor, Kind, Limit, Page, Result, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

const ACTIVE: [State; 3] = [State::Seated, State::Waiting, State::Offered];

/// Waiting parties that could fit, in the order of the list. `None` takes all.
pub(crate) async fn waiting(tx: &mut Tx, pool: PoolId, most: Option<i64>) -> Result<Vec<Claim>> {
    let q = bare_claims().push_bind(" and c.district = ", pool.district());
    let q = q.push_bind(" and c.pool = ", pool).push_bind(" and c.state = ", State::Waiting);
    let q = q.push_if(" and c.party_size <= ", most);
    Ok(tx.all(q.push(" order by c.rank, c.place_no")).await?)
}

/// Offers of a pool, those that end first in front: all, or only some by when they end.
pub(crate) async fn offers(
    tx: &mut Tx,
    pool: PoolId,
    ended_by: Option<Timestamp>,
    ending_after: Option<Timestamp>,
) -> Result<Vec<Claim>> {
    let q = bare_claims().push_bind(" and c.district = ", pool.district());
    let q = q.push_bind(" and c.pool = ", pool).push_bind(" and c.state = ", State::Offered);
    let q = q.push_if(" and c.offered_until <= ", ended_by);
    let q = q.push_if(" and c.offered_until > ", ending_after);
    Ok(tx.all(q.push(" order by c.offered_until, c.rank, c.place_no")).await?)
}

pub(crate) async fn active_of_pool(tx: &mut Tx, pool: PoolId) -> Result<Vec<Claim>> {
    let q = bare_claims().push_bind(" and c.district = ", pool.district());
    let q = q.push_bind(" and c.pool = ", pool).push_in(" and c.state in ", ACTIVE);
    Ok(tx.all(q.push(" order by c.place_no")).await?)
}

/// All claims of a subject in the order they came, with positions.
pub(crate) async fn of_subject(tx: &mut Tx, subject: AnyId) -> Result<Vec<Claim>> {
    let q = bare_claims().push_bind(" and c.district = ", subject.district());
    let q = q.push_bind(" and c.subject = ", subject);
    let mut all: Vec<Claim> = tx.all(q.push(" order by p.label, c.pool, c.place_no")).await?;
    place(&mut all);
    Ok(all)
}

/// Claims by their ids; positions are not filled in.
pub(crate) async fn by_ids(tx: &mut Tx, ids: &[ClaimId]) -> Result<Vec<Claim>> {
    let districts: BTreeSet<i64> = ids.iter().map(|id| i64::from(id.id().district())).collect();
    let q = bare_claims().push_in(" and c.district in ", districts);
    let q = q.push_in(" and c.id in ", ids.iter().copied());
    Ok(tx.all(q.push(" order by c.id")).await?)
}

/// Numbers the waiting parties of each pool from 1.
fn place(all: &mut [Claim]) {
    let mut order: Vec<usize> =
        (0..all.len()).filter(|i| all[*i].state == State::Waiting).collect();
    order.sort_by_key(|i| (all[*i].pool, all[*i].rank, all[*i].place_no));
    let mut reached = BTreeMap::<PoolId, i64>::new();
    for i in order {
        let position = reached.entry(all[i].pool).or_insert(0);
        *position += 1;
        all[i].position = Some(*position);
    }
}

/// The active claims of a person to some subjects, at most one each, without positions.
pub(crate) async fn active_of_person(
    tx: &mut Tx,
    person: AnyId,
    subjects: &[AnyId],
) -> Result<Vec<Claim>> {
    let districts: BTreeSet<i64> = subjects.iter().map(|s| i64::from(s.district())).collect();
    let q = bare_claims().push_in(" and c.district in ", districts);
    let q = q.push_bind(" and c.person = ", person).push_in(" and c.state in ", ACTIVE);
    Ok(tx.all(q.push_in(" and c.subject in ", subjects.iter().copied())).await?)
}

/// Which claims of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Active, and the subject has not ended: what ends soonest first.
    Coming,
    /// All others: what ended last first.
    Past,
}

pub(crate) async fn of_person(
    tx: &mut Tx,
    district: Option<u16>,
    person: AnyId,
    when: When,
    (after, limit): (Option<&str>, Limit),
    now: Timestamp,
) -> Result<Page<Claim>> {
    let q = claims().push_if(" and c.district = ", district);
    let q = q.push_bind(" and c.person = ", person);
    let q = match when {
        When::Coming => q.push_bind(" and p.ends_at > ", now).push_in(" and c.state in ", ACTIVE),
        When::Past => {
            let q = q.push_bind(" and (p.ends_at <= ", now);
            q.push(" or c.state in ('left', 'expired', 'removed', 'cancelled'))")
        }
    };
    let q = match (Cursor::parse(after, 2)?, when) {
        (None, _) => q,
        (Some(c), When::Coming) => q
            .push_bind(" and (p.ends_at, c.id) > (", c.part::<i64>(0)?)
            .push_bind(", ", c.part::<ClaimId>(1)?)
            .push(")"),
        (Some(c), When::Past) => q
            .push_bind(" and (p.ends_at, c.id) < (", c.part::<i64>(0)?)
            .push_bind(", ", c.part::<ClaimId>(1)?)
            .push(")"),
    };
    let q = match when {
        When::Coming => q.push(" order by p.ends_at, c.id"),
        When::Past => q.push(" order by p.ends_at desc, c.id desc"),
    };
    let rows: Vec<Claim> = tx.all(q.push_bind(" limit ", limit.with_one_more())).await?;
    Ok(Page::cut(rows, limit, |c| vec![c.ends_at.0.to_string(), c.id.to_string()]))
}

/// Open claims of a person: active, and the subject has not ended.
pub(crate) async fn open(
    tx: &mut Tx,
    district: Option<u16>,
    person: AnyId,
    now: Timestamp,
) -> Result<i64> {
    let q = lianxin_db::stmt!(
        "/* every district: a person's claims are where the subjects are */
         select count(*) as n
         from seats_claim c join seats_pool p on p.district = c.district and p.id = c.pool
         where c.state in ('seated', 'waiting', 'offered') and c.person = $1 and p.ends_at > $2"
    );
    let q = q.bind(person).bind(now).push_if(" and c.district = ", district);
    let super::rows::Number(n) = tx.one(q).await?;
    Ok(n)
}

pub(crate) async fn tallies(tx: &mut Tx, subjects: &[AnyId]) -> Result<Vec<Tally>> {
    let districts: BTreeSet<i64> = subjects.iter().map(|s| i64::from(s.district())).collect();
    // A piece: it is whole, and can be prepared, only with its grouping behind the list.
    let q = sql("select subject, count(*) as claims,
           count(*) filter (where state = 'seated') as seated,
           cast(coalesce(sum(case when state = 'seated' then party_size else 0 end), 0) as bigint)
             as seated_people,
           count(*) filter (where state in ('waiting', 'offered')) as waiting,
           cast(coalesce(sum(case when state in ('waiting', 'offered') then party_size else 0 end),
             0) as bigint) as waiting_people,
           count(*) filter (where state = 'cancelled') as cancelled
         from seats_claim where district is not null");
    let q = q.push_in(" and district in ", districts);
    let q = q.push_in(" and subject in ", subjects.iter().copied());
    Ok(tx.all(q.push(" group by subject order by subject")).await?)
}
