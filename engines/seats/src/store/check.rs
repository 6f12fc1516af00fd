//! The statements of the reconciler.
use crate::model::{ClaimId, PoolId};
use lianxin_db::{FromRow, Row, Sql, Tx, stmt};
use lianxin_kernel::Result;

/// A pool's counter beside what its rows add up to.
pub(crate) struct Counted {
    pool: PoolId,
    capacity: Option<i64>,
    counter: [i64; 4],
    rows: [i64; 4],
    next_place: i64,
    last_place: i64,
    claims: i64,
}

impl FromRow for Counted {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            pool: row.get("id")?,
            capacity: row.get("capacity")?,
            counter: [
                row.get("taken")?,
                row.get("offered")?,
                row.get("waiting")?,
                row.get("parties")?,
            ],
            rows: [
                row.get("rows_taken")?,
                row.get("rows_offered")?,
                row.get("rows_waiting")?,
                row.get("rows_parties")?,
            ],
            next_place: row.get("next_place")?,
            last_place: row.get("last_place")?,
            claims: row.get("claims")?,
        })
    }
}

impl Counted {
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut faults = vec![];
        for (n, what) in ["taken", "offered", "waiting", "parties"].into_iter().enumerate() {
            let (counter, rows) = (self.counter[n], self.rows[n]);
            if counter != rows {
                faults.push(format!("pool {}: counter {what} {counter}, rows {rows}", self.pool));
            }
        }
        let [taken, ..] = self.rows;
        if let Some(capacity) = self.capacity
            && taken > capacity
        {
            faults.push(format!("pool {}: {taken} people on {capacity} places", self.pool));
        }
        if self.last_place >= self.next_place {
            let (last, next) = (self.last_place, self.next_place);
            faults.push(format!("pool {}: place {last} given, next is {next}", self.pool));
        }
        // Who came when is numbered without gaps, so a position on a list can be told from it.
        if self.last_place != self.claims {
            let (last, claims) = (self.last_place, self.claims);
            faults.push(format!("pool {}: {claims} claims numbered up to {last}", self.pool));
        }
        faults
    }
}

struct District(u16);

impl FromRow for District {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let number: i64 = row.get("district")?;
        let number = u16::try_from(number);
        number.map(Self).map_err(|e| lianxin_db::DbError::Driver(e.to_string().into()))
    }
}

/// The districts in which something has places.
pub(crate) async fn districts(tx: &mut Tx) -> Result<Vec<u16>> {
    let q = stmt!(
        "/* every district: a check of the whole installation */
         select distinct district from seats_pool order by district"
    );
    let rows: Vec<District> = tx.all(q).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// A pool without a counter counts as one of minus one, so it is found.
pub(crate) async fn counters(tx: &mut Tx, district: u16) -> Result<Vec<Counted>> {
    let q = stmt!(
        "select p.id, k.capacity, coalesce(k.taken, -1) as taken,
           coalesce(k.offered, -1) as offered, coalesce(k.waiting, -1) as waiting,
           coalesce(k.parties, -1) as parties,
           coalesce(k.next_place, -1) as next_place, coalesce(max(c.place_no), 0) as last_place,
           count(c.id) as claims,
           cast(coalesce(sum(case when c.state in ('seated', 'offered')
             then c.party_size else 0 end), 0) as bigint) as rows_taken,
           cast(coalesce(sum(case when c.state = 'offered'
             then c.party_size else 0 end), 0) as bigint) as rows_offered,
           cast(coalesce(sum(case when c.state = 'waiting'
             then c.party_size else 0 end), 0) as bigint) as rows_waiting,
           count(c.id) filter (where c.state = 'waiting') as rows_parties
         from seats_pool p
         left join seats_counter k on k.district = p.district and k.pool = p.id
         left join seats_claim c on c.district = p.district and c.pool = p.id
         where p.district = $1
         group by p.id, k.capacity, k.taken, k.offered, k.waiting, k.next_place,
           k.parties
         order by p.id"
    );
    Ok(tx.all(q.bind(district)).await?)
}

/// Claims that break a rule, with the rule.
pub(crate) async fn findings(tx: &mut Tx, district: u16) -> Result<Vec<(&'static str, ClaimId)>> {
    let mut found = vec![];
    for (what, q) in rules() {
        let rows = tx.ids(q.bind(district)).await?;
        found.extend(rows.into_iter().map(|claim| (what, ClaimId(claim))));
    }
    Ok(found)
}

fn rules() -> [(&'static str, Sql); 6] {
    [
        (
            "the person has another active claim to this subject",
            stmt!(
                "select c.id from seats_claim c
                 join seats_claim o on o.district = c.district and o.subject = c.subject
                   and o.person = c.person and o.id <> c.id
                 where c.district = $1 and c.state in ('seated', 'waiting', 'offered')
                   and o.state in ('seated', 'waiting', 'offered') order by c.id"
            ),
        ),
        (
            "its party is not as many people as it claims places for",
            stmt!(
                "select c.id from seats_claim c where c.district = $1 and c.party_size <> (
                   select count(*) from seats_member m
                   where m.district = c.district and m.claim = c.id) order by c.id"
            ),
        ),
        (
            "an offer that ends after the subject, or none that has an end",
            stmt!(
                "select c.id from seats_claim c
                 join seats_pool p on p.district = c.district and p.id = c.pool
                 where c.district = $1 and ((c.state = 'offered') <> (c.offered_until is not null)
                   or c.offered_until > p.ends_at) order by c.id"
            ),
        ),
        (
            "it belongs to another subject than its pool, or to a cancelled one",
            stmt!(
                "select c.id from seats_claim c
                 join seats_pool p on p.district = c.district and p.id = c.pool
                 where c.district = $1 and (c.subject <> p.subject or (p.cancelled = true
                   and c.state in ('seated', 'waiting', 'offered'))) order by c.id"
            ),
        ),
        (
            "its rank on the waiting list is not that of the pool's rule",
            stmt!(
                "select c.id from seats_claim c
                 join seats_pool p on p.district = c.district and p.id = c.pool
                 where c.district = $1 and c.state = 'waiting'
                   and c.rank <> case when p.fair then c.had_before else 0 end order by c.id"
            ),
        ),
        (
            "its history does not end in its state",
            stmt!(
                "select c.id from seats_claim c where c.district = $1 and (not exists (
                   select 1 from seats_history h where h.district = c.district and h.claim = c.id
                     and h.number = c.moves and h.state = c.state)
                   or c.moves <> (select count(*) from seats_history h
                     where h.district = c.district and h.claim = c.id)) order by c.id"
            ),
        ),
    ]
}
