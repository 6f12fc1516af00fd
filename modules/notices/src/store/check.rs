//! The statements of the reconciler.
use crate::model::MessageId;
use lianxin_db::{FromRow, Json, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Rule, Timestamp};
use lianxin_people::PersonId;

/// A message as its row says it, whatever that is.
pub(crate) struct Bare {
    pub id: MessageId,
    pub person: PersonId,
    pub at: Timestamp,
    pub read_at: Option<Timestamp>,
    pub code: String,
    pub values: String,
    pub sms: String,
}

impl FromRow for Bare {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let Json(values) = row.get("text_values")?;
        Ok(Self {
            id: row.get("id")?,
            person: row.get("person")?,
            at: row.get("at")?,
            read_at: row.get("read_at")?,
            code: row.get("code")?,
            values,
            sms: row.get("sms")?,
        })
    }
}

/// A part of all messages, by id.
pub(crate) async fn some(tx: &mut Tx, after: MessageId, most: i64) -> Result<Vec<Bare>> {
    let q = stmt!(
        "/* every district: a check of the whole installation */
         select id, person, at, read_at, code, text_values, sms from notices_message
         where (district, id) > ($1, $2) order by district, id limit $3"
    );
    let district = i64::from(after.id().district());
    Ok(tx.all(q.bind(district).bind(after).bind(most)).await?)
}

/// Late is measured by what went out since, not by the clock.
pub(crate) fn messages() -> Vec<Rule> {
    vec![(
        "a text message waits, and one of an hour later was sent",
        stmt!(
            "/* every district: a check of the whole installation */
             select m.id from notices_message m
             where m.sms = 'waiting' and m.at < (
               select max(o.at) from notices_message o
               where o.district = m.district and o.sms = 'sent') - 3600000000
             order by m.id"
        ),
    )]
}
