use crate::model::PurposeKey;
use crate::permissions;
use crate::store::purpose;
use crate::targets;
use crate::views::{PrivacyText, PurposeView};
use lianxin_kernel::{Found, Permission, Query, Read, Result, Scope};
use std::collections::HashMap;

/// The register: why data is processed, by whom, how long it is kept.
pub struct ListPurposes;

impl Query for ListPurposes {
    const NAME: &'static str = "privacy.list_purposes";
    const NEEDS: Permission = permissions::READ;
    type Target = Scope;
    type Out = Vec<PurposeView>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::default())
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<PurposeView>> {
        let texts: HashMap<PurposeKey, i64> =
            purpose::texts(r.tx()).await?.into_iter().map(|t| (t.subject, t.version)).collect();
        let all = purpose::all(r.tx()).await?.into_iter();
        Ok(all
            .map(|row| (texts.get(&row.key).copied(), row))
            .map(|(t, p)| PurposeView::of(p, t))
            .collect())
    }
}

/// A text in the version asked for, else the one that counts now.
pub struct ShowPrivacyText {
    pub subject: PurposeKey,
    pub version: Option<i64>,
}

impl Query for ShowPrivacyText {
    const NAME: &'static str = "privacy.show_text";
    const NEEDS: Permission = permissions::READ;
    type Target = Scope;
    type Out = PrivacyText;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::default())
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<PrivacyText> {
        let row = purpose::text(r.tx(), self.subject.as_str(), self.version).await?;
        row.found("text").map(PrivacyText::from)
    }
}

/// What the register said of a purpose, the latest first.
pub struct ListPurposeVersions {
    pub key: PurposeKey,
}

impl Query for ListPurposeVersions {
    const NAME: &'static str = "privacy.list_purpose_versions";
    const NEEDS: Permission = permissions::REGISTER;
    type Target = Scope;
    type Out = Vec<PurposeView>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        targets::whole(r).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<PurposeView>> {
        let rows = purpose::versions(r.tx(), self.key.as_str()).await?;
        match rows.is_empty() {
            true => None.found("purpose"),
            false => Ok(rows.into_iter().map(|row| PurposeView::of(row, None)).collect()),
        }
    }
}
