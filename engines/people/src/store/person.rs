use crate::model::{AddedBy, PersonId, PersonRef, Phone, fold};
use crate::place::CenterId;
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Date, Kind, Language, Result, Timestamp};
use std::collections::BTreeMap;

/// A person as the table has it.
#[derive(Clone, Debug)]
pub struct PersonRow {
    pub id: PersonId,
    pub name: String,
    pub phone: Option<String>,
    pub birth_date: Option<Date>,
    pub language: Language,
    pub home_center: Option<CenterId>,
}

impl FromRow for PersonRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            phone: row.get("phone")?,
            birth_date: row.get("birth_date")?,
            language: row.get("language")?,
            home_center: row.get("home_center")?,
        })
    }
}

impl From<PersonRow> for PersonRef {
    fn from(row: PersonRow) -> Self {
        let phone = row.phone.as_deref().and_then(Phone::parse);
        Self {
            id: row.id,
            name: row.name,
            phone_hint: phone.map(|p| p.hint()),
            birth_date: row.birth_date,
            language: row.language,
            home_center: row.home_center,
        }
    }
}

pub async fn insert(tx: &mut Tx, p: &PersonRow, by: AddedBy, now: Timestamp) -> Result<()> {
    let phone = p.phone.as_deref().and_then(Phone::parse);
    let q = stmt!(
        "insert into people_person
           (district, id, name, search_name, phone, phone_tail, birth_date, language, home_center,
            added_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let q = q.bind(p.id.district()).bind(p.id).bind(&p.name).bind(fold(&p.name));
    let q = q.bind(p.phone.clone()).bind(phone.map(|p| p.tail().to_owned()));
    let q = q.bind(p.birth_date).bind(p.language).bind(p.home_center).bind(by).bind(now);
    tx.run(q).await?;
    Ok(())
}

/// Changes what a person may change of themselves.
pub async fn update(tx: &mut Tx, p: &PersonRow) -> Result<()> {
    let q = stmt!(
        "update people_person set name = $3, search_name = $4, birth_date = $5, language = $6,
           home_center = $7
         where district = $1 and id = $2"
    );
    let q = q.bind(p.id.district()).bind(p.id).bind(&p.name).bind(fold(&p.name));
    tx.run(q.bind(p.birth_date).bind(p.language).bind(p.home_center)).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, id: PersonId) -> Result<Option<PersonRow>> {
    let q = stmt!(
        "select id, name, phone, birth_date, language, home_center from people_person
         where district = $1 and id = $2 and ended_at is null"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// Like [`find`], and holds the row, so that changes of one person follow one another.
pub async fn hold(tx: &mut Tx, id: PersonId) -> Result<Option<PersonRow>> {
    let q = stmt!(
        "update people_person set language = language
         where district = $1 and id = $2 and ended_at is null
         returning id, name, phone, birth_date, language, home_center"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

pub async fn many(tx: &mut Tx, ids: &[PersonId]) -> Result<Vec<PersonRow>> {
    let mut by_district: BTreeMap<i64, Vec<PersonId>> = BTreeMap::new();
    for id in ids {
        by_district.entry(id.district()).or_default().push(*id);
    }
    let mut found = vec![];
    for (district, ids) in by_district {
        for ids in ids.chunks(1_000) {
            let q = stmt!(
                "select id, name, phone, birth_date, language, home_center from people_person
                 where district = $1 and ended_at is null"
            );
            let q = q.bind(district).push_in(" and id in ", ids.iter().copied());
            found.extend(tx.all::<PersonRow>(q).await?);
        }
    }
    Ok(found)
}

/// Who has this phone, whoever came first in front.
pub async fn with_phone(tx: &mut Tx, phone: &Phone) -> Result<Vec<PersonRow>> {
    let q = stmt!(
        "/* every district: who signs in gives a phone and no district */
         select id, name, phone, birth_date, language, home_center from people_person
         where phone = $1 and ended_at is null order by created_at, id limit 20"
    );
    Ok(tx.all(q.bind(phone.as_str())).await?)
}

pub async fn with_phone_in(tx: &mut Tx, district: u16, phone: &Phone) -> Result<Vec<PersonRow>> {
    let q = stmt!(
        "select id, name, phone, birth_date, language, home_center from people_person
         where district = $1 and phone = $2 and ended_at is null order by created_at, id limit 20"
    );
    Ok(tx.all(q.bind(district).bind(phone.as_str())).await?)
}

/// Those of exactly this name who have no phone: what an import compares a line without phone to.
pub async fn without_phone(tx: &mut Tx, district: u16, name: &str) -> Result<Vec<PersonRow>> {
    let q = stmt!(
        "select id, name, phone, birth_date, language, home_center from people_person
         where district = $1 and search_name = $2 and phone is null and ended_at is null
         order by created_at, id limit 1000"
    );
    Ok(tx.all(q.bind(district).bind(fold(name))).await?)
}

/// Those whose name contains the text.
pub async fn named(tx: &mut Tx, district: u16, text: &str, most: i64) -> Result<Vec<PersonRow>> {
    let q = stmt!(
        "select id, name, phone, birth_date, language, home_center from people_person
         where district = $1 and lower(search_name) like lower($2) escape '!' and ended_at is null
         order by search_name, id limit $3"
    );
    let q = q.bind(district).bind(format!("%{}%", escaped(&fold(text)))).bind(most);
    Ok(tx.all(q).await?)
}

/// Those whose phone ends with these digits, at least four.
pub async fn phone_ends(
    tx: &mut Tx,
    district: u16,
    digits: &str,
    most: i64,
) -> Result<Vec<PersonRow>> {
    let tail = digits.get(digits.len().saturating_sub(4)..).unwrap_or_default();
    let q = stmt!(
        "select id, name, phone, birth_date, language, home_center from people_person
         where district = $1 and phone_tail = $2 and lower(phone) like lower($3)
           and ended_at is null
         order by search_name, id limit $4"
    );
    let q = q.bind(district).bind(tail).bind(format!("%{digits}")).bind(most);
    Ok(tx.all(q).await?)
}

/// Ends the account; the row stays for what it took part in.
pub async fn end(tx: &mut Tx, id: PersonId, now: Timestamp) -> Result<bool> {
    let q = stmt!(
        "update people_person set ended_at = $3
         where district = $1 and id = $2 and ended_at is null"
    );
    Ok(tx.run(q.bind(id.district()).bind(id).bind(now)).await? == 1)
}

fn escaped(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}
