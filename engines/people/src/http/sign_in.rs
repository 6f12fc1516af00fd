use crate::actor_of;
use crate::commands::{
    Opened, PasswordChanged, PhoneSignIn, Register, RequestCode, SignInByPhone, SignOut,
    StaffSignIn, change_password, sign_in_staff,
};
use crate::config::Config;
use crate::model::{AgeBand, Phone};
use crate::place::CenterId;
use crate::queries::{Account, ShowAccount};
use crate::sessions::{Here, Origin, ShowSignIn, SignInState};
use axum::http::{HeaderMap, StatusCode};
use lianxin_kernel::{
    Act, Date, Error, FieldCode, FieldError, Language, Line, Result, Secret, Span,
};
use lianxin_web::{
    Caller, Created, Done, Json, Problem, Problems, Reply, Routes, SESSION, SessionCookie,
    SignedIn, Wanted, cookie, routes,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CodeRequest {
    #[schema(value_type = Phone)]
    phone: Secret<Phone>,
}

/// That a code is on its way; the same for every phone.
#[derive(Serialize, ToSchema)]
struct CodeOnItsWay {
    /// Seconds until another may be asked for.
    resend_after: i64,
    /// Seconds it works.
    expires_in: i64,
    /// The code itself, in development only.
    development_code: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PhoneAndCode {
    #[schema(value_type = Phone)]
    phone: Secret<Phone>,
    #[schema(value_type = String)]
    code: Secret<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Registration {
    #[schema(value_type = String)]
    ticket: Secret<String>,
    #[schema(value_type = Line<40>)]
    name: Secret<Line<40>>,
    #[serde(default)]
    #[schema(value_type = Option<Date>)]
    birth_date: Option<Secret<Date>>,
    /// In place of the birth date.
    #[serde(default)]
    #[schema(value_type = Option<AgeBand>)]
    age_band: Option<Secret<AgeBand>>,
    #[serde(default)]
    home_center: Option<CenterId>,
    language: Language,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LoginAndPassword {
    login: String,
    #[schema(value_type = String)]
    password: Secret<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Who is signed in now.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignedInAs {
    pub account: Account,
}

/// A new password for oneself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasswordChange {
    /// May be missing where a second factor was proved in this sign-in.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    old: Option<Secret<String>>,
    #[schema(value_type = String)]
    new: Secret<String>,
}

/// Who is signed in, if anyone is.
#[derive(Serialize, ToSchema)]
pub struct SignedInIfAny {
    account: Option<Account>,
    /// How; there when someone is.
    sign_in: Option<SignInState>,
}

impl SignedInIfAny {
    /// Who sent a request with these headers.
    pub async fn of(act: &Act, headers: &HeaderMap) -> Result<Self> {
        if act.actor().is_none() {
            return Ok(Self { account: None, sign_in: None });
        }
        let Here(token) = Here::of(headers);
        let account = act.ask(ShowAccount).await?;
        Ok(Self { account: Some(account), sign_in: act.ask(ShowSignIn { token }).await.ok() })
    }
}

/// Signed in, or for a new phone the ticket to register with.
#[derive(Serialize, ToSchema)]
struct SignedInOrTicket {
    account: Option<Account>,
    ticket: Option<String>,
}

/// Sends a one-time code to a phone.
#[utoipa::path(post, path = "/sign-in/code", tag = "people", request_body = CodeRequest,
    responses((status = 202, body = CodeOnItsWay), Problems))]
async fn request_code(
    Caller(act): Caller,
    Wanted(language): Wanted,
    from: Origin,
    Json(body): Json<CodeRequest>,
) -> Reply<(StatusCode, Json<CodeOnItsWay>)> {
    let command = RequestCode { phone: body.phone, language, from };
    let asked = act.each_time().run(command).await?;
    let answer = CodeOnItsWay {
        resend_after: asked.resend_after,
        expires_in: asked.expires_in,
        development_code: asked.development_code.map(Secret::into_inner),
    };
    Ok((StatusCode::ACCEPTED, Json(answer)))
}

/// Signs in with a phone and its code; for a new phone the answer is a ticket to register with.
#[utoipa::path(post, path = "/sign-in/phone", tag = "people", request_body = PhoneAndCode,
    responses((status = 200, body = SignedInOrTicket), Problems))]
async fn sign_in_by_phone(
    Caller(act): Caller,
    from: Origin,
    Json(body): Json<PhoneAndCode>,
) -> Reply<(Option<SessionCookie>, Json<SignedInOrTicket>)> {
    let command = SignInByPhone { phone: body.phone, code: body.code, from };
    match act.each_time().run(command).await? {
        PhoneSignIn::SignedIn(opened) => {
            let (cookie, account) = signed_in(&act, &opened).await?;
            let account = Some(account);
            Ok((Some(cookie), Json(SignedInOrTicket { account, ticket: None })))
        }
        PhoneSignIn::New { ticket } => {
            let ticket = Some(ticket.into_inner());
            Ok((None, Json(SignedInOrTicket { account: None, ticket })))
        }
        PhoneSignIn::Wrong { tries_left } => {
            let field = FieldError::new("code", FieldCode::Wrong).with("left", tries_left);
            Err(Error::Invalid(vec![field]).into())
        }
    }
}

/// Makes a new person of a proved phone, and signs them in.
#[utoipa::path(post, path = "/sign-in/register", tag = "people", request_body = Registration,
    responses((status = 201, body = SignedInAs), Problems))]
async fn register(
    Caller(act): Caller,
    from: Origin,
    Json(body): Json<Registration>,
) -> Reply<(SessionCookie, Created<SignedInAs>)> {
    let Registration { ticket, name, birth_date, age_band, home_center, language } = body;
    let command = Register { ticket, name, birth_date, age_band, home_center, language, from };
    let registered = act.each_time().run(command).await?;
    let (cookie, account) = signed_in(&act, &registered.opened).await?;
    Ok((cookie, Created(SignedInAs { account })))
}

/// Signs one of the staff in.
#[utoipa::path(post, path = "/sign-in/staff", tag = "people", request_body = LoginAndPassword,
    responses((status = 200, body = SignedInAs), Problems))]
async fn sign_in_as_staff(
    Caller(act): Caller,
    from: Origin,
    Json(body): Json<LoginAndPassword>,
) -> Reply<(SessionCookie, Json<SignedInAs>)> {
    match sign_in_staff(&act.each_time(), &body.login, &body.password, from).await? {
        StaffSignIn::SignedIn(opened) => {
            let (cookie, account) = signed_in(&act, &opened).await?;
            Ok((cookie, Json(SignedInAs { account })))
        }
        StaffSignIn::Wrong => Err(Error::field("password", FieldCode::Wrong).into()),
    }
}

/// Ends the sign-in of this browser.
#[utoipa::path(post, path = "/sign-out", tag = "people", request_body = Nothing,
    responses((status = 204), Problems))]
async fn sign_out(
    Caller(act): Caller,
    headers: HeaderMap,
    Json(_body): Json<Nothing>,
) -> Reply<(SessionCookie, Done)> {
    if let Some(token) = cookie(&headers, SESSION) {
        act.each_time().run(SignOut { token: Secret::new(token) }).await?;
    }
    Ok((SessionCookie::clear(secure(&act)), Done))
}

/// Says who is signed in; nobody is no error.
#[utoipa::path(get, path = "/session", tag = "people",
    responses((status = 200, body = SignedInIfAny), Problems))]
async fn show_account(Caller(act): Caller, headers: HeaderMap) -> Reply<Json<SignedInIfAny>> {
    Ok(Json(SignedInIfAny::of(&act, &headers).await?))
}

/// Gives oneself a new password; ends all one's other sign-ins.
#[utoipa::path(post, path = "/me/password", tag = "people", request_body = PasswordChange,
    responses((status = 204), Problems))]
async fn change_own_password(
    SignedIn(act): SignedIn,
    Here(token): Here,
    Json(body): Json<PasswordChange>,
) -> Reply<(SessionCookie, Done)> {
    let old = body.old.as_ref();
    match change_password(&act.each_time(), token, old, &body.new).await? {
        PasswordChanged::Changed(opened) => Ok((session_cookie(&act, &opened), Done)),
        PasswordChanged::Wrong => Err(Error::field("old", FieldCode::Wrong).into()),
    }
}

pub(crate) fn session_cookie(act: &Act, opened: &Opened) -> SessionCookie {
    SessionCookie::set(opened.token.expose(), Span::seconds(opened.lasts), secure(act))
}

pub(crate) async fn signed_in(
    act: &Act,
    opened: &Opened,
) -> Result<(SessionCookie, Account), Problem> {
    let token = opened.token.expose();
    let actor = actor_of(act.app(), token).await?;
    let account = act.app().act(actor).ask(ShowAccount).await?;
    Ok((session_cookie(act, opened), account))
}

fn secure(act: &Act) -> bool {
    act.app().settings().get::<Config>().secure_cookies
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(request_code))
        .routes(routes!(sign_in_by_phone))
        .routes(routes!(register))
        .routes(routes!(sign_in_as_staff))
        .routes(routes!(sign_out))
        .routes(routes!(show_account))
        .routes(routes!(change_own_password))
}
