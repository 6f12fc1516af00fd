//! All SQL of this engine. The district of a stay is that of its subject.
use crate::model::{Count, PresenceId, Stay, Visits};
use lianxin_db::{FromRow, Row, Tx, sql, stmt};
use lianxin_kernel::{AnyId, Kind, Result, Timestamp};
use std::collections::BTreeSet;

impl FromRow for Stay {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            subject: row.get("subject")?,
            center: row.get("center")?,
            attendee: row.get("attendee")?,
            person: row.get("person")?,
            claim: row.get("claim")?,
            band: row.get("band")?,
            online: row.get("online")?,
            in_at: row.get("in_at")?,
            out_at: row.get("out_at")?,
            how: row.get("how")?,
            by_person: row.get("by_person")?,
        })
    }
}

impl FromRow for Count {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            subject: row.get("subject")?,
            came: row.get("came")?,
            here: row.get("here")?,
            on_site: row.get("on_site")?,
            online: row.get("online_came")?,
            signed_up: row.get("signed_up")?,
        })
    }
}

impl FromRow for Visits {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            subject: row.get("subject")?,
            center: row.get("center")?,
            visits: row.get("visits")?,
            online: row.get("online_visits")?,
        })
    }
}

fn districts(ids: &[AnyId]) -> BTreeSet<i64> {
    ids.iter().map(|id| i64::from(id.district())).collect()
}

/// False when this attendee is there already.
pub(crate) async fn insert(tx: &mut Tx, s: &Stay) -> Result<bool> {
    let q = stmt!(
        "insert into presence_stay
           (district, id, subject, center, attendee, person, claim, band, online, in_at, out_at,
            how, by_person)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         on conflict (district, subject, attendee) do nothing"
    );
    let q = q.bind(s.subject.district()).bind(s.id).bind(s.subject).bind(s.center);
    let q = q.bind(s.attendee).bind(s.person).bind(s.claim).bind(s.band.clone()).bind(s.online);
    let q = q.bind(s.in_at).bind(s.out_at).bind(s.how).bind(s.by_person);
    Ok(tx.run(q).await? == 1)
}

pub(crate) async fn find(tx: &mut Tx, subject: AnyId, attendee: AnyId) -> Result<Option<Stay>> {
    let q = stmt!(
        "select id, subject, center, attendee, person, claim, band, online, in_at, out_at, how,
           by_person
         from presence_stay where district = $1 and subject = $2 and attendee = $3"
    );
    Ok(tx.opt(q.bind(subject.district()).bind(subject).bind(attendee)).await?)
}

/// False when this attendee is not there or left before.
pub(crate) async fn set_out(
    tx: &mut Tx,
    subject: AnyId,
    attendee: AnyId,
    at: Timestamp,
) -> Result<bool> {
    let q = stmt!(
        "update presence_stay set out_at = $4
         where district = $1 and subject = $2 and attendee = $3 and out_at is null"
    );
    let q = q.bind(subject.district()).bind(subject).bind(attendee).bind(at);
    Ok(tx.run(q).await? == 1)
}

pub(crate) async fn delete(tx: &mut Tx, subject: AnyId, attendee: AnyId) -> Result<Option<Stay>> {
    let q = stmt!(
        "delete from presence_stay where district = $1 and subject = $2 and attendee = $3
         returning id, subject, center, attendee, person, claim, band, online, in_at, out_at, how,
           by_person"
    );
    Ok(tx.opt(q.bind(subject.district()).bind(subject).bind(attendee)).await?)
}

pub(crate) async fn of_subjects(tx: &mut Tx, subjects: &[AnyId]) -> Result<Vec<Stay>> {
    let q = stmt!(
        "select id, subject, center, attendee, person, claim, band, online, in_at, out_at, how,
           by_person
         from presence_stay where district is not null"
    );
    let q = q.push_in(" and district in ", districts(subjects));
    let q = q.push_in(" and subject in ", subjects.iter().copied());
    Ok(tx.all(q.push(" order by subject, in_at, id")).await?)
}

/// Of these attendees those who came, in the order they came.
pub(crate) async fn of_attendees(
    tx: &mut Tx,
    subject: AnyId,
    attendees: &[AnyId],
) -> Result<Vec<Stay>> {
    let q = stmt!(
        "select id, subject, center, attendee, person, claim, band, online, in_at, out_at, how,
           by_person
         from presence_stay where district = $1 and subject = $2"
    );
    let q = q.bind(subject.district()).bind(subject);
    let q = q.push_in(" and attendee in ", attendees.iter().copied());
    Ok(tx.all(q.push(" order by in_at, id")).await?)
}

pub(crate) async fn of_claims(tx: &mut Tx, claims: &[AnyId]) -> Result<Vec<Stay>> {
    let q = stmt!(
        "select id, subject, center, attendee, person, claim, band, online, in_at, out_at, how,
           by_person
         from presence_stay where district is not null"
    );
    let q = q.push_in(" and district in ", districts(claims));
    let q = q.push_in(" and claim in ", claims.iter().copied());
    Ok(tx.all(q.push(" order by claim, in_at, id")).await?)
}

pub(crate) async fn counts(tx: &mut Tx, subjects: &[AnyId]) -> Result<Vec<Count>> {
    // A piece: it is whole, and can be prepared, only with its grouping behind the list.
    let q = sql("select subject, count(*) as came, count(*) filter (where out_at is null) as here,
           count(*) filter (where out_at is null and online = false) as on_site,
           count(*) filter (where online = true) as online_came,
           count(*) filter (where claim is not null) as signed_up
         from presence_stay where district is not null");
    let q = q.push_in(" and district in ", districts(subjects));
    let q = q.push_in(" and subject in ", subjects.iter().copied());
    Ok(tx.all(q.push(" group by subject order by subject")).await?)
}

/// What visits are counted of.
pub(crate) enum Of<'a> {
    Subjects(&'a [AnyId]),
    Centers(&'a [AnyId]),
}

/// `from` is included, `to` is not.
pub(crate) async fn visits(
    tx: &mut Tx,
    of: Of<'_>,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
) -> Result<Vec<Visits>> {
    let q = sql("select subject, center, count(*) as visits,
           count(*) filter (where online = true) as online_visits
         from presence_stay where district is not null");
    let q = match of {
        Of::Subjects(ids) => q
            .push_in(" and district in ", districts(ids))
            .push_in(" and subject in ", ids.iter().copied()),
        Of::Centers(ids) => q
            .push_in(" and district in ", districts(ids))
            .push_in(" and center in ", ids.iter().copied()),
    };
    let q = q.push_if(" and in_at >= ", from).push_if(" and in_at < ", to);
    Ok(tx.all(q.push(" group by subject, center order by subject, center")).await?)
}

/// The stays of a person, the latest first.
pub(crate) async fn of_person(tx: &mut Tx, person: AnyId, most: i64) -> Result<Vec<Stay>> {
    let q = stmt!(
        "/* every district: people take part wherever they go */
         select id, subject, center, attendee, person, claim, band, online, in_at, out_at, how,
           by_person
         from presence_stay where person = $1 order by in_at desc, id limit $2"
    );
    Ok(tx.all(q.bind(person).bind(most)).await?)
}

/// A part of all stays, by id.
pub(crate) async fn some(tx: &mut Tx, after: PresenceId, most: i64) -> Result<Vec<Stay>> {
    let q = stmt!(
        "/* every district: a check of the whole installation */
         select id, subject, center, attendee, person, claim, band, online, in_at, out_at, how,
           by_person
         from presence_stay where (district, id) > ($1, $2) order by district, id limit $3"
    );
    let district = i64::from(after.id().district());
    Ok(tx.all(q.bind(district).bind(after).bind(most)).await?)
}

/// Takes someone out as the one who recorded stays.
pub(crate) async fn forget_recorder(tx: &mut Tx, person: AnyId) -> Result<u64> {
    let q = stmt!(
        "/* every district: people take part wherever they go */
         update presence_stay set by_person = null where person = $1 and by_person = $1"
    );
    Ok(tx.run(q.bind(person)).await?)
}

/// Gives stays of one person to another, except where the other was there too.
pub(crate) async fn move_stays(
    tx: &mut Tx,
    from: AnyId,
    to: AnyId,
    rows: Option<&[AnyId]>,
) -> Result<Vec<AnyId>> {
    let q = stmt!(
        "/* every district: people take part wherever they go */
         update presence_stay set person = $2,
           attendee = case when attendee = $1 then $2 else attendee end
         where person = $1 and not exists (
           select 1 from presence_stay o
           where o.district = presence_stay.district and o.subject = presence_stay.subject
             and (o.attendee = $2 or o.person = $2))"
    );
    Ok(tx.change(q.bind(from).bind(to), rows).await?)
}

/// Stays that ended before and still lead to a person.
pub(crate) async fn old(tx: &mut Tx, before: Timestamp, most: i64) -> Result<Vec<Stay>> {
    let q = stmt!(
        "/* every district: retention of the whole installation */
         select id, subject, center, attendee, person, claim, band, online, in_at, out_at, how,
           by_person
         from presence_stay
         where coalesce(out_at, in_at) < $1 and (person is not null or by_person is not null)
         order by id limit $2"
    );
    Ok(tx.all(q.bind(before).bind(most)).await?)
}

/// Lets a stay count on, and lead to nobody.
pub(crate) async fn unlink(tx: &mut Tx, stay: PresenceId, attendee: AnyId) -> Result<()> {
    let q = stmt!(
        "update presence_stay set person = null, by_person = null, attendee = $3
         where district = $1 and id = $2"
    );
    tx.run(q.bind(stay.district()).bind(stay).bind(attendee)).await?;
    Ok(())
}
