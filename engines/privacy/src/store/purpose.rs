use super::{json, to_json};
use crate::model::{PurposeFields, PurposeKey};
use lianxin_db::{DbError, FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Names, Result, Timestamp};

/// One purpose, with how often it was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurposeRow {
    pub key: PurposeKey,
    pub version: i64,
    pub fields: PurposeFields,
    pub changed_at: Timestamp,
}

impl FromRow for PurposeRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            key: key(row, "key")?,
            version: row.get("version")?,
            fields: json(row, "fields")?,
            changed_at: row.get("changed_at")?,
        })
    }
}

/// A text in one of its versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRow {
    pub subject: PurposeKey,
    pub version: i64,
    pub material: bool,
    pub title: Names,
    pub body: Names,
    pub published_at: Timestamp,
}

impl FromRow for TextRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            subject: key(row, "subject")?,
            version: row.get("version")?,
            material: row.get("material")?,
            title: row.get("title")?,
            body: row.get("body")?,
            published_at: row.get("published_at")?,
        })
    }
}

pub(super) fn key(row: &Row<'_>, name: &str) -> lianxin_db::Result<PurposeKey> {
    let text: String = row.get(name)?;
    let wrong = || DbError::Driver(format!("column {name}: {text} is no key").into());
    PurposeKey::read(&text).ok_or_else(wrong)
}

/// All purposes, by key.
pub async fn all(tx: &mut Tx) -> Result<Vec<PurposeRow>> {
    let q = stmt!("select key, version, fields, changed_at from privacy_purpose order by key");
    Ok(tx.all(q).await?)
}

pub async fn find(tx: &mut Tx, key: &str) -> Result<Option<PurposeRow>> {
    let q = stmt!("select key, version, fields, changed_at from privacy_purpose where key = $1");
    Ok(tx.opt(q.bind(key)).await?)
}

/// Writes a purpose nobody has written yet; says whether it did.
pub async fn insert(tx: &mut Tx, purpose: &PurposeRow, by: Option<Id>) -> Result<bool> {
    let q = stmt!(
        "insert into privacy_purpose (key, version, fields, changed_at, changed_by)
         values ($1, $2, $3, $4, $5) on conflict (key) do nothing"
    );
    let q = q.bind(purpose.key.as_str()).bind(purpose.version).bind(to_json(&purpose.fields)?);
    match tx.run(q.bind(purpose.changed_at).bind(by)).await? {
        0 => Ok(false),
        _ => keep_version(tx, purpose, by).await.map(|()| true),
    }
}

/// Writes it over the version before; false when someone did meanwhile.
pub async fn update(tx: &mut Tx, purpose: &PurposeRow, by: Option<Id>) -> Result<bool> {
    let q = stmt!(
        "update privacy_purpose set version = $2, fields = $3, changed_at = $4, changed_by = $5
         where key = $1 and version = $6"
    );
    let q = q.bind(purpose.key.as_str()).bind(purpose.version).bind(to_json(&purpose.fields)?);
    let q = q.bind(purpose.changed_at).bind(by).bind(purpose.version - 1);
    match tx.run(q).await? {
        0 => Ok(false),
        _ => keep_version(tx, purpose, by).await.map(|()| true),
    }
}

async fn keep_version(tx: &mut Tx, purpose: &PurposeRow, by: Option<Id>) -> Result<()> {
    let q = stmt!(
        "insert into privacy_purpose_version (key, version, fields, changed_at, changed_by)
         values ($1, $2, $3, $4, $5)"
    );
    let q = q.bind(purpose.key.as_str()).bind(purpose.version).bind(to_json(&purpose.fields)?);
    tx.run(q.bind(purpose.changed_at).bind(by)).await?;
    Ok(())
}

/// What the register said of a purpose, the latest first.
pub async fn versions(tx: &mut Tx, key: &str) -> Result<Vec<PurposeRow>> {
    let q = stmt!(
        "select key, version, fields, changed_at from privacy_purpose_version
         where key = $1 order by version desc limit 100"
    );
    Ok(tx.all(q.bind(key)).await?)
}

/// The latest text of each subject, by subject.
pub async fn texts(tx: &mut Tx) -> Result<Vec<TextRow>> {
    let q = stmt!(
        "select t.subject, t.version, t.material, t.title, t.body, t.published_at
         from privacy_text t
         where t.version = (select max(o.version) from privacy_text o where o.subject = t.subject)
         order by t.subject"
    );
    Ok(tx.all(q).await?)
}

/// The text of a subject in this version, else in the latest.
pub async fn text(tx: &mut Tx, subject: &str, version: Option<i64>) -> Result<Option<TextRow>> {
    let q = stmt!(
        "select subject, version, material, title, body, published_at from privacy_text
         where subject = $1"
    );
    let q = q.bind(subject).push_if(" and version = ", version);
    Ok(tx.opt(q.push(" order by version desc limit 1")).await?)
}

/// The number of the latest text of each subject that changed something of weight.
pub async fn material(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    let q = stmt!(
        "select subject, max(version) as version from privacy_text where material = true
         group by subject order by subject"
    );
    Ok(tx.all::<Weight>(q).await?.into_iter().map(|w| (w.0, w.1)).collect())
}

struct Weight(String, i64);

impl FromRow for Weight {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self(row.get("subject")?, row.get("version")?))
    }
}

pub async fn material_of(tx: &mut Tx, subject: &str) -> Result<i64> {
    let q = stmt!(
        "select subject, max(version) as version from privacy_text
         where subject = $1 and material = true group by subject"
    );
    Ok(tx.opt::<Weight>(q.bind(subject)).await?.map_or(0, |w| w.1))
}

/// Publishes a text; false when this version is there already.
pub async fn publish(tx: &mut Tx, text: &TextRow, by: Option<Id>) -> Result<bool> {
    let q = stmt!(
        "insert into privacy_text
           (subject, version, material, title, body, published_at, published_by)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (subject, version) do nothing"
    );
    let q = q.bind(text.subject.as_str()).bind(text.version).bind(text.material);
    let q = q.bind(&text.title).bind(&text.body).bind(text.published_at).bind(by);
    Ok(tx.run(q).await? == 1)
}
