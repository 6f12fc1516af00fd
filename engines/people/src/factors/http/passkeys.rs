use super::own::{AddedFactor, answer};
use crate::factors::commands::{AddPasskey, NamePasskey, RemovePasskey, StartPasskey};
use crate::factors::model::{CeremonyId, Challenge, PasskeyId};
use crate::sessions::Here;
use lianxin_kernel::{Line, Secret};
use lianxin_web::{Done, Json, Path, Problems, Reply, Routes, SessionCookie, SignedIn, routes};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasskeyRequest {}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MadePasskey {
    ceremony: CeremonyId,
    /// What one calls it: the phone, the key on the key ring.
    name: Line<40>,
    /// What `navigator.credentials.create` gave, as WebAuthn's JSON has it.
    #[schema(value_type = Object)]
    credential: Secret<Value>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasskeyName {
    name: Line<40>,
}

/// Asks the browser for a new passkey.
#[utoipa::path(post, path = "/me/factors/passkeys/start", tag = "people",
    request_body = PasskeyRequest, responses((status = 200, body = Challenge), Problems))]
async fn start_passkey(
    SignedIn(act): SignedIn,
    Here(token): Here,
    Json(_body): Json<PasskeyRequest>,
) -> Reply<Json<Challenge>> {
    Ok(Json(act.each_time().run(StartPasskey { token }).await?))
}

/// Keeps the passkey the browser made.
#[utoipa::path(post, path = "/me/factors/passkeys", tag = "people", request_body = MadePasskey,
    responses((status = 200, body = AddedFactor), Problems))]
async fn add_passkey(
    SignedIn(act): SignedIn,
    Here(token): Here,
    Json(body): Json<MadePasskey>,
) -> Reply<(SessionCookie, Json<AddedFactor>)> {
    let MadePasskey { ceremony, name, credential } = body;
    let added = act.each_time().run(AddPasskey { token, ceremony, name, credential }).await?;
    Ok(answer(&act, added, "credential")?)
}

/// Gives a passkey another name.
#[utoipa::path(patch, path = "/me/factors/passkeys/{id}", tag = "people",
    params(("id" = PasskeyId, Path)), request_body = PasskeyName,
    responses((status = 204), Problems))]
async fn name_passkey(
    SignedIn(act): SignedIn,
    Path(passkey): Path<PasskeyId>,
    Json(body): Json<PasskeyName>,
) -> Reply<Done> {
    act.run(NamePasskey { passkey, name: body.name }).await?;
    Ok(Done)
}

/// Does without a passkey from now on.
#[utoipa::path(delete, path = "/me/factors/passkeys/{id}", tag = "people",
    params(("id" = PasskeyId, Path)), responses((status = 204), Problems))]
async fn remove_passkey(
    SignedIn(act): SignedIn,
    Here(token): Here,
    Path(passkey): Path<PasskeyId>,
) -> Reply<Done> {
    act.each_time().run(RemovePasskey { token, passkey }).await?;
    Ok(Done)
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(start_passkey))
        .routes(routes!(add_passkey))
        .routes(routes!(name_passkey, remove_passkey))
}
