use crate::model::{Places, Pool, PoolId, Rules};
use lianxin_db::{FromRow, Row, Sql, Tx, stmt};
use lianxin_kernel::{AnyId, Found, Kind, Result, Timestamp};
use std::collections::BTreeSet;

/// What the lock of a pool's counter answers.
pub(crate) struct Counter {
    pub next_place: i64,
}

impl FromRow for Counter {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { next_place: row.get("next_place")? })
    }
}

pub(crate) async fn insert(tx: &mut Tx, pool: &Pool, now: Timestamp) -> Result<()> {
    let q = stmt!(
        "insert into seats_pool
           (district, id, subject, label, opens_at, closes_at, ends_at,
            party_max, waiting, offer_minutes, fair, quota, cancelled, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, false, $13)"
    );
    let q = q.bind(pool.id.district()).bind(pool.id).bind(pool.subject).bind(&pool.label);
    let q = q.bind(pool.opens_at).bind(pool.closes_at).bind(pool.ends_at);
    tx.run(bind_rules(q, pool.rules).bind(now)).await?;
    let q = stmt!(
        "insert into seats_counter
           (district, pool, capacity, taken, offered, waiting, next_place, changes)
         values ($1, $2, $3, 0, 0, 0, 1, 0)"
    );
    let q = q.bind(pool.id.district()).bind(pool.id).bind(pool.places.capacity);
    tx.run(q).await?;
    Ok(())
}

fn bind_rules(q: Sql, rules: Rules) -> Sql {
    let q = q.bind(rules.party_max).bind(rules.waiting).bind(rules.offer_minutes);
    q.bind(rules.fair).bind(rules.quota)
}

/// Takes the counter's row until the end of the transaction: whoever comes next waits here, then sees
/// what this one did (or, at serializable, starts again).
pub(crate) async fn lock(tx: &mut Tx, pool: PoolId) -> Result<Counter> {
    let q = stmt!(
        "update seats_counter set changes = changes + 1 where district = $1 and pool = $2
         returning next_place"
    );
    let row = tx.opt(q.bind(pool.district()).bind(pool)).await?;
    row.found("pool of places")
}

/// Moves the counter by what was done under its lock; the limit is checked by the table itself.
pub(crate) async fn count(tx: &mut Tx, pool: PoolId, by: Places, places: i64) -> Result<()> {
    let q = stmt!(
        "update seats_counter set taken = taken + $3, offered = offered + $4,
           waiting = waiting + $5, next_place = next_place + $6, parties = parties + $7
         where district = $1 and pool = $2"
    );
    let q = q.bind(pool.district()).bind(pool).bind(by.taken).bind(by.offered);
    tx.run(q.bind(by.waiting).bind(places).bind(by.parties)).await?;
    Ok(())
}

pub(crate) async fn set_capacity(tx: &mut Tx, pool: PoolId, to: Option<i64>) -> Result<()> {
    let q = stmt!("update seats_counter set capacity = $3 where district = $1 and pool = $2");
    tx.run(q.bind(pool.district()).bind(pool).bind(to)).await?;
    Ok(())
}

/// The list is ordered anew: fairness may have been switched on or off.
pub(crate) async fn set_rules(tx: &mut Tx, pool: PoolId, rules: Rules) -> Result<()> {
    let q = stmt!(
        "update seats_pool set party_max = $3, waiting = $4, offer_minutes = $5, fair = $6, quota = $7
         where district = $1 and id = $2"
    );
    tx.run(bind_rules(q.bind(pool.district()).bind(pool), rules)).await?;
    let q = stmt!(
        "update seats_claim set rank = case when $3 then had_before else 0 end
         where district = $1 and pool = $2 and state = 'waiting'"
    );
    tx.run(q.bind(pool.district()).bind(pool).bind(rules.fair)).await?;
    Ok(())
}

pub(crate) async fn set_times(tx: &mut Tx, pool: &Pool) -> Result<()> {
    let q = stmt!(
        "update seats_pool set opens_at = $3, closes_at = $4, ends_at = $5, cancelled = $6
         where district = $1 and id = $2"
    );
    let q = q.bind(pool.id.district()).bind(pool.id).bind(pool.opens_at).bind(pool.closes_at);
    tx.run(q.bind(pool.ends_at).bind(pool.cancelled)).await?;
    Ok(())
}

fn pools() -> Sql {
    stmt!(
        "select p.id, p.subject, p.label, p.opens_at, p.closes_at, p.ends_at, p.cancelled,
           p.party_max, p.waiting as has_list, p.offer_minutes, p.fair, p.quota,
           c.capacity, c.taken, c.offered, c.waiting, c.parties
         from seats_pool p join seats_counter c on c.district = p.district and c.pool = p.id
         where true"
    )
}

pub(crate) async fn by_id(tx: &mut Tx, pool: PoolId) -> Result<Option<Pool>> {
    let q = pools().push_bind(" and p.district = ", pool.district());
    Ok(tx.opt(q.push_bind(" and p.id = ", pool)).await?)
}

/// Pools of many subjects in one go, by subject and label.
pub(crate) async fn of_subjects(tx: &mut Tx, subjects: &[AnyId]) -> Result<Vec<Pool>> {
    let districts: BTreeSet<i64> = subjects.iter().map(|s| i64::from(s.district())).collect();
    let q = pools().push_in(" and p.district in ", districts);
    let q = q.push_in(" and p.subject in ", subjects.iter().copied());
    Ok(tx.all(q.push(" order by p.subject, p.label, p.id")).await?)
}
