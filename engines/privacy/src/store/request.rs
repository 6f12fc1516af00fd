use crate::model::{DataRequest, RequestId};
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Cursor, Kind, Limit, Result, Timestamp};
use lianxin_people::PersonId;
use lianxin_places::CenterId;

impl FromRow for DataRequest {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            number: row.get("number")?,
            person: row.get("person")?,
            center: row.get("center")?,
            kind: row.get("kind")?,
            state: row.get("state")?,
            channel: row.get("channel")?,
            asked_by: row.get("asked_by")?,
            heir: row.get("heir")?,
            relation: row.get("relation")?,
            relative: row.get("relative")?,
            evidence: row.get("evidence")?,
            wish: row.get("wish")?,
            received_at: row.get("received_at")?,
            due_on: row.get("due_on")?,
            provisional: row.get("provisional")?,
            taken_by: row.get("taken_by")?,
            taken_at: row.get("taken_at")?,
            answered_by: row.get("answered_by")?,
            answered_at: row.get("answered_at")?,
            outcome: row.get("outcome")?,
            law: row.get("law")?,
            reason: row.get("reason")?,
            answer: row.get("answer")?,
            carry_out_at: row.get("carry_out_at")?,
            done_at: row.get("done_at")?,
        })
    }
}

struct Number(i64);

impl FromRow for Number {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("last").map(Self)
    }
}

/// The next number of a series in a year. Who takes one comes after whoever took the one before.
pub async fn next_number(tx: &mut Tx, district: u16, series: &str, year: i16) -> Result<i64> {
    let q = stmt!(
        "insert into privacy_number (district, series, year, last) values ($1, $2, $3, 1)
         on conflict (district, series, year) do update set last = privacy_number.last + 1
         returning last"
    );
    let q = q.bind(district).bind(series).bind(i64::from(year));
    let Number(n) = tx.one(q).await?;
    Ok(n)
}

pub async fn insert(tx: &mut Tx, r: &DataRequest) -> Result<()> {
    let q = stmt!(
        "insert into privacy_request
           (district, id, number, person, center, kind, state, channel, asked_by, heir, relation,
            relative, evidence, wish, received_at, due_on, provisional)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
    );
    let q = q.bind(r.id.district()).bind(r.id).bind(&r.number).bind(r.person).bind(r.center);
    let q = q.bind(r.kind).bind(r.state).bind(r.channel).bind(r.asked_by).bind(r.heir);
    let q = q.bind(r.relation.clone()).bind(r.relative.clone()).bind(r.evidence.clone());
    let q = q.bind(r.wish.clone()).bind(r.received_at).bind(r.due_on).bind(r.provisional);
    tx.run(q).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, id: RequestId) -> Result<Option<DataRequest>> {
    let q = stmt!(
        "select id, number, person, center, kind, state, channel, asked_by, heir, relation,
           relative, evidence, wish, received_at, due_on, provisional, taken_by, taken_at,
           answered_by, answered_at, outcome, law, reason, answer, carry_out_at, done_at
         from privacy_request where district = $1 and id = $2"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// Those of a person, the latest first.
pub async fn of_person(tx: &mut Tx, person: PersonId, most: i64) -> Result<Vec<DataRequest>> {
    let q = stmt!(
        "select id, number, person, center, kind, state, channel, asked_by, heir, relation,
           relative, evidence, wish, received_at, due_on, provisional, taken_by, taken_at,
           answered_by, answered_at, outcome, law, reason, answer, carry_out_at, done_at
         from privacy_request where district = $1 and person = $2 order by id desc limit $3"
    );
    Ok(tx.all(q.bind(person.district()).bind(person).bind(most)).await?)
}

/// Which requests a list has.
pub struct Wanted {
    pub districts: Vec<u16>,
    pub centers: Vec<CenterId>,
    /// Also those of people without a home center.
    pub homeless: bool,
    pub open: Option<bool>,
}

/// What is due first comes first.
pub async fn list(
    tx: &mut Tx,
    wanted: &Wanted,
    after: Option<Cursor>,
    limit: Limit,
) -> Result<Vec<DataRequest>> {
    let (due, id) = match after {
        Some(cursor) => (cursor.part::<String>(0)?, cursor.part::<RequestId>(1)?.id()),
        None => (String::new(), Id::NIL),
    };
    let q = stmt!(
        "select id, number, person, center, kind, state, channel, asked_by, heir, relation,
           relative, evidence, wish, received_at, due_on, provisional, taken_by, taken_at,
           answered_by, answered_at, outcome, law, reason, answer, carry_out_at, done_at
         from privacy_request
         where district is not null and (due_on > $1 or (due_on = $1 and id > $2))
           and ($3 = true or center is not null)"
    );
    let q = q.bind(due).bind(id).bind(wanted.homeless);
    let q = q.push_in(" and district in ", wanted.districts.iter().copied());
    let q = q.push_in(" and (center is null or center in ", wanted.centers.iter().copied());
    let q = match wanted.open {
        Some(true) => q.push(") and state in ('received', 'in_progress')"),
        Some(false) => q.push(") and state in ('answered', 'withdrawn')"),
        None => q.push(")"),
    };
    Ok(tx.all(q.push_bind(" order by due_on, id limit ", limit.with_one_more())).await?)
}

/// Takes an open request up; false when it is not open anymore.
pub async fn take(tx: &mut Tx, id: RequestId, by: Id, now: Timestamp) -> Result<bool> {
    let q = stmt!(
        "update privacy_request set state = 'in_progress', taken_by = $3, taken_at = $4
         where district = $1 and id = $2 and state in ('received', 'in_progress')"
    );
    Ok(tx.run(q.bind(id.district()).bind(id).bind(by).bind(now)).await? == 1)
}

/// Writes the answer on an open request; false when it is not open anymore.
pub async fn answer(tx: &mut Tx, r: &DataRequest) -> Result<bool> {
    let q = stmt!(
        "update privacy_request set state = 'answered', answered_by = $3, answered_at = $4,
           outcome = $5, law = $6, reason = $7, answer = $8, carry_out_at = $9, done_at = $10
         where district = $1 and id = $2 and state in ('received', 'in_progress')"
    );
    let q = q.bind(r.id.district()).bind(r.id).bind(r.answered_by).bind(r.answered_at);
    let q = q.bind(r.outcome).bind(r.law.clone()).bind(r.reason.clone()).bind(r.answer.clone());
    Ok(tx.run(q.bind(r.carry_out_at).bind(r.done_at)).await? == 1)
}

/// Takes a request back that was not carried out; false when it is too late.
pub async fn withdraw(tx: &mut Tx, id: RequestId) -> Result<bool> {
    let q = stmt!(
        "update privacy_request set state = 'withdrawn', carry_out_at = null
         where district = $1 and id = $2 and done_at is null and state <> 'withdrawn'
           and (state <> 'answered' or outcome = 'granted')"
    );
    Ok(tx.run(q.bind(id.district()).bind(id)).await? == 1)
}

/// Marks a granted request as carried out; false when it was, or was taken back.
pub async fn done(tx: &mut Tx, id: RequestId, now: Timestamp) -> Result<bool> {
    let q = stmt!(
        "update privacy_request set done_at = $3
         where district = $1 and id = $2 and state = 'answered' and outcome = 'granted'
           and done_at is null"
    );
    Ok(tx.run(q.bind(id.district()).bind(id).bind(now)).await? == 1)
}

/// Takes away what was written in words; number, kind and times stay.
pub async fn blank(tx: &mut Tx, person: PersonId) -> Result<u64> {
    let q = stmt!(
        "update privacy_request set wish = null, answer = null, reason = null, relative = null,
           evidence = null
         where district = $1 and person = $2 and (wish is not null or answer is not null
           or reason is not null or relative is not null or evidence is not null)"
    );
    Ok(tx.run(q.bind(person.district()).bind(person)).await?)
}

/// The same for those answered or taken back before.
pub async fn blank_before(tx: &mut Tx, before: Timestamp, most: i64) -> Result<u64> {
    let q = stmt!(
        "/* every district: retention of the whole installation */
         update privacy_request set wish = null, answer = null, reason = null, relative = null,
           evidence = null
         where id in (
           select id from privacy_request
           where state in ('answered', 'withdrawn') and coalesce(answered_at, received_at) < $1
             and (wish is not null or answer is not null or reason is not null
               or relative is not null or evidence is not null)
           order by id limit $2)"
    );
    Ok(tx.run(q.bind(before).bind(most)).await?)
}

pub async fn repoint(
    tx: &mut Tx,
    from: PersonId,
    to: PersonId,
    rows: Option<&[Id]>,
) -> Result<Vec<Id>> {
    if from.district() != to.district() {
        return Ok(vec![]);
    }
    let q = stmt!("update privacy_request set person = $3 where district = $1 and person = $2");
    Ok(tx.change(q.bind(from.district()).bind(from).bind(to), rows).await?)
}
