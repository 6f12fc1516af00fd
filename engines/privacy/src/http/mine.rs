//! One's own consents, and who looked.
use super::{Listed, Nothing, PrivacyPage};
use crate::commands::SayToPurpose;
use crate::model::{Answer, Channel, PurposeKey};
use crate::queries::{ListMyConsents, ListMyLooks, ShowWithdrawal};
use crate::views::{ConsentView, LookView, WithdrawalEffect};
use lianxin_kernel::Page;
use lianxin_web::{Done, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::Deserialize;
use utoipa::ToSchema;

/// Lists where whoever asks stands with each purpose that needs consent.
#[utoipa::path(get, path = "/me/consents", tag = "privacy",
    responses((status = 200, body = Listed<ConsentView>), Problems))]
async fn list_my_consents(SignedIn(act): SignedIn) -> Reply<Json<Listed<ConsentView>>> {
    Ok(Json(Listed { items: act.ask(ListMyConsents).await? }))
}

/// Shows what it would do to take a consent back.
#[utoipa::path(get, path = "/me/consents/{key}/withdrawal", tag = "privacy",
    params(("key" = String, Path)),
    responses((status = 200, body = WithdrawalEffect), Problems))]
async fn show_withdrawal(
    SignedIn(act): SignedIn,
    Path(purpose): Path<PurposeKey>,
) -> Reply<Json<WithdrawalEffect>> {
    Ok(Json(act.ask(ShowWithdrawal { purpose }).await?))
}

/// A yes or no to a purpose.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConsentAnswer {
    /// `true` for yes.
    given: bool,
    /// Of the text that was read.
    version: i64,
    /// `portal` when not said, or `kiosk`.
    #[serde(default)]
    channel: Option<Channel>,
}

/// Says yes or no to a purpose.
#[utoipa::path(post, path = "/me/consents/{key}", tag = "privacy",
    params(("key" = String, Path)), request_body = ConsentAnswer,
    responses((status = 204), Problems))]
async fn answer_consent(
    SignedIn(act): SignedIn,
    Path(purpose): Path<PurposeKey>,
    Json(ConsentAnswer { given, version, channel }): Json<ConsentAnswer>,
) -> Reply<Done> {
    let answer = if given { Answer::Given } else { Answer::Refused };
    let channel = channel.unwrap_or(Channel::Portal);
    act.run(SayToPurpose { purpose, answer, version: Some(version), channel }).await?;
    Ok(Done)
}

/// Takes a consent back.
#[utoipa::path(post, path = "/me/consents/{key}/withdraw", tag = "privacy",
    params(("key" = String, Path)), request_body = Nothing,
    responses((status = 204), Problems))]
async fn withdraw_consent(
    SignedIn(act): SignedIn,
    Path(purpose): Path<PurposeKey>,
    Json(Nothing {}): Json<Nothing>,
) -> Reply<Done> {
    let (answer, channel) = (Answer::Withdrawn, Channel::Portal);
    act.run(SayToPurpose { purpose, answer, version: None, channel }).await?;
    Ok(Done)
}

/// Lists who looked at the record of whoever asks, or changed it, and for what; the latest first.
#[utoipa::path(get, path = "/me/looks", tag = "privacy", params(PrivacyPage),
    responses((status = 200, body = Page<LookView>), Problems))]
async fn list_my_looks(
    SignedIn(act): SignedIn,
    Params(PrivacyPage { after, limit }): Params<PrivacyPage>,
) -> Reply<Json<Page<LookView>>> {
    Ok(Json(act.ask(ListMyLooks { after, limit }).await?))
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_my_consents))
        .routes(routes!(show_withdrawal))
        .routes(routes!(answer_consent))
        .routes(routes!(withdraw_consent))
        .routes(routes!(list_my_looks))
}
