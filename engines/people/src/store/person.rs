use crate::finding::{self, sound_of};
use crate::model::{
    AddedBy, AgeBand, Born, PersonId, PersonRef, Phone, PhoneColumns, SealedPhone, StatedBand,
    fold, phone_keys, tail_keys,
};
use crate::place::CenterId;
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Date, Keyring, Kind, Language, Result, Timestamp};
use std::collections::BTreeMap;

/// A person as the table has it.
#[derive(Clone, Debug)]
pub struct PersonRow {
    pub id: PersonId,
    pub name: String,
    pub phone: Option<SealedPhone>,
    pub born: Option<Born>,
    pub language: Language,
    pub home_center: Option<CenterId>,
    /// The record this one was merged into; it then only leads there.
    pub merged_into: Option<PersonId>,
}

impl FromRow for PersonRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let id = row.get("id")?;
        let sealed: Option<Vec<u8>> = row.get("phone_sealed")?;
        Ok(Self {
            id,
            name: row.get("name")?,
            phone: sealed.map(|sealed| SealedPhone::new(id, sealed)),
            born: born_of(row)?,
            language: row.get("language")?,
            home_center: row.get("home_center")?,
            merged_into: row.get("merged_into")?,
        })
    }
}

/// The birth date, or the band with its day; the table holds one of them at most.
pub fn born_of(row: &Row<'_>) -> lianxin_db::Result<Option<Born>> {
    if let Some(date) = row.get("birth_date")? {
        return Ok(Some(Born::On(date)));
    }
    let (band, on): (Option<AgeBand>, Option<Date>) =
        (row.get("age_band")?, row.get("age_band_on")?);
    Ok(band.zip(on).map(|(band, on)| Born::About(StatedBand { band, on })))
}

/// The columns of it: birth date, band, the band's day.
fn columns_of(born: Option<Born>) -> (Option<Date>, Option<AgeBand>, Option<Date>) {
    let band = born.and_then(Born::band);
    (born.and_then(Born::date), band.map(|b| b.band), band.map(|b| b.on))
}

impl From<PersonRow> for PersonRef {
    fn from(row: PersonRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            phone: row.phone,
            born: row.born,
            language: row.language,
            home_center: row.home_center,
        }
    }
}

/// Writes a new person down; the phone goes by its columns alone.
pub async fn insert(
    tx: &mut Tx,
    p: &PersonRow,
    phone: Option<PhoneColumns>,
    by: AddedBy,
    now: Timestamp,
) -> Result<()> {
    let q = stmt!(
        "insert into people_person
           (district, id, name, search_name, sound, phone_sealed, phone_key, phone_tail_key,
            birth_date, age_band, age_band_on, language, home_center, added_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
    );
    let (sealed, key, tail_key) = match phone {
        Some(p) => (Some(p.sealed), Some(p.key), Some(p.tail_key)),
        None => (None, None, None),
    };
    let q = q.bind(p.id.district()).bind(p.id).bind(&p.name).bind(fold(&p.name));
    let q = q.bind(sound_of(&p.name)).bind(sealed).bind(key).bind(tail_key);
    let (date, band, on) = columns_of(p.born);
    let q = q.bind(date).bind(band).bind(on);
    let q = q.bind(p.language).bind(p.home_center).bind(by).bind(now);
    tx.run(q).await?;
    finding::store::put(tx, p.id, &p.name, p.home_center).await
}

/// Changes what a person may change of themselves.
pub async fn update(tx: &mut Tx, p: &PersonRow) -> Result<()> {
    let q = stmt!(
        "update people_person set name = $3, search_name = $4, sound = $5, birth_date = $6,
           age_band = $7, age_band_on = $8, language = $9, home_center = $10
         where district = $1 and id = $2"
    );
    let q = q.bind(p.id.district()).bind(p.id).bind(&p.name).bind(fold(&p.name));
    let (date, band, on) = columns_of(p.born);
    let q = q.bind(sound_of(&p.name)).bind(date).bind(band).bind(on);
    let q = q.bind(p.language).bind(p.home_center);
    tx.run(q).await?;
    finding::store::put(tx, p.id, &p.name, p.home_center).await
}

/// Gives a person another phone, or none.
pub async fn set_phone(tx: &mut Tx, id: PersonId, phone: Option<PhoneColumns>) -> Result<()> {
    let q = stmt!(
        "update people_person set phone_sealed = $3, phone_key = $4, phone_tail_key = $5
         where district = $1 and id = $2"
    );
    let (sealed, key, tail_key) = match phone {
        Some(p) => (Some(p.sealed), Some(p.key), Some(p.tail_key)),
        None => (None, None, None),
    };
    let q = q.bind(id.district()).bind(id).bind(sealed).bind(key).bind(tail_key);
    tx.run(q).await?;
    Ok(())
}

/// A person, also by the id of a record that was merged into theirs.
pub async fn find(tx: &mut Tx, id: PersonId) -> Result<Option<PersonRow>> {
    let mut row = exactly(tx, id).await?;
    // Merged into one that was merged itself, and so on: never in a circle, but not for ever either.
    for _ in 0..100 {
        let Some(next) = row.as_ref().and_then(|p| p.merged_into) else {
            break;
        };
        row = exactly(tx, next).await?;
    }
    Ok(row)
}

/// The record with this very id.
pub async fn exactly(tx: &mut Tx, id: PersonId) -> Result<Option<PersonRow>> {
    let q = stmt!(
        "select id, name, phone_sealed, birth_date, age_band, age_band_on, language,
           home_center, merged_into
         from people_person where district = $1 and id = $2 and ended_at is null"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// The record with this very id, held, so that changes of one person follow one another; none for
/// one that was merged into another.
pub async fn hold(tx: &mut Tx, id: PersonId) -> Result<Option<PersonRow>> {
    let q = stmt!(
        "update people_person set language = language
         where district = $1 and id = $2 and ended_at is null and merged_into is null
         returning id, name, phone_sealed, birth_date, age_band, age_band_on, language,
           home_center, merged_into"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// The records with these very ids.
pub async fn many(tx: &mut Tx, ids: &[PersonId]) -> Result<Vec<PersonRow>> {
    let mut by_district: BTreeMap<i64, Vec<PersonId>> = BTreeMap::new();
    for id in ids {
        by_district.entry(id.district()).or_default().push(*id);
    }
    let mut found = vec![];
    for (district, ids) in by_district {
        for ids in ids.chunks(1_000) {
            let q = stmt!(
                "select id, name, phone_sealed, birth_date, age_band, age_band_on, language,
           home_center, merged_into
                 from people_person where district = $1 and ended_at is null"
            );
            let q = q.bind(district).push_in(" and id in ", ids.iter().copied());
            found.extend(tx.all::<PersonRow>(q).await?);
        }
    }
    Ok(found)
}

/// Who has this phone, whoever came first in front; the phone of a merged record leads to the one it
/// was merged into.
pub async fn with_phone(tx: &mut Tx, keys: &Keyring, phone: &Phone) -> Result<Vec<PersonRow>> {
    let q = stmt!(
        "/* every district: who signs in gives a phone and no district */
         select id, name, phone_sealed, birth_date, age_band, age_band_on, language,
           home_center, merged_into
         from people_person where ended_at is null"
    );
    let q = q.push_in(" and phone_key in ", phone_keys(keys, phone));
    let rows = tx.all(q.push(" order by created_at, id limit 20")).await?;
    followed(tx, rows).await
}

/// Who of a district has this phone.
pub async fn with_phone_in(
    tx: &mut Tx,
    district: u16,
    keys: &Keyring,
    phone: &Phone,
) -> Result<Vec<PersonRow>> {
    let q = stmt!(
        "select id, name, phone_sealed, birth_date, age_band, age_band_on, language,
           home_center, merged_into
         from people_person where district = $1 and ended_at is null"
    );
    let q = q.bind(district).push_in(" and phone_key in ", phone_keys(keys, phone));
    let rows = tx.all(q.push(" order by created_at, id limit 20")).await?;
    followed(tx, rows).await
}

/// The records that these lead to, each once.
pub async fn followed(tx: &mut Tx, rows: Vec<PersonRow>) -> Result<Vec<PersonRow>> {
    let mut found: Vec<PersonRow> = vec![];
    for row in rows {
        let row = match row.merged_into {
            None => Some(row),
            Some(id) => find(tx, id).await?,
        };
        if let Some(row) = row.filter(|row| found.iter().all(|f| f.id != row.id)) {
            found.push(row);
        }
    }
    Ok(found)
}

/// Those of exactly this name who have no phone: what an import compares a line without phone to.
pub async fn without_phone(tx: &mut Tx, district: u16, name: &str) -> Result<Vec<PersonRow>> {
    let q = stmt!(
        "select id, name, phone_sealed, birth_date, age_band, age_band_on, language,
           home_center, merged_into
         from people_person
         where district = $1 and search_name = $2 and phone_sealed is null and ended_at is null
           and merged_into is null
         order by created_at, id limit 1000"
    );
    Ok(tx.all(q.bind(district).bind(fold(name))).await?)
}

/// Those whose phone ends with these four digits.
pub async fn phone_ends(
    tx: &mut Tx,
    district: u16,
    keys: &Keyring,
    tail: &str,
    most: i64,
) -> Result<Vec<PersonRow>> {
    let q = stmt!(
        "select id, name, phone_sealed, birth_date, age_band, age_band_on, language,
           home_center, merged_into
         from people_person where district = $1 and ended_at is null"
    );
    let q = q.bind(district).push_in(" and phone_tail_key in ", tail_keys(keys, tail));
    Ok(tx.all(q.push_bind(" order by id limit ", most)).await?)
}

/// Ends the account; the row stays for what it took part in.
pub async fn end(tx: &mut Tx, id: PersonId, now: Timestamp) -> Result<bool> {
    let q = stmt!(
        "update people_person set ended_at = $3
         where district = $1 and id = $2 and ended_at is null"
    );
    let ended = tx.run(q.bind(id.district()).bind(id).bind(now)).await? == 1;
    finding::store::drop(tx, id).await?;
    Ok(ended)
}

/// Makes a record lead to another, or stand for itself again.
pub async fn lead_to(tx: &mut Tx, id: PersonId, to: Option<PersonId>) -> Result<()> {
    let q = stmt!("update people_person set merged_into = $3 where district = $1 and id = $2");
    tx.run(q.bind(id.district()).bind(id).bind(to)).await?;
    Ok(())
}

/// Phones sealed behind a person, in the order of districts and ids.
pub async fn sealed_after(tx: &mut Tx, after: PersonId, most: i64) -> Result<Vec<PersonRow>> {
    let q = stmt!(
        "/* every district: a new key seals all of them anew */
         select id, name, phone_sealed, birth_date, age_band, age_band_on, language,
           home_center, merged_into
         from people_person where (district, id) > ($1, $2) and phone_sealed is not null
         order by district, id limit $3"
    );
    Ok(tx.all(q.bind(after.district()).bind(after).bind(most)).await?)
}

/// Those whose name sounds so.
pub async fn sounding(tx: &mut Tx, district: u16, sound: &str) -> Result<Vec<PersonRow>> {
    let q = stmt!(
        "select id, name, phone_sealed, birth_date, age_band, age_band_on, language,
           home_center, merged_into
         from people_person
         where district = $1 and sound = $2 and ended_at is null and merged_into is null
         order by id limit 1000"
    );
    Ok(tx.all(q.bind(district).bind(sound)).await?)
}
