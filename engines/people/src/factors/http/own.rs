use crate::factors::commands::{
    ConfirmTotp, EnrollTotp, FactorAdded, RemoveTotp, RenewRecoveryCodes, ResetFactors,
};
use crate::factors::queries::{Factors, ShowFactors};
use crate::http::session_cookie;
use crate::model::PersonId;
use crate::sessions::Here;
use lianxin_kernel::{Act, Error, FieldCode, FieldError, Result, Secret};
use lianxin_web::{Done, Json, Path, Problems, Reply, Routes, SessionCookie, SignedIn, routes};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FactorRequest {}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FactorCode {
    /// Six digits of the app.
    #[schema(value_type = String)]
    code: Secret<String>,
}

/// The secret of a new app, shown this once. It counts when a code of it came.
#[derive(Serialize, ToSchema)]
struct NewTotp {
    /// As it is typed, in base 32.
    secret: String,
    /// `otpauth://totp/…`
    uri: String,
    /// The same as a QR code.
    svg: String,
}

/// A factor was added.
#[derive(Serialize, ToSchema)]
pub(super) struct AddedFactor {
    /// With the first factor ten codes for the day it is lost, shown this once.
    recovery_codes: Option<Vec<String>>,
}

#[derive(Serialize, ToSchema)]
struct NewRecoveryCodes {
    codes: Vec<String>,
}

/// The answer to a factor that was to be added, under the name of the field that may be wrong.
pub(super) fn answer(
    act: &Act,
    added: FactorAdded,
    field: &str,
) -> Result<(SessionCookie, Json<AddedFactor>)> {
    match added {
        FactorAdded::Added { opened, recovery_codes } => {
            let shown = |codes: Vec<Secret<String>>| {
                codes.into_iter().map(Secret::into_inner).collect::<Vec<_>>()
            };
            let recovery_codes = recovery_codes.map(shown);
            Ok((session_cookie(act, &opened), Json(AddedFactor { recovery_codes })))
        }
        FactorAdded::Wrong { tries_left } => {
            let wrong = FieldError::new(field, FieldCode::Wrong).with("left", tries_left);
            Err(Error::Invalid(vec![wrong]))
        }
    }
}

/// Shows the second factors one has.
#[utoipa::path(get, path = "/me/factors", tag = "people",
    responses((status = 200, body = Factors), Problems))]
async fn show_factors(SignedIn(act): SignedIn) -> Reply<Json<Factors>> {
    Ok(Json(act.ask(ShowFactors).await?))
}

/// Begins with an app that shows codes.
#[utoipa::path(post, path = "/me/factors/totp", tag = "people", request_body = FactorRequest,
    responses((status = 200, body = NewTotp), Problems))]
async fn enroll_totp(
    SignedIn(act): SignedIn,
    Here(token): Here,
    Json(_body): Json<FactorRequest>,
) -> Reply<Json<NewTotp>> {
    let enrolled = act.each_time().run(EnrollTotp { token }).await?;
    let uri = enrolled.uri.into_inner();
    let svg = crate::qr::svg(&uri)?;
    Ok(Json(NewTotp { secret: enrolled.secret.into_inner(), uri, svg }))
}

/// Shows a code of the new app, which makes it a factor.
#[utoipa::path(post, path = "/me/factors/totp/confirm", tag = "people", request_body = FactorCode,
    responses((status = 200, body = AddedFactor), Problems))]
async fn confirm_totp(
    SignedIn(act): SignedIn,
    Here(token): Here,
    Json(body): Json<FactorCode>,
) -> Reply<(SessionCookie, Json<AddedFactor>)> {
    let added = act.each_time().run(ConfirmTotp { token, code: body.code }).await?;
    Ok(answer(&act, added, "code")?)
}

/// Does without the app from now on.
#[utoipa::path(delete, path = "/me/factors/totp", tag = "people",
    responses((status = 204), Problems))]
async fn remove_totp(SignedIn(act): SignedIn, Here(token): Here) -> Reply<Done> {
    act.each_time().run(RemoveTotp { token }).await?;
    Ok(Done)
}

/// Gives ten new recovery codes; those before are worth nothing then.
#[utoipa::path(post, path = "/me/factors/recovery-codes", tag = "people",
    request_body = FactorRequest, responses((status = 200, body = NewRecoveryCodes), Problems))]
async fn renew_recovery_codes(
    SignedIn(act): SignedIn,
    Here(token): Here,
    Json(_body): Json<FactorRequest>,
) -> Reply<Json<NewRecoveryCodes>> {
    let renewed = act.each_time().run(RenewRecoveryCodes { token }).await?;
    let codes = renewed.codes.into_iter().map(Secret::into_inner).collect();
    Ok(Json(NewRecoveryCodes { codes }))
}

/// Takes all factors of an account of staff away, because they were lost.
#[utoipa::path(post, path = "/staff/{id}/factors/reset", tag = "people",
    params(("id" = PersonId, Path)), request_body = FactorRequest,
    responses((status = 204), Problems))]
async fn reset_factors(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(_body): Json<FactorRequest>,
) -> Reply<Done> {
    act.run(ResetFactors { person }).await?;
    Ok(Done)
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(show_factors))
        .routes(routes!(enroll_totp, remove_totp))
        .routes(routes!(confirm_totp))
        .routes(routes!(renew_recovery_codes))
        .routes(routes!(reset_factors))
}
