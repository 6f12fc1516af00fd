//! Purposes and texts: public to read, for administrators to write.
use super::Listed;
use crate::commands::{PublishText, PutPurpose};
use crate::model::{PurposeFields, PurposeKey};
use crate::queries::{ListPurposeVersions, ListPurposes, ShowPrivacyText};
use crate::views::{PrivacyText, PurposeView};
use lianxin_kernel::Names;
use lianxin_web::{Caller, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Lists why data is processed, by whom, and how long it is kept.
#[utoipa::path(get, path = "/privacy/purposes", tag = "privacy",
    responses((status = 200, body = Listed<PurposeView>), Problems))]
async fn list_purposes(Caller(act): Caller) -> Reply<Json<Listed<PurposeView>>> {
    Ok(Json(Listed { items: act.ask(ListPurposes).await? }))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TextVersion {
    /// The one that counts now when not said.
    version: Option<i64>,
}

/// Shows the text of a purpose, the whole `notice`, or the rules for `minors`.
#[utoipa::path(get, path = "/privacy/texts/{key}", tag = "privacy",
    params(("key" = String, Path), TextVersion),
    responses((status = 200, body = PrivacyText), Problems))]
async fn show_privacy_text(
    Caller(act): Caller,
    Path(subject): Path<PurposeKey>,
    Params(TextVersion { version }): Params<TextVersion>,
) -> Reply<Json<PrivacyText>> {
    Ok(Json(act.ask(ShowPrivacyText { subject, version }).await?))
}

/// Lists what the register said of a purpose, the latest first.
#[utoipa::path(get, path = "/desk/privacy/purposes/{key}/versions", tag = "privacy",
    params(("key" = String, Path)),
    responses((status = 200, body = Listed<PurposeView>), Problems))]
async fn list_purpose_versions(
    SignedIn(act): SignedIn,
    Path(key): Path<PurposeKey>,
) -> Reply<Json<Listed<PurposeView>>> {
    Ok(Json(Listed { items: act.ask(ListPurposeVersions { key }).await? }))
}

/// A purpose to write, over the version that was read (0 for a new one).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PurposeDraft {
    version: i64,
    fields: PurposeFields,
}

/// A version that was made.
#[derive(Serialize, ToSchema)]
struct Version {
    version: i64,
}

/// Writes a purpose into the register.
#[utoipa::path(post, path = "/desk/privacy/purposes/{key}", tag = "privacy",
    params(("key" = String, Path)), request_body = PurposeDraft,
    responses((status = 200, body = Version), Problems))]
async fn put_purpose(
    SignedIn(act): SignedIn,
    Path(key): Path<PurposeKey>,
    Json(PurposeDraft { version, fields }): Json<PurposeDraft>,
) -> Reply<Json<Version>> {
    let version = act.run(PutPurpose { key, version, fields }).await?;
    Ok(Json(Version { version }))
}

/// A text to publish after the one that was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TextDraft {
    /// The version that was read, 0 where there is none.
    after: i64,
    /// It changes something of weight: people are asked anew.
    material: bool,
    title: Names,
    body: Names,
}

/// Publishes the next text of a purpose, of the `notice` or of the rules for `minors`.
#[utoipa::path(post, path = "/desk/privacy/texts/{key}", tag = "privacy",
    params(("key" = String, Path)), request_body = TextDraft,
    responses((status = 200, body = Version), Problems))]
async fn publish_privacy_text(
    SignedIn(act): SignedIn,
    Path(subject): Path<PurposeKey>,
    Json(draft): Json<TextDraft>,
) -> Reply<Json<Version>> {
    let TextDraft { after, material, title, body } = draft;
    let version = act.run(PublishText { subject, after, material, title, body }).await?;
    Ok(Json(Version { version }))
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_purposes))
        .routes(routes!(show_privacy_text))
        .routes(routes!(list_purpose_versions))
        .routes(routes!(put_purpose))
        .routes(routes!(publish_privacy_text))
}
