use crate::commands::StaffSignIn;
use crate::factors::commands::{
    ProveFactor, ProvePasskey, Proved, SignInByPasskey, StartPasskeyProof, StartPasskeySignIn,
};
use crate::factors::model::{CeremonyId, Challenge};
use crate::http::{SignedInAs, signed_in};
use crate::sessions::{Here, Origin};
use lianxin_kernel::{Act, Error, FieldCode, FieldError, Secret};
use lianxin_web::{Caller, Json, Problems, Reply, Routes, SessionCookie, SignedIn, routes};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProofRequest {}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProofCode {
    /// Six digits of the app, or a recovery code.
    #[schema(value_type = String)]
    code: Secret<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasskeyAnswer {
    ceremony: CeremonyId,
    /// What `navigator.credentials.get` gave, as WebAuthn's JSON has it.
    #[schema(value_type = Object)]
    credential: Secret<Value>,
}

async fn answer(
    act: &Act,
    proved: Proved,
    field: &str,
) -> Reply<(SessionCookie, Json<SignedInAs>)> {
    match proved {
        Proved::Proved(opened) => {
            let (cookie, account) = signed_in(act, &opened).await?;
            Ok((cookie, Json(SignedInAs { account })))
        }
        Proved::Wrong { tries_left } => {
            let wrong = FieldError::new(field, FieldCode::Wrong).with("left", tries_left);
            Err(Error::Invalid(vec![wrong]).into())
        }
    }
}

/// Proves a second factor by a code. The sign-in is strong from then on.
#[utoipa::path(post, path = "/sign-in/second-factor", tag = "people", request_body = ProofCode,
    responses((status = 200, body = SignedInAs), Problems))]
async fn prove_factor(
    SignedIn(act): SignedIn,
    Here(token): Here,
    Json(body): Json<ProofCode>,
) -> Reply<(SessionCookie, Json<SignedInAs>)> {
    let proved = act.each_time().run(ProveFactor { token, code: body.code }).await?;
    answer(&act, proved, "code").await
}

/// Asks the browser for one of the passkeys one has.
#[utoipa::path(post, path = "/sign-in/second-factor/passkey/start", tag = "people",
    request_body = ProofRequest, responses((status = 200, body = Challenge), Problems))]
async fn start_passkey_proof(
    SignedIn(act): SignedIn,
    Here(token): Here,
    Json(_body): Json<ProofRequest>,
) -> Reply<Json<Challenge>> {
    Ok(Json(act.each_time().run(StartPasskeyProof { token }).await?))
}

/// Proves a second factor by a passkey. The sign-in is strong from then on.
#[utoipa::path(post, path = "/sign-in/second-factor/passkey", tag = "people",
    request_body = PasskeyAnswer, responses((status = 200, body = SignedInAs), Problems))]
async fn prove_passkey(
    SignedIn(act): SignedIn,
    Here(token): Here,
    Json(body): Json<PasskeyAnswer>,
) -> Reply<(SessionCookie, Json<SignedInAs>)> {
    let PasskeyAnswer { ceremony, credential } = body;
    let proved = act.each_time().run(ProvePasskey { token, ceremony, credential }).await?;
    answer(&act, proved, "credential").await
}

/// Asks the browser for whatever passkey it has for this site.
#[utoipa::path(post, path = "/sign-in/passkey/start", tag = "people", request_body = ProofRequest,
    responses((status = 200, body = Challenge), Problems))]
async fn start_passkey_sign_in(
    Caller(act): Caller,
    from: Origin,
    Json(_body): Json<ProofRequest>,
) -> Reply<Json<Challenge>> {
    Ok(Json(act.each_time().run(StartPasskeySignIn { from }).await?))
}

/// Signs one of the staff in with a passkey.
#[utoipa::path(post, path = "/sign-in/passkey", tag = "people", request_body = PasskeyAnswer,
    responses((status = 200, body = SignedInAs), Problems))]
async fn sign_in_by_passkey(
    Caller(act): Caller,
    from: Origin,
    Json(body): Json<PasskeyAnswer>,
) -> Reply<(SessionCookie, Json<SignedInAs>)> {
    let PasskeyAnswer { ceremony, credential } = body;
    match act.each_time().run(SignInByPasskey { ceremony, credential, from }).await? {
        StaffSignIn::SignedIn(opened) => {
            let (cookie, account) = signed_in(&act, &opened).await?;
            Ok((cookie, Json(SignedInAs { account })))
        }
        StaffSignIn::Wrong => Err(Error::field("credential", FieldCode::Wrong).into()),
    }
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(prove_factor))
        .routes(routes!(start_passkey_proof))
        .routes(routes!(prove_passkey))
        .routes(routes!(start_passkey_sign_in))
        .routes(routes!(sign_in_by_passkey))
}
