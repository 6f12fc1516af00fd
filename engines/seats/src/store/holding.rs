//! What is held about a person here, and taking it away.
use crate::model::{ClaimId, State};
use lianxin_db::{FromRow, Id, Json, Row, Tx, stmt};
use lianxin_kernel::{AnyId, Kind, Result, Timestamp};

pub struct Held {
    pub id: ClaimId,
    pub subject: AnyId,
    pub label: String,
    pub party_size: i64,
    pub state: State,
    pub reference: String,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
    pub ends_at: Timestamp,
    pub by_staff: bool,
}

impl FromRow for Held {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            subject: row.get("subject")?,
            label: row.get("label")?,
            party_size: row.get("party_size")?,
            state: row.get("state")?,
            reference: row.get("reference")?,
            created_at: row.get("created_at")?,
            changed_at: row.get("changed_at")?,
            ends_at: row.get("ends_at")?,
            by_staff: row.get("by_staff")?,
        })
    }
}

pub async fn claims(tx: &mut Tx, person: AnyId, most: i64) -> Result<Vec<Held>> {
    let q = stmt!(
        "/* every district: people take part wherever they go */
         select c.id, c.subject, p.label, c.party_size, c.state, c.reference, c.created_at,
           c.changed_at, p.ends_at, c.by_staff
         from seats_claim c join seats_pool p on p.district = c.district and p.id = c.pool
         where c.person = $1 order by c.id desc limit $2"
    );
    Ok(tx.all(q.bind(person).bind(most)).await?)
}

/// Takes the names out of the parties of these claims; how many and of what age stays.
pub async fn blank_members(tx: &mut Tx, claims: &[ClaimId]) -> Result<u64> {
    let mut changed = 0;
    for some in claims.chunks(1_000) {
        let districts: std::collections::BTreeSet<i64> =
            some.iter().map(|c| c.district()).collect();
        let q =
            stmt!("update seats_member set name = '' where district is not null and name <> ''");
        let q = q.push_in(" and district in ", districts);
        changed += tx.run(q.push_in(" and claim in ", some.iter().copied())).await?;
    }
    Ok(changed)
}

/// Takes the name of someone out of the parties of others.
pub async fn blank_companion(tx: &mut Tx, person: AnyId) -> Result<u64> {
    let q = stmt!(
        "/* every district: people take part wherever they go */
         update seats_member set name = '' where person = $1 and name is not null and name <> ''"
    );
    Ok(tx.run(q.bind(person)).await?)
}

/// A text that staff may have written into: of a decision, or of one step.
pub struct Wording {
    pub claim: ClaimId,
    /// The step; the decision of the claim itself when there is none.
    pub number: Option<i64>,
    pub text: String,
}

impl FromRow for Wording {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let Json(text) = row.get("what")?;
        Ok(Self { claim: row.get("claim")?, number: row.get("number")?, text })
    }
}

pub async fn wordings(tx: &mut Tx, claims: &[ClaimId]) -> Result<Vec<Wording>> {
    let mut found = vec![];
    for some in claims.chunks(1_000) {
        let districts: std::collections::BTreeSet<i64> =
            some.iter().map(|c| c.district()).collect();
        let q = stmt!(
            "select id as claim, cast(null as bigint) as number, decision as what
             from seats_claim where district is not null"
        );
        let q = q.push_in(" and district in ", districts.clone());
        found.extend(tx.all::<Wording>(q.push_in(" and id in ", some.iter().copied())).await?);
        let q = stmt!("select claim, number, what from seats_history where district is not null");
        let q = q.push_in(" and district in ", districts);
        found.extend(tx.all::<Wording>(q.push_in(" and claim in ", some.iter().copied())).await?);
    }
    Ok(found)
}

pub async fn set_wording(tx: &mut Tx, wording: &Wording) -> Result<()> {
    let (claim, text) = (wording.claim, Json(wording.text.clone()));
    let q = match wording.number {
        None => stmt!("update seats_claim set decision = $3 where district = $1 and id = $2"),
        Some(_) => stmt!(
            "update seats_history set what = $3 where district = $1 and claim = $2 and number = $4"
        ),
    };
    let q = q.bind(claim.district()).bind(claim).bind(text);
    let q = match wording.number {
        None => q,
        Some(number) => q.bind(number),
    };
    tx.run(q).await?;
    Ok(())
}

/// Gives claims of one person to another, except where the other has an active one to the same.
pub async fn move_claims(
    tx: &mut Tx,
    from: AnyId,
    to: AnyId,
    rows: Option<&[Id]>,
) -> Result<Vec<Id>> {
    let q = stmt!(
        "/* every district: people take part wherever they go */
         update seats_claim set person = $2
         where person = $1 and not exists (
           select 1 from seats_claim o
           where o.district = seats_claim.district and o.subject = seats_claim.subject
             and o.person = $2 and o.state in ('seated', 'waiting', 'offered')
             and seats_claim.state in ('seated', 'waiting', 'offered'))"
    );
    let moved = tx.change(q.bind(from).bind(to), rows).await?;
    for some in moved.chunks(1_000) {
        let q = stmt!(
            "/* every district: people take part wherever they go */
             update seats_member set person = $2 where person = $1 and name is null"
        );
        let q = q.bind(from).bind(to);
        tx.run(q.push_in(" and claim in ", some.iter().copied())).await?;
    }
    Ok(moved)
}

/// Claims to what ended before, whose person is still known here: their own row in the party says so.
pub async fn ended_before(tx: &mut Tx, before: Timestamp, most: i64) -> Result<Vec<ClaimId>> {
    let q = stmt!(
        "/* every district: retention of the whole installation */
         select c.id from seats_claim c
           join seats_pool p on p.district = c.district and p.id = c.pool
         where p.ends_at < $1 and exists (
           select 1 from seats_member m
           where m.district = c.district and m.claim = c.id and m.person = c.person)
         order by c.id limit $2"
    );
    Ok(tx.ids(q.bind(before).bind(most)).await?.into_iter().map(ClaimId).collect())
}

/// Puts another id in the place of the person's, here and in the party: the claim counts on, and
/// leads to nobody.
pub async fn unlink(tx: &mut Tx, claim: ClaimId, nobody: AnyId) -> Result<()> {
    let q = stmt!("update seats_claim set person = $3 where district = $1 and id = $2");
    tx.run(q.bind(claim.district()).bind(claim).bind(nobody)).await?;
    let q = stmt!(
        "update seats_member set person = null, name = '' where district = $1 and claim = $2"
    );
    tx.run(q.bind(claim.district()).bind(claim)).await?;
    Ok(())
}
