use super::commands::{EndOtherSignIns, EndSignIn, EndSignInsOf, Ended};
use super::model::Origin;
use super::queries::{ListSignIns, SignInShown};
use crate::model::{PersonId, SignInId};
use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, header, request::Parts};
use lianxin_kernel::{App, Secret};
use lianxin_web::{
    ClientAddress, Done, Json, Path, Problems, Reply, Routes, SESSION, SignedIn, cookie, routes,
};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use utoipa::ToSchema;

/// The token this request was sent with; empty when there is none.
pub(crate) struct Here(pub Secret<String>);

impl<S: Sync> FromRequestParts<S> for Here {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

impl Here {
    pub fn of(headers: &HeaderMap) -> Self {
        let bearer = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok());
        let bearer = bearer.and_then(|v| v.strip_prefix("Bearer ")).map(str::to_owned);
        Self(Secret::new(bearer.or_else(|| cookie(headers, SESSION)).unwrap_or_default()))
    }
}

impl FromRequestParts<App> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let ClientAddress(address) = ClientAddress::from_request_parts(parts, app).await?;
        let agent = parts.headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok());
        Ok(Self::new(Some(address), agent.unwrap_or_default()))
    }
}

/// Where one is signed in, the last used first.
#[derive(Serialize, ToSchema)]
struct SignInsShown {
    items: Vec<SignInShown>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EndSignInsRequest {}

/// Lists where one is signed in.
#[utoipa::path(get, path = "/me/sign-ins", tag = "people",
    responses((status = 200, body = SignInsShown), Problems))]
async fn list_sign_ins(SignedIn(act): SignedIn, Here(token): Here) -> Reply<Json<SignInsShown>> {
    Ok(Json(SignInsShown { items: act.ask(ListSignIns { token }).await? }))
}

/// Ends one of one's sign-ins.
#[utoipa::path(delete, path = "/me/sign-ins/{id}", tag = "people", params(("id" = SignInId, Path)),
    responses((status = 204), Problems))]
async fn end_sign_in(SignedIn(act): SignedIn, Path(sign_in): Path<SignInId>) -> Reply<Done> {
    act.run(EndSignIn { sign_in }).await?;
    Ok(Done)
}

/// Ends all of one's sign-ins but this one.
#[utoipa::path(post, path = "/me/sign-ins/end-others", tag = "people",
    request_body = EndSignInsRequest, responses((status = 200, body = Ended), Problems))]
async fn end_other_sign_ins(
    SignedIn(act): SignedIn,
    Here(token): Here,
    Json(_body): Json<EndSignInsRequest>,
) -> Reply<Json<Ended>> {
    Ok(Json(act.run(EndOtherSignIns { token }).await?))
}

/// Ends all sign-ins of an account of staff.
#[utoipa::path(post, path = "/staff/{id}/sign-ins/end", tag = "people",
    params(("id" = PersonId, Path)), request_body = EndSignInsRequest,
    responses((status = 200, body = Ended), Problems))]
async fn end_sign_ins_of(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(_body): Json<EndSignInsRequest>,
) -> Reply<Json<Ended>> {
    Ok(Json(act.run(EndSignInsOf { person }).await?))
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_sign_ins))
        .routes(routes!(end_sign_in))
        .routes(routes!(end_other_sign_ins))
        .routes(routes!(end_sign_ins_of))
}
