use crate::model::{PersonId, SignInId, SignInKind};
use crate::sessions::{Browser, KioskId, Origin, SignInWay, System};
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};

/// One signing in that has not been ended.
pub struct SignInRow {
    pub id: SignInId,
    pub person: PersonId,
    pub kind: SignInKind,
    pub way: SignInWay,
    pub token_print: Vec<u8>,
    pub browser: Browser,
    pub system: System,
    pub network: Option<String>,
    pub started_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub strong_at: Option<Timestamp>,
}

impl FromRow for SignInRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            person: row.get("person")?,
            kind: row.get("kind")?,
            way: row.get("way")?,
            token_print: row.get("token_print")?,
            browser: row.get("browser")?,
            system: row.get("system")?,
            network: row.get("network")?,
            started_at: row.get("started_at")?,
            last_seen_at: row.get("last_seen_at")?,
            strong_at: row.get("strong_at")?,
        })
    }
}

pub struct NewSignIn<'a> {
    pub id: SignInId,
    pub person: PersonId,
    pub kind: SignInKind,
    pub way: SignInWay,
    pub token_print: Vec<u8>,
    pub from: &'a Origin,
    pub kiosk: Option<KioskId>,
    pub strong: bool,
    pub at: Timestamp,
}

pub async fn insert(tx: &mut Tx, new: NewSignIn<'_>) -> Result<()> {
    let q = stmt!(
        "insert into people_sign_in
           (district, id, person, kind, way, token_print, browser, system, network, kiosk,
            started_at, last_seen_at, strong_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)"
    );
    let q = q.bind(new.person.district()).bind(new.id).bind(new.person).bind(new.kind);
    let q = q.bind(new.way).bind(new.token_print).bind(new.from.browser).bind(new.from.system);
    let q = q.bind(new.from.coarse()).bind(new.kiosk).bind(new.at);
    tx.run(q.bind(new.strong.then_some(new.at))).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, id: SignInId) -> Result<Option<SignInRow>> {
    let q = stmt!(
        "select id, person, kind, way, token_print, browser, system, network, started_at, last_seen_at,
           strong_at
         from people_sign_in where district = $1 and id = $2 and ended_at is null"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// Those of a person that were not ended, the last used first. Some may be too old to be valid.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Vec<SignInRow>> {
    let q = stmt!(
        "select id, person, kind, way, token_print, browser, system, network, started_at, last_seen_at,
           strong_at
         from people_sign_in where district = $1 and person = $2 and ended_at is null
         order by last_seen_at desc, id desc limit 500"
    );
    Ok(tx.all(q.bind(person.district()).bind(person)).await?)
}

/// Moves the last use forward, unless another request just did.
pub async fn seen(tx: &mut Tx, id: SignInId, now: Timestamp, older: Timestamp) -> Result<()> {
    let q = stmt!(
        "update people_sign_in set last_seen_at = $3
         where district = $1 and id = $2 and last_seen_at <= $4 and ended_at is null"
    );
    tx.run(q.bind(id.district()).bind(id).bind(now).bind(older)).await?;
    Ok(())
}

/// Gives a sign-in another token; the one it had is worth nothing from then on.
pub async fn renew(
    tx: &mut Tx,
    id: SignInId,
    token_print: Vec<u8>,
    strong_at: Option<Timestamp>,
) -> Result<()> {
    let q = stmt!(
        "update people_sign_in set token_print = $3, strong_at = $4
         where district = $1 and id = $2 and ended_at is null"
    );
    tx.run(q.bind(id.district()).bind(id).bind(token_print).bind(strong_at)).await?;
    Ok(())
}

/// Says whether it was not ended before.
pub async fn end(tx: &mut Tx, id: SignInId, now: Timestamp) -> Result<bool> {
    let q = stmt!(
        "update people_sign_in set ended_at = $3
         where district = $1 and id = $2 and ended_at is null"
    );
    Ok(tx.run(q.bind(id.district()).bind(id).bind(now)).await? == 1)
}

pub async fn end_all(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<u64> {
    let q = stmt!(
        "update people_sign_in set ended_at = $3
         where district = $1 and person = $2 and ended_at is null"
    );
    Ok(tx.run(q.bind(person.district()).bind(person).bind(now)).await?)
}

/// Ends those of a person that began at a moment or later.
pub async fn end_since(
    tx: &mut Tx,
    person: PersonId,
    since: Timestamp,
    now: Timestamp,
) -> Result<u64> {
    let q = stmt!(
        "update people_sign_in set ended_at = $4
         where district = $1 and person = $2 and started_at >= $3 and ended_at is null"
    );
    Ok(tx.run(q.bind(person.district()).bind(person).bind(since).bind(now)).await?)
}

/// Ends those of a person that were opened in one way.
pub async fn end_by(tx: &mut Tx, person: PersonId, way: SignInWay, now: Timestamp) -> Result<u64> {
    let q = stmt!(
        "update people_sign_in set ended_at = $4
         where district = $1 and person = $2 and way = $3 and ended_at is null"
    );
    Ok(tx.run(q.bind(person.district()).bind(person).bind(way).bind(now)).await?)
}

/// Ends all of a person's but one.
pub async fn end_others(
    tx: &mut Tx,
    person: PersonId,
    but: SignInId,
    now: Timestamp,
) -> Result<u64> {
    let q = stmt!(
        "update people_sign_in set ended_at = $4
         where district = $1 and person = $2 and id <> $3 and ended_at is null"
    );
    Ok(tx.run(q.bind(person.district()).bind(person).bind(but).bind(now)).await?)
}

/// Ends what was signed in at a kiosk. Whoever shows a card there may be at home anywhere.
pub async fn end_at_kiosk(tx: &mut Tx, kiosk: KioskId, now: Timestamp) -> Result<u64> {
    let q = stmt!(
        "/* every district: cards of any district are shown at a kiosk */
         update people_sign_in set ended_at = $2 where kiosk = $1 and ended_at is null"
    );
    Ok(tx.run(q.bind(kiosk).bind(now)).await?)
}
