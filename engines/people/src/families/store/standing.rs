use crate::families::model::{Days, StandingConsent, StandingId, StandingKind};
use crate::model::{PersonId, PlaceId};
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};

/// What stands in the column `kind` where the kind must not be read.
pub const SEALED: &str = "sealed";

/// A standing as the table has it: the kind of one that is sensitive is known by its key alone.
pub struct StandingRow {
    pub id: StandingId,
    pub person: PersonId,
    pub kind: Option<StandingKind>,
    pub kind_key: Vec<u8>,
    pub place: PlaceId,
    pub days: Days,
    pub consent: StandingConsent,
    pub made_at: Timestamp,
}

impl FromRow for StandingRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let kind: String = row.get("kind")?;
        let place_kind: String = row.get("place_kind")?;
        Ok(Self {
            id: row.get("id")?,
            person: row.get("person")?,
            kind: StandingKind::from_code(&kind),
            kind_key: row.get("kind_key")?,
            place: PlaceId::of(&place_kind, row.get::<Id>("place")?),
            days: Days { from: row.get("from_date")?, until: row.get("until_date")? },
            consent: row.get("consent")?,
            made_at: row.get("made_at")?,
        })
    }
}

pub async fn insert(tx: &mut Tx, s: &StandingRow, by: Option<Id>) -> Result<()> {
    let q = stmt!(
        "insert into people_standing
           (district, id, person, kind, kind_key, place, place_kind, from_date, until_date,
            consent, made_at, made_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
    );
    let kind = s.kind.map_or(SEALED, StandingKind::code);
    let q = q.bind(s.person.district()).bind(s.id).bind(s.person).bind(kind);
    let q = q.bind(s.kind_key.clone()).bind(s.place.id()).bind(s.place.kind());
    let q = q.bind(s.days.from).bind(s.days.until).bind(s.consent);
    tx.run(q.bind(s.made_at).bind(by)).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, id: StandingId) -> Result<Option<StandingRow>> {
    let q = stmt!(
        "select id, person, kind, kind_key, place, place_kind, from_date, until_date, consent,
           made_at
         from people_standing where district = $1 and id = $2 and ended_at is null"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Vec<StandingRow>> {
    let q = stmt!(
        "select id, person, kind, kind_key, place, place_kind, from_date, until_date, consent,
           made_at
         from people_standing where district = $1 and person = $2 and ended_at is null
         order by made_at, id limit 100"
    );
    Ok(tx.all(q.bind(person.district()).bind(person)).await?)
}

/// Those of a place whose column `kind` says this word, after a given one.
pub async fn at(
    tx: &mut Tx,
    place: PlaceId,
    kind: &str,
    after: Option<StandingId>,
    most: i64,
) -> Result<Vec<StandingRow>> {
    let q = stmt!(
        "/* every district: people of several are something at one place */
         select id, person, kind, kind_key, place, place_kind, from_date, until_date, consent,
           made_at
         from people_standing where place = $1 and kind = $2 and ended_at is null"
    );
    let q = q.bind(place.id()).bind(kind).push_if(" and id > ", after);
    Ok(tx.all(q.push_bind(" order by id limit ", most)).await?)
}

pub async fn end(tx: &mut Tx, id: StandingId, now: Timestamp, by: Option<Id>) -> Result<bool> {
    let q = stmt!(
        "update people_standing set ended_at = $3, ended_by = $4
         where district = $1 and id = $2 and ended_at is null"
    );
    Ok(tx.run(q.bind(id.district()).bind(id).bind(now).bind(by)).await? == 1)
}
