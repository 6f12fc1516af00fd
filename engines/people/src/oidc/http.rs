use super::commands::{AuthoritySignIn, LinkSubject, UnlinkSubject};
use super::flow::{Came, come_back, start};
use super::queries::{ListSubjects, SubjectShown};
use crate::config::Config;
use crate::http::session_cookie;
use crate::model::PersonId;
use crate::sessions::Origin;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::AppendHeaders;
use lianxin_kernel::{Act, Line, Names, Secret};
use lianxin_web::{
    Caller, Done, Json, Params, Path, Path2, Problems, Reply, Routes, SessionCookie, SignedIn,
    cookie, routes,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What a browser is known by while it is at an authority.
const AWAY: &str = "lianxin_authority";

/// An authority whose sign-in is taken here.
#[derive(Serialize, ToSchema)]
struct AuthorityShown {
    key: String,
    name: Names,
}

#[derive(Serialize, ToSchema)]
struct AuthoritiesShown {
    items: Vec<AuthorityShown>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AuthorityRequest {}

/// Where the browser goes now.
#[derive(Serialize, ToSchema)]
struct AuthorityAddress {
    address: String,
}

/// How an authority sends a browser back. It may add more than is read here.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CameBack {
    #[serde(default)]
    #[param(required = false)]
    state: String,
    #[serde(default)]
    #[param(required = false)]
    code: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSubjectLink {
    /// The authority's key in the settings.
    provider: String,
    /// What the authority calls the person (`sub`).
    #[schema(value_type = Line<255>)]
    subject: Secret<Line<255>>,
}

#[derive(Serialize, ToSchema)]
struct SubjectsShown {
    items: Vec<SubjectShown>,
}

type Headers = AppendHeaders<[(HeaderName, HeaderValue); 1]>;

fn away_cookie(act: &Act, browser: &str, seconds: u32) -> Headers {
    let secure = if act.app().settings().get::<Config>().secure_cookies { "; Secure" } else { "" };
    let text =
        format!("{AWAY}={browser}; Path=/api; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    let value = HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""));
    AppendHeaders([(header::SET_COOKIE, value)])
}

fn to(path: &'static str) -> Headers {
    AppendHeaders([(header::LOCATION, HeaderValue::from_static(path))])
}

/// Lists the authorities whose sign-in is taken.
#[utoipa::path(get, path = "/sign-in/authorities", tag = "people",
    responses((status = 200, body = AuthoritiesShown), Problems))]
async fn list_authorities(Caller(act): Caller) -> Reply<Json<AuthoritiesShown>> {
    let config = act.app().settings().get::<Config>();
    let shown = |p: &super::Provider| AuthorityShown { key: p.key.clone(), name: p.name.clone() };
    Ok(Json(AuthoritiesShown { items: config.oidc.iter().map(shown).collect() }))
}

/// Sends the browser to an authority.
#[utoipa::path(post, path = "/sign-in/authorities/{key}/start", tag = "people",
    params(("key" = String, Path)), request_body = AuthorityRequest,
    responses((status = 200, body = AuthorityAddress), Problems))]
async fn start_authority(
    Caller(act): Caller,
    Path(key): Path<String>,
    from: Origin,
    Json(_body): Json<AuthorityRequest>,
) -> Reply<(Headers, Json<AuthorityAddress>)> {
    let started = start(&act.each_time(), &key, from).await?;
    let cookie = away_cookie(&act, started.browser.expose(), 15 * 60);
    Ok((cookie, Json(AuthorityAddress { address: started.address })))
}

/// Takes the browser back from an authority, and sends it on: to the desk, or to the sign-in page that
/// says why not.
#[utoipa::path(get, path = "/sign-in/authorities/back", tag = "people", params(CameBack),
    responses((status = 303, description = "to the desk, or back to the sign-in page"), Problems))]
async fn come_back_from_authority(
    Caller(act): Caller,
    headers: HeaderMap,
    from: Origin,
    Params(came): Params<CameBack>,
) -> Reply<(StatusCode, Headers, Headers, Option<SessionCookie>, ())> {
    let browser = Secret::new(cookie(&headers, AWAY).unwrap_or_default());
    let CameBack { state, code } = came;
    let came = Came { state, code: Secret::new(code), browser, from };
    let forget = away_cookie(&act, "", 0);
    let (path, cookie) = match come_back(&act.each_time(), came).await {
        Ok(AuthoritySignIn::SignedIn(opened)) => ("/desk", Some(session_cookie(&act, &opened))),
        Ok(AuthoritySignIn::NotLinked) => ("/sign-in/staff?refused=not_linked", None),
        Ok(AuthoritySignIn::Refused) | Err(_) => ("/sign-in/staff?refused=authority", None),
    };
    Ok((StatusCode::SEE_OTHER, to(path), forget, cookie, ()))
}

/// Lists the authorities whose sign-in opens an account.
#[utoipa::path(get, path = "/staff/{id}/subjects", tag = "people", params(("id" = PersonId, Path)),
    responses((status = 200, body = SubjectsShown), Problems))]
async fn list_subjects(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
) -> Reply<Json<SubjectsShown>> {
    Ok(Json(SubjectsShown { items: act.ask(ListSubjects { person }).await? }))
}

/// Says whom an authority means by a subject.
#[utoipa::path(post, path = "/staff/{id}/subjects", tag = "people",
    params(("id" = PersonId, Path)), request_body = NewSubjectLink,
    responses((status = 204), Problems))]
async fn link_subject(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(body): Json<NewSubjectLink>,
) -> Reply<Done> {
    let NewSubjectLink { provider, subject } = body;
    act.run(LinkSubject { person, provider, subject }).await?;
    Ok(Done)
}

/// Lets an authority's sign-in open an account no longer.
#[utoipa::path(delete, path = "/staff/{id}/subjects/{provider}", tag = "people",
    params(("id" = PersonId, Path), ("provider" = String, Path)),
    responses((status = 204), Problems))]
async fn unlink_subject(
    SignedIn(act): SignedIn,
    Path2(person, provider): Path2<PersonId, String>,
) -> Reply<Done> {
    act.run(UnlinkSubject { person, provider }).await?;
    Ok(Done)
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_authorities))
        .routes(routes!(start_authority))
        .routes(routes!(come_back_from_authority))
        .routes(routes!(list_subjects, link_subject))
        .routes(routes!(unlink_subject))
}
