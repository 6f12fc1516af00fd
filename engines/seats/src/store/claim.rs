use crate::model::{ClaimId, Companion, MemberId, PoolId, Record, State};
use crate::record::{Claim, Member, Step};
use lianxin_db::{FromRow, Json, Row, Sql, Tx, stmt};
use lianxin_kernel::{AnyId, Error, Kind, Reason, Result, Timestamp};
use serde::Serialize;

/// Takes the person's row until the end of the transaction.
pub(crate) async fn lock_person(
    tx: &mut Tx,
    district: i64,
    person: AnyId,
    now: Timestamp,
) -> Result<()> {
    let q = stmt!(
        "insert into seats_person (district, person, at) values ($1, $2, $3)
         on conflict (district, person) do update set at = excluded.at"
    );
    tx.run(q.bind(district).bind(person).bind(now)).await?;
    Ok(())
}

impl FromRow for Record {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let here: i64 = row.get("here")?;
        Ok(Self { open: row.get("open")?, had: row.get("had")?, already: here > 0 })
    }
}

/// What the person has in the district of `subject`; `month` is the calendar month in which it ends.
pub(crate) async fn record(
    tx: &mut Tx,
    subject: AnyId,
    person: AnyId,
    month: (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<Record> {
    let q = stmt!(
        "select
           count(*) filter (where c.state in ('seated', 'waiting', 'offered') and p.ends_at > $3)
             as open,
           count(*) filter (where c.state = 'seated' and p.ends_at >= $4 and p.ends_at < $5) as had,
           count(*) filter (where c.state in ('seated', 'waiting', 'offered') and c.subject = $6)
             as here
         from seats_claim c join seats_pool p on p.district = c.district and p.id = c.pool
         where c.district = $1 and c.person = $2"
    );
    let q = q.bind(subject.district()).bind(person).bind(now);
    Ok(tx.one(q.bind(month.0).bind(month.1).bind(subject)).await?)
}

/// Writes a new claim. False when its reference is another's already; nothing is written then.
pub(crate) async fn insert(tx: &mut Tx, c: &Claim) -> Result<bool> {
    let q = stmt!(
        "insert into seats_claim
           (district, id, pool, subject, person, party_size, state, place_no, had_before, rank,
            offered_until, decision, reference, by_staff, moves, created_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         on conflict (district, reference) do nothing"
    );
    let q = q.bind(c.id.district()).bind(c.id).bind(c.pool).bind(c.subject).bind(c.person);
    let q = q.bind(c.party_size).bind(c.state).bind(c.place_no).bind(c.had_before).bind(c.rank);
    let q = q.bind(c.offered_until).bind(json(&c.decision)?).bind(&c.reference).bind(c.by_staff);
    let rows = tx.run(q.bind(c.moves).bind(c.created_at).bind(c.changed_at)).await?;
    Ok(rows == 1)
}

pub(crate) async fn insert_member(
    tx: &mut Tx,
    claim: ClaimId,
    id: MemberId,
    number: i64,
    who: Who<'_>,
) -> Result<Member> {
    let (name, band, person) = match who {
        Who::Claimant(person) => (None, crate::Band::Oneself, Some(person)),
        Who::Companion(c) => (Some(c.name.as_str()), c.band, c.person),
    };
    let q = stmt!(
        "insert into seats_member (district, id, claim, number, name, band, person)
         values ($1, $2, $3, $4, $5, $6, $7)"
    );
    let q = q.bind(claim.district()).bind(id).bind(claim).bind(number);
    tx.run(q.bind(name).bind(band).bind(person)).await?;
    Ok(Member { id, claim, name: name.map(str::to_owned), band, person })
}

pub(crate) enum Who<'a> {
    Claimant(AnyId),
    Companion(&'a Companion),
}

/// Sets the new state of a claim that was `from` a moment ago. False when it is not anymore.
pub(crate) async fn set_state(tx: &mut Tx, c: &Claim, from: State) -> Result<bool> {
    let q = stmt!(
        "update seats_claim set state = $4, offered_until = $5, decision = $6, changed_at = $7,
           moves = $8
         where district = $1 and id = $2 and state = $3"
    );
    let q = q.bind(c.id.district()).bind(c.id).bind(from).bind(c.state).bind(c.offered_until);
    let q = q.bind(json(&c.decision)?).bind(c.changed_at).bind(c.moves);
    Ok(tx.run(q).await? == 1)
}

pub(crate) async fn insert_step(tx: &mut Tx, c: &Claim, what: &Reason) -> Result<()> {
    let q = stmt!(
        "insert into seats_history (district, claim, number, at, state, what)
         values ($1, $2, $3, $4, $5, $6)"
    );
    let q = q.bind(c.id.district()).bind(c.id).bind(c.moves).bind(c.changed_at);
    tx.run(q.bind(c.state).bind(json(what)?)).await?;
    Ok(())
}

/// Claims with their positions, for a look at one or a few: each position is counted.
pub(crate) fn claims() -> Sql {
    stmt!(
        "select c.id, c.pool, c.subject, p.label, c.person, c.party_size, c.state, c.place_no,
           c.had_before, c.rank, c.offered_until, c.decision, c.reference, c.by_staff, p.ends_at,
           c.created_at, c.changed_at, c.moves,
           case when c.state = 'waiting' then (
             select count(*) + 1 from seats_claim o
             where o.district = c.district and o.pool = c.pool and o.state = 'waiting'
               and (o.rank, o.place_no) < (c.rank, c.place_no)) end as position
         from seats_claim c join seats_pool p on p.district = c.district and p.id = c.pool
         where true"
    )
}

/// Claims without positions, for whole lists and for moving.
pub(crate) fn bare_claims() -> Sql {
    stmt!(
        "select c.id, c.pool, c.subject, p.label, c.person, c.party_size, c.state, c.place_no,
           c.had_before, c.rank, c.offered_until, c.decision, c.reference, c.by_staff, p.ends_at,
           c.created_at, c.changed_at, c.moves, cast(null as bigint) as position
         from seats_claim c join seats_pool p on p.district = c.district and p.id = c.pool
         where true"
    )
}

pub(crate) async fn by_id(tx: &mut Tx, claim: ClaimId) -> Result<Option<Claim>> {
    let q = claims().push_bind(" and c.district = ", claim.district());
    Ok(tx.opt(q.push_bind(" and c.id = ", claim)).await?)
}

pub(crate) async fn by_reference(
    tx: &mut Tx,
    district: u16,
    reference: &str,
) -> Result<Option<Claim>> {
    let q = claims().push_bind(" and c.district = ", district);
    Ok(tx.opt(q.push_bind(" and c.reference = ", reference)).await?)
}

pub(crate) async fn members(tx: &mut Tx, claims: &[ClaimId]) -> Result<Vec<Member>> {
    let districts: std::collections::BTreeSet<i64> = claims.iter().map(|c| c.district()).collect();
    let q =
        stmt!("select id, claim, name, band, person from seats_member where district is not null");
    let q = q.push_in(" and district in ", districts);
    let q = q.push_in(" and claim in ", claims.iter().copied());
    Ok(tx.all(q.push(" order by claim, number")).await?)
}

pub(crate) async fn steps(tx: &mut Tx, claim: ClaimId) -> Result<Vec<Step>> {
    let q = stmt!(
        "select at, state, what from seats_history
         where district = $1 and claim = $2 order by number"
    );
    Ok(tx.all(q.bind(claim.district()).bind(claim)).await?)
}

/// Waiting parties of a higher rank, who stand behind a newcomer of this one.
pub(crate) async fn behind(tx: &mut Tx, pool: PoolId, rank: i64) -> Result<i64> {
    let q = stmt!(
        "select count(*) as n from seats_claim
         where district = $1 and pool = $2 and state = 'waiting' and rank > $3"
    );
    let q = q.bind(pool.district()).bind(pool).bind(rank);
    let super::rows::Number(n) = tx.one(q).await?;
    Ok(n)
}

fn json<T: Serialize>(value: &T) -> Result<Json> {
    serde_json::to_string(value).map(Json).map_err(Error::internal)
}
