//! What is held about a person here, and taking it away.
use crate::model::{AddedBy, Born, PersonId, SealedPhone, SignInKind};
use crate::store::person::born_of;
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Kind, Language, Result, Timestamp};

pub struct Held {
    pub name: String,
    pub phone: Option<SealedPhone>,
    pub born: Option<Born>,
    pub language: Language,
    pub home_center: Option<Id>,
    pub added_by: AddedBy,
    pub created_at: Timestamp,
}

impl FromRow for Held {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let (id, sealed): (PersonId, Option<Vec<u8>>) = (row.get("id")?, row.get("phone_sealed")?);
        Ok(Self {
            name: row.get("name")?,
            phone: sealed.map(|sealed| SealedPhone::new(id, sealed)),
            born: born_of(row)?,
            language: row.get("language")?,
            home_center: row.get("home_center")?,
            added_by: row.get("added_by")?,
            created_at: row.get("created_at")?,
        })
    }
}

/// The record as it is, also of an account that was ended.
pub async fn person(tx: &mut Tx, person: PersonId) -> Result<Option<Held>> {
    let q = stmt!(
        "select id, name, phone_sealed, birth_date, age_band, age_band_on, language, home_center,
           added_by, created_at
         from people_person where district = $1 and id = $2"
    );
    Ok(tx.opt(q.bind(person.district()).bind(person)).await?)
}

/// Takes away who it was. Home center and times stay, as figures count by them.
pub async fn blank_person(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<u64> {
    let q = stmt!(
        "update people_person set name = '', search_name = '', sound = '', phone_sealed = null,
           phone_key = null, phone_tail_key = null, birth_date = null, age_band = null,
           age_band_on = null, ended_at = coalesce(ended_at, $3)
         where district = $1 and id = $2"
    );
    Ok(tx.run(q.bind(person.district()).bind(person).bind(now)).await?)
}

/// The records that were merged into one.
pub async fn aliases(tx: &mut Tx, person: PersonId) -> Result<Vec<PersonId>> {
    let q = stmt!(
        "select id as person from people_person where district = $1 and merged_into = $2
         order by id"
    );
    let q = q.bind(person.district()).bind(person);
    Ok(tx.all::<PersonOf>(q).await?.into_iter().map(|p| p.0).collect())
}

/// What merges kept of the records for an undo.
pub async fn forget_merged_fields(tx: &mut Tx, person: PersonId) -> Result<()> {
    let q = stmt!(
        "update people_merge set fields = null
         where district = $1 and (kept = $2 or merged = $2)"
    );
    tx.run(q.bind(person.district()).bind(person)).await?;
    Ok(())
}

struct PersonOf(PersonId);

impl FromRow for PersonOf {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("person").map(Self)
    }
}

/// Accounts ended before, whose person is still named.
pub async fn ended_before(tx: &mut Tx, before: Timestamp, most: i64) -> Result<Vec<PersonId>> {
    let q = stmt!(
        "/* every district: retention of the whole installation */
         select id as person from people_person
         where ended_at < $1 and (name <> '' or phone_key is not null or birth_date is not null
           or age_band is not null)
         order by id limit $2"
    );
    Ok(tx.all::<PersonOf>(q.bind(before).bind(most)).await?.into_iter().map(|p| p.0).collect())
}

pub struct HeldCard {
    pub id: Id,
    pub code: String,
    pub issued_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}

impl FromRow for HeldCard {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            code: row.get("code")?,
            issued_at: row.get("issued_at")?,
            revoked_at: row.get("revoked_at")?,
        })
    }
}

pub async fn cards(tx: &mut Tx, person: PersonId) -> Result<Vec<HeldCard>> {
    let q = stmt!(
        "select id, code, issued_at, revoked_at from people_card
         where district = $1 and person = $2 order by issued_at, id limit 1000"
    );
    Ok(tx.all(q.bind(person.district()).bind(person)).await?)
}

/// The cards stay, to be counted; their codes go.
pub async fn blank_cards(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<u64> {
    let q = stmt!(
        "update people_card set code = '', revoked_at = coalesce(revoked_at, $3)
         where district = $1 and person = $2"
    );
    Ok(tx.run(q.bind(person.district()).bind(person).bind(now)).await?)
}

/// Codes of cards revoked before.
pub async fn blank_old_cards(tx: &mut Tx, before: Timestamp, most: i64) -> Result<u64> {
    let q = stmt!(
        "/* every district: retention of the whole installation */
         update people_card set code = '' where code <> '' and id in (
           select id from people_card where revoked_at < $1 and code <> '' order by id limit $2)"
    );
    Ok(tx.run(q.bind(before).bind(most)).await?)
}

/// Cards go as revoked ones, since the other has one that works.
pub async fn move_cards(tx: &mut Tx, from: PersonId, to: PersonId, cards: &[Id]) -> Result<()> {
    let q = stmt!("update people_card set person = $3 where district = $1 and person = $2");
    let q = q.bind(from.district()).bind(from).bind(to);
    tx.run(q.push_in(" and revoked_at is not null and id in ", cards.iter().copied())).await?;
    Ok(())
}

pub struct HeldSignIn {
    pub kind: SignInKind,
    pub started_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

impl FromRow for HeldSignIn {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            kind: row.get("kind")?,
            started_at: row.get("started_at")?,
            last_seen_at: row.get("last_seen_at")?,
            ended_at: row.get("ended_at")?,
        })
    }
}

pub async fn sign_ins(tx: &mut Tx, person: PersonId) -> Result<Vec<HeldSignIn>> {
    let q = stmt!(
        "select kind, started_at, last_seen_at, ended_at from people_sign_in
         where district = $1 and person = $2 order by started_at desc, id limit 1000"
    );
    Ok(tx.all(q.bind(person.district()).bind(person)).await?)
}

pub async fn delete_sign_ins(tx: &mut Tx, person: PersonId) -> Result<u64> {
    let q = stmt!("delete from people_sign_in where district = $1 and person = $2");
    Ok(tx.run(q.bind(person.district()).bind(person)).await?)
}

pub async fn delete_old_sign_ins(tx: &mut Tx, before: Timestamp, most: i64) -> Result<u64> {
    let q = stmt!(
        "/* every district: retention of the whole installation */
         delete from people_sign_in where id in (
           select id from people_sign_in where started_at < $1 order by id limit $2)"
    );
    Ok(tx.run(q.bind(before).bind(most)).await?)
}

/// What was kept of a phone to send it a code and to count tries.
pub async fn forget_subject(tx: &mut Tx, district: u16, subject: &[u8; 32]) -> Result<()> {
    let q = stmt!("delete from people_code where district = $1 and phone_key = $2");
    tx.run(q.bind(district).bind(subject.to_vec())).await?;
    let q = stmt!("delete from people_limit where district = $1 and subject = $2");
    tx.run(q.bind(district).bind(subject.to_vec())).await?;
    Ok(())
}

pub async fn restricted_since(tx: &mut Tx, person: PersonId) -> Result<Option<Timestamp>> {
    let q = stmt!("select since from people_restriction where district = $1 and person = $2");
    let found = tx.opt::<Since>(q.bind(person.district()).bind(person)).await?;
    Ok(found.map(|s| s.0))
}

struct Since(Timestamp);

impl FromRow for Since {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("since").map(Self)
    }
}
