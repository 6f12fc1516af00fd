use crate::{Act, Error, Result, Span, Timestamp, Write};
use lianxin_db::{FromRow, Id, Json, Row, Tx, stmt};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::pin::Pin;

/// Work done after a commit, at least once: it may run again, so what must happen once is a command
/// under a key ([`Act::once`]).
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// `<module>.<verb>_<noun>`
    const NAME: &'static str;

    fn work(self, act: &Act) -> impl Future<Output = Result<()>> + Send;
}

type Working = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

/// How the worker runs the jobs of one kind.
#[derive(Clone, Copy)]
pub struct JobHandler {
    pub kind: &'static str,
    pub(crate) run: fn(Act, String) -> Working,
}

impl JobHandler {
    pub const fn of<J: Job>() -> Self {
        Self { kind: J::NAME, run: run_one::<J> }
    }
}

fn run_one<J: Job>(act: Act, payload: String) -> Working {
    Box::pin(async move {
        let job: J = serde_json::from_str(&payload).map_err(Error::internal)?;
        job.work(&act).await
    })
}

/// A job this process may work on until its lease ends.
pub(crate) struct Claimed {
    pub district: i64,
    pub id: Id,
    pub kind: String,
    pub payload: String,
    /// This try included.
    pub tries: i64,
}

impl FromRow for Claimed {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let Json(payload) = row.get("payload")?;
        Ok(Self {
            district: row.get("district")?,
            id: row.get("id")?,
            kind: row.get("kind")?,
            payload,
            tries: row.get("tries")?,
        })
    }
}

pub(crate) async fn enqueue<T: Serialize + Sync>(
    w: &mut Write<'_>,
    kind: &'static str,
    payload: &T,
    at: Timestamp,
    key: Option<&str>,
) -> Result<()> {
    let id = Id::compose(w.now.millis(), w.district, w.app.random().number());
    let payload = serde_json::to_string(payload).map_err(Error::internal)?;
    // A waiting job with this key moves. It gets a new id, so one that runs just now cannot take
    // the new one away when it ends.
    let q = stmt!(
        "insert into kernel_job
           (district, id, kind, payload, run_at, leased_until, tries, dead, key)
         values ($1, $2, $3, $4, $5, 0, 0, false, $6)
         on conflict (district, kind, key) do update set
           id = excluded.id, payload = excluded.payload, run_at = excluded.run_at,
           leased_until = 0, tries = 0, dead = false"
    );
    let q = q.bind(i64::from(w.district)).bind(id).bind(kind);
    let q = q.bind(Json(payload)).bind(at).bind(key.map(str::to_owned));
    w.tx.run(q).await?;
    Ok(())
}

pub(crate) struct District(pub i64);

impl FromRow for District {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("district").map(Self)
    }
}

pub(crate) async fn districts_due(tx: &mut Tx, now: Timestamp) -> Result<Vec<District>> {
    let q = stmt!(
        "/* every district: the worker serves all of them */
         select distinct district from kernel_job
         where dead = false and run_at <= $1 and leased_until < $1 order by district"
    );
    Ok(tx.all(q.bind(now)).await?)
}

/// Claims due jobs of one district. The condition stands twice: at read committed, one who waited
/// for a row looks at it again and leaves it to the one who came first.
pub(crate) async fn claim(
    tx: &mut Tx,
    district: i64,
    now: Timestamp,
    lease: Span,
    most: i64,
) -> Result<Vec<Claimed>> {
    let q = stmt!(
        "update kernel_job set leased_until = $3, tries = tries + 1
         where district = $1 and leased_until < $2 and id in (
           select id from kernel_job
           where district = $1 and dead = false and run_at <= $2 and leased_until < $2
           order by run_at, id limit $4)
         returning district, id, kind, payload, tries"
    );
    let q = q.bind(district).bind(now).bind(now + lease).bind(most);
    let mut claimed: Vec<Claimed> = tx.all(q).await?;
    claimed.sort_by_key(|job| job.id);
    Ok(claimed)
}

pub(crate) async fn done(tx: &mut Tx, job: &Claimed) -> Result<()> {
    let q = stmt!("delete from kernel_job where district = $1 and id = $2");
    tx.run(q.bind(job.district).bind(job.id)).await?;
    Ok(())
}

/// Puts a failed job back, or lays it to rest after its last try; a person has to look at it then.
pub(crate) async fn failed(
    tx: &mut Tx,
    job: &Claimed,
    why: &str,
    again_at: Option<Timestamp>,
) -> Result<()> {
    let q = stmt!(
        "update kernel_job set leased_until = 0, run_at = coalesce($3, run_at),
           dead = $4, failure = $5
         where district = $1 and id = $2"
    );
    let q = q.bind(job.district).bind(job.id).bind(again_at).bind(again_at.is_none());
    tx.run(q.bind(why)).await?;
    Ok(())
}

pub(crate) struct Waiting {
    pub due: i64,
    pub dead: i64,
}

impl FromRow for Waiting {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { due: row.get("due")?, dead: row.get("dead")? })
    }
}

pub(crate) async fn waiting(tx: &mut Tx, now: Timestamp) -> Result<Waiting> {
    let q = stmt!(
        "/* every district: a figure for the operator of the whole installation */
         select count(*) filter (where dead = false and run_at <= $1) as due,
           count(*) filter (where dead = true) as dead
         from kernel_job"
    );
    Ok(tx.one(q.bind(now)).await?)
}
