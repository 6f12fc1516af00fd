use crate::{Error, FieldCode, Reason, Result, Timestamp, fingerprint};
use lianxin_db::{DbError, FromRow, Id, Json, Row, Tx, stmt};

/// What was answered to a key before.
struct Kept {
    request_hash: Vec<u8>,
    answer: Json,
    refused: bool,
}

/// An answer as it is kept: what came of it, as JSON, or what stood against it.
pub(crate) type Answer = Result<String, Vec<Reason>>;

impl FromRow for Kept {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            request_hash: row.get("request_hash")?,
            answer: row.get("answer")?,
            refused: row.get("refused")?,
        })
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

    /// The first answer, if this key has one. The same key for another request is refused, unless
    /// nothing came of the first.
    pub(crate) async fn answer(&self, tx: &mut Tx) -> Result<Option<Answer>> {
        let q = stmt!(
            "select request_hash, answer, refused from kernel_idempotency
             where district = $1 and actor = $2 and key = $3"
        );
        let q = q.bind(i64::from(self.district)).bind(self.actor).bind(self.key);
        match tx.opt::<Kept>(q).await? {
            None => Ok(None),
            Some(Kept { request_hash, answer: Json(answer), refused }) => {
                match (request_hash == self.hash(), refused) {
                    (true, false) => Ok(Some(Ok(answer))),
                    (true, true) => {
                        Ok(Some(Err(serde_json::from_str(&answer).map_err(Error::internal)?)))
                    }
                    (false, true) => Ok(None),
                    (false, false) => Err(Error::field("idempotency_key", FieldCode::Taken)),
                }
            }
        }
    }

    pub(crate) async fn keep(&self, tx: &mut Tx, answer: &Answer, now: Timestamp) -> Result<()> {
        let (text, refused) = match answer {
            Ok(text) => (text.clone(), false),
            Err(why) => (serde_json::to_string(why).map_err(Error::internal)?, true),
        };
        let q = stmt!(
            "insert into kernel_idempotency
               (district, actor, key, request_hash, answer, at, refused)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (district, actor, key) do update set
               request_hash = excluded.request_hash, answer = excluded.answer, at = excluded.at,
               refused = excluded.refused
             where kernel_idempotency.refused = true
               and kernel_idempotency.request_hash <> excluded.request_hash"
        );
        let q = q.bind(i64::from(self.district)).bind(self.actor).bind(self.key);
        let q = q.bind(self.hash()).bind(Json(text)).bind(now).bind(refused);
        let rows = tx.run(q).await?;
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
