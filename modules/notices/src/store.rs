pub(crate) mod check;

use crate::model::{Kept, MessageId, NoticeCode, SmsState};
use lianxin_db::{DbError, FromRow, Json, Row, Tx, stmt};
use lianxin_kernel::{AnyId, Cursor, Kind, Limit, Result, Timestamp};
use lianxin_people::PersonId;

impl FromRow for Kept {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let Json(values) = row.get("text_values")?;
        let wrong = |e| DbError::Driver(format!("column text_values: {e}").into());
        Ok(Self {
            id: row.get("id")?,
            person: row.get("person")?,
            at: row.get("at")?,
            read_at: row.get("read_at")?,
            code: row.get::<NoticeCode>("code")?,
            values: serde_json::from_str(&values).map_err(wrong)?,
            link: row.get("link")?,
            sms: row.get("sms")?,
        })
    }
}

pub(crate) async fn insert(tx: &mut Tx, message: &Kept, values: String) -> Result<()> {
    let q = stmt!(
        "insert into notices_message
           (district, id, person, at, read_at, code, text_values, link, sms)
         values ($1, $2, $3, $4, null, $5, $6, $7, $8)"
    );
    let q = q.bind(message.id.district()).bind(message.id).bind(message.person);
    let q = q.bind(message.at).bind(message.code).bind(Json(values));
    tx.run(q.bind(message.link.clone()).bind(message.sms)).await?;
    Ok(())
}

pub(crate) async fn find(tx: &mut Tx, id: MessageId) -> Result<Option<Kept>> {
    let q = stmt!(
        "select id, person, at, read_at, code, text_values, link, sms from notices_message
         where district = $1 and id = $2"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// Newest first.
pub(crate) async fn of_person(
    tx: &mut Tx,
    person: PersonId,
    after: Option<Cursor>,
    limit: Limit,
) -> Result<Vec<Kept>> {
    let (at, id) = match after {
        Some(cursor) => (Timestamp(cursor.part(0)?), cursor.part::<MessageId>(1)?),
        None => (Timestamp(i64::MAX), MessageId(lianxin_db::Id::NIL)),
    };
    let q = stmt!(
        "select id, person, at, read_at, code, text_values, link, sms from notices_message
         where district = $1 and person = $2 and (at < $3 or (at = $3 and id < $4))
         order by at desc, id desc limit $5"
    );
    let q = q.bind(person.district()).bind(person).bind(at).bind(id);
    Ok(tx.all(q.bind(limit.with_one_more())).await?)
}

/// The first reading counts; later ones change nothing.
pub(crate) async fn mark_read(tx: &mut Tx, id: MessageId, at: Timestamp) -> Result<()> {
    let q = stmt!(
        "update notices_message set read_at = $3
         where district = $1 and id = $2 and read_at is null"
    );
    tx.run(q.bind(id.district()).bind(id).bind(at)).await?;
    Ok(())
}

pub(crate) async fn mark_all_read(tx: &mut Tx, person: PersonId, at: Timestamp) -> Result<()> {
    let q = stmt!(
        "update notices_message set read_at = $3
         where district = $1 and person = $2 and read_at is null"
    );
    tx.run(q.bind(person.district()).bind(person).bind(at)).await?;
    Ok(())
}

pub(crate) async fn set_sms(tx: &mut Tx, id: MessageId, sms: SmsState) -> Result<()> {
    let q = stmt!(
        "update notices_message set sms = $3
         where district = $1 and id = $2 and sms <> 'sent'"
    );
    tx.run(q.bind(id.district()).bind(id).bind(sms)).await?;
    Ok(())
}

struct Count(i64);

impl FromRow for Count {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("n").map(Self)
    }
}

pub(crate) async fn unread(tx: &mut Tx, person: PersonId) -> Result<i64> {
    let q = stmt!(
        "select count(*) as n from notices_message
         where district = $1 and person = $2 and read_at is null"
    );
    let Count(n) = tx.one(q.bind(person.district()).bind(person)).await?;
    Ok(n)
}

/// The messages of a person, newest first, at most so many.
pub(crate) async fn held(tx: &mut Tx, person: PersonId, most: i64) -> Result<Vec<Kept>> {
    let q = stmt!(
        "select id, person, at, read_at, code, text_values, link, sms from notices_message
         where district = $1 and person = $2 order by at desc, id desc limit $3"
    );
    Ok(tx.all(q.bind(person.district()).bind(person).bind(most)).await?)
}

/// What messages to a person named goes; that there were some stays.
pub(crate) async fn blank(tx: &mut Tx, person: PersonId) -> Result<u64> {
    let q = stmt!(
        "update notices_message set text_values = $3, link = null
         where district = $1 and person = $2 and (text_values <> $3 or link is not null)"
    );
    Ok(tx.run(q.bind(person.district()).bind(person).bind(Json("{}".into()))).await?)
}

pub(crate) async fn blank_before(tx: &mut Tx, before: Timestamp, most: i64) -> Result<u64> {
    let q = stmt!(
        "/* every district: retention of the whole installation */
         update notices_message set text_values = $2, link = null
         where id in (
           select id from notices_message
           where at < $1 and (text_values <> $2 or link is not null) order by id limit $3)"
    );
    Ok(tx.run(q.bind(before).bind(Json("{}".into())).bind(most)).await?)
}

pub(crate) async fn move_messages(
    tx: &mut Tx,
    from: PersonId,
    to: PersonId,
    rows: Option<&[AnyId]>,
) -> Result<Vec<AnyId>> {
    // A message lives in the district of its person.
    if from.district() != to.district() {
        return Ok(vec![]);
    }
    let q = stmt!("update notices_message set person = $3 where district = $1 and person = $2");
    Ok(tx.change(q.bind(from.district()).bind(from).bind(to), rows).await?)
}
