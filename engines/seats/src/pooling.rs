//! Opening, changing and closing pools.
use crate::floor::Floor;
use crate::model::{PARTY_MOST, Places, Pool, PoolId, Rules, State};
use crate::reasons;
use crate::store;
use lianxin_kernel::{AnyId, Error, FieldCode, Result, Timestamp, Write};

/// Places to be opened. `label` tells the pools of one subject apart.
#[derive(Clone, Debug)]
pub struct PoolSpec {
    pub subject: AnyId,
    pub label: String,
    /// `None`: no limit.
    pub capacity: Option<i64>,
    pub opens_at: Option<Timestamp>,
    pub closes_at: Option<Timestamp>,
    pub ends_at: Timestamp,
    pub rules: Rules,
}

/// Opens places for a subject, in its district.
pub async fn open_pool(w: &mut Write<'_>, spec: PoolSpec) -> Result<PoolId> {
    check_rules(spec.rules)?;
    check_capacity(spec.capacity)?;
    let pool = Pool {
        id: w.fresh_in(spec.subject.district()),
        subject: spec.subject,
        label: spec.label,
        opens_at: spec.opens_at,
        closes_at: spec.closes_at,
        ends_at: spec.ends_at,
        cancelled: false,
        rules: spec.rules,
        places: Places { capacity: spec.capacity, ..Places::default() },
    };
    let now = w.now();
    store::pool::insert(w.tx(), &pool, now).await?;
    Ok(pool.id)
}

fn check_rules(rules: Rules) -> Result<()> {
    let wrong = |field: &str| Err(Error::field(field, FieldCode::OutOfRange));
    if !(1..=PARTY_MOST).contains(&rules.party_max) {
        return wrong("party_max");
    }
    if rules.offer_minutes.is_some_and(|n| n < 1) {
        return wrong("offer_minutes");
    }
    if rules.quota.is_some_and(|n| n < 1) {
        return wrong("quota");
    }
    Ok(())
}

fn check_capacity(capacity: Option<i64>) -> Result<()> {
    match capacity {
        Some(n) if n < 0 => Err(Error::field("capacity", FieldCode::OutOfRange)),
        _ => Ok(()),
    }
}

/// Changes how many places there are. Fewer than are taken is refused; more go to the waiting list.
pub async fn resize(w: &mut Write<'_>, pool: PoolId, capacity: Option<i64>) -> Result<Pool> {
    check_capacity(capacity)?;
    let mut floor = Floor::lock(w, pool).await?;
    let taken = floor.pool.places.taken;
    if let Some(capacity) = capacity
        && capacity < taken
    {
        return Err(Error::reason(reasons::taken_more(taken, capacity)));
    }
    // Offers that ended when the floor was locked still stand in the counters, which hold the new limit.
    floor.write_down(w).await?;
    store::pool::set_capacity(w.tx(), pool, capacity).await?;
    floor.pool.places.capacity = capacity;
    floor.finish(w).await
}

/// Changes how places are given from now on. Parties that are in stay as they are; offers made run on.
pub async fn set_rules(w: &mut Write<'_>, pool: PoolId, rules: Rules) -> Result<Pool> {
    check_rules(rules)?;
    let mut floor = Floor::lock(w, pool).await?;
    store::pool::set_rules(w.tx(), pool, rules).await?;
    floor.pool.rules = rules;
    floor.finish(w).await
}

/// Moves the times of all pools of a subject. Offers that would outlast the new close end with it.
pub async fn reschedule(
    w: &mut Write<'_>,
    subject: AnyId,
    opens_at: Option<Timestamp>,
    closes_at: Option<Timestamp>,
    ends_at: Timestamp,
) -> Result<()> {
    for pool in ids(w, subject).await? {
        let mut floor = Floor::lock(w, pool).await?;
        floor.pool.opens_at = opens_at;
        floor.pool.closes_at = closes_at;
        floor.pool.ends_at = ends_at;
        store::pool::set_times(w.tx(), &floor.pool).await?;
        let end = floor.pool.claims_end();
        for mut claim in store::list::offers(w.tx(), pool, None, Some(end)).await? {
            let why = reasons::offered(end);
            floor.step(w, &mut claim, State::Offered, why, Some(end)).await?;
        }
        floor.finish(w).await?;
    }
    Ok(())
}

/// The subject does not take place: every active claim to it is cancelled, and no new one is taken.
pub async fn close(w: &mut Write<'_>, subject: AnyId) -> Result<()> {
    for pool in ids(w, subject).await? {
        let mut floor = Floor::lock(w, pool).await?;
        floor.pool.cancelled = true;
        store::pool::set_times(w.tx(), &floor.pool).await?;
        for mut claim in store::list::active_of_pool(w.tx(), pool).await? {
            let why = reasons::subject_cancelled();
            floor.step(w, &mut claim, State::Cancelled, why, None).await?;
        }
        floor.finish(w).await?;
    }
    Ok(())
}

/// Settles the offers of a pool whose time is over, as every other change of the pool does too.
pub async fn expire_due(w: &mut Write<'_>, pool: PoolId) -> Result<Pool> {
    Floor::lock(w, pool).await?.finish(w).await
}

/// The pools of a subject in the one order in which they are locked.
async fn ids(w: &mut Write<'_>, subject: AnyId) -> Result<Vec<PoolId>> {
    let pools = store::pool::of_subjects(w.tx(), &[subject]).await?;
    let mut ids: Vec<PoolId> = pools.iter().map(|p| p.id).collect();
    ids.sort();
    Ok(ids)
}
