use crate::{Error, FieldCode, Result, Timestamp, fingerprint};
use lianxin_db::{DbError, FromRow, Id, Json, Row, Tx, stmt};

/// What was answered to a key before.
struct Kept {
    request_hash: Vec<u8>,
    answer: Json,
}

impl FromRow for Kept {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { request_hash: row.get("request_hash")?, answer: row.get("answer")? })
    }
}

/// One intent of one actor, in the district where its effect lives.
pub(crate) struct Intent<'a> {
    pub district: u16,
    pub actor: Id,
    /// Who really sent it, when acting for the actor.
    pub who: Id,
    pub key: &'a str,
    pub command: &'static str,
    /// The command with secrets masked: enough to tell two requests apart, and nothing to leak.
    pub input: &'a str,
}

impl Intent<'_> {
    fn hash(&self) -> Vec<u8> {
        let Self { command, input, who, .. } = self;
        fingerprint(format!("{command}\n{input}\n{who:?}").as_bytes()).to_vec()
    }

    /// The first answer, if this key has one. The same key for another request is refused.
    pub(crate) async fn answer(&self, tx: &mut Tx) -> Result<Option<String>> {
        let q = stmt!(
            "select request_hash, answer from kernel_idempotency
             where district = $1 and actor = $2 and key = $3"
        );
        let q = q.bind(i64::from(self.district)).bind(self.actor).bind(self.key);
        match tx.opt::<Kept>(q).await? {
            None => Ok(None),
            Some(kept) if kept.request_hash == self.hash() => Ok(Some(kept.answer.0)),
            Some(_) => Err(Error::field("idempotency_key", FieldCode::Taken)),
        }
    }

    pub(crate) async fn keep(&self, tx: &mut Tx, answer: String, now: Timestamp) -> Result<()> {
        let q = stmt!(
            "insert into kernel_idempotency (district, actor, key, request_hash, answer, at)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (district, actor, key) do nothing"
        );
        let q = q.bind(i64::from(self.district)).bind(self.actor).bind(self.key);
        let rows = tx.run(q.bind(self.hash()).bind(Json(answer)).bind(now)).await?;
        // The same request, sent twice at once, was a moment faster: run again and find its answer.
        if rows == 0 { Err(DbError::Retry.into()) } else { Ok(()) }
    }
}

/// Forgets the answers one actor was given, in all districts: they may hold what is to be erased.
pub async fn forget_answers(tx: &mut Tx, actor: Id) -> Result<u64> {
    let q = stmt!(
        "/* every district: people act wherever they go */
         delete from kernel_idempotency where actor = $1"
    );
    Ok(tx.run(q.bind(actor)).await?)
}

/// Forgets answers given before `until`; says how many.
pub(crate) async fn forget(tx: &mut Tx, district: u16, until: Timestamp) -> Result<u64> {
    let q = stmt!("delete from kernel_idempotency where district = $1 and at < $2");
    Ok(tx.run(q.bind(i64::from(district)).bind(until)).await?)
}
