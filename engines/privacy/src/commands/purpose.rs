use super::{acting, fine};
use crate::model::{MINORS, NOTICE, PurposeFields, PurposeKey};
use crate::permissions;
use crate::reasons;
use crate::store::purpose::{PurposeRow, TextRow, find, insert, publish, text, update};
use crate::targets;
use lianxin_kernel::{
    Command, Error, FieldCode, Found, Kind, Names, Permission, Read, Result, Scope, Write,
};
use serde::Serialize;

/// Write a purpose into the register, or change it: with the version that was read, 0 for a new one.
#[derive(Clone, Debug, Serialize)]
pub struct PutPurpose {
    pub key: PurposeKey,
    pub version: i64,
    pub fields: PurposeFields,
}

impl Command for PutPurpose {
    const NAME: &'static str = "privacy.put_purpose";
    const NEEDS: Permission = permissions::REGISTER;
    type Target = Scope;
    /// The version it has now.
    type Out = i64;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        targets::whole(r).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<i64> {
        if [NOTICE, MINORS].contains(&self.key.as_str()) {
            return Err(Error::field("key", FieldCode::Taken));
        }
        fine(self.fields.faults())?;
        let by = acting(w)?.id();
        let version = self.version + 1;
        let (key, fields) = (self.key.clone(), self.fields.clone());
        let row = PurposeRow { key, version, fields, changed_at: w.now() };
        let written = match self.version {
            0 => insert(w.tx(), &row, Some(by)).await?,
            _ => {
                find(w.tx(), self.key.as_str()).await?.found("purpose")?;
                update(w.tx(), &row, Some(by)).await?
            }
        };
        match written {
            true => Ok(version),
            false => Err(Error::reason(reasons::changed_meanwhile())),
        }
    }
}

/// Publish the next text of a purpose, of the notice or of the minors' rules.
#[derive(Clone, Debug, Serialize)]
pub struct PublishText {
    pub subject: PurposeKey,
    /// The version that was read, 0 where there is none.
    pub after: i64,
    /// It changes something of weight: consents to the texts before end, and people are asked anew.
    pub material: bool,
    pub title: Names,
    pub body: Names,
}

impl Command for PublishText {
    const NAME: &'static str = "privacy.publish_text";
    const NEEDS: Permission = permissions::REGISTER;
    type Target = Scope;
    /// The version it has.
    type Out = i64;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        targets::whole(r).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<i64> {
        let subject = self.subject.as_str();
        if ![NOTICE, MINORS].contains(&subject) {
            find(w.tx(), subject).await?.found("purpose")?;
        }
        let by = acting(w)?.id();
        let last = text(w.tx(), subject, None).await?.map_or(0, |t| t.version);
        let row = TextRow {
            subject: self.subject.clone(),
            version: last + 1,
            material: self.material || last == 0,
            title: self.title.clone(),
            body: self.body.clone(),
            published_at: w.now(),
        };
        if last != self.after || !publish(w.tx(), &row, Some(by)).await? {
            return Err(Error::reason(reasons::changed_meanwhile()));
        }
        Ok(row.version)
    }
}
