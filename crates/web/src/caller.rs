use crate::authority::{Authority, Credentials};
use crate::cookie::{SESSION, cookie};
use crate::problem::Problem;
use crate::watch::RequestId;
use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, header, request::Parts};
use lianxin_kernel::{Act, App, Cause, Error, FieldCode, Language};
use std::convert::Infallible;

/// The act of whoever sent this request; nobody's when no one is signed in.
pub struct Caller(pub Act);

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let mut actor = None;
        if let (Some(token), Some(ask)) =
            (token(&parts.headers), app.settings().find::<Authority>())
        {
            let acting_for = header_text(&parts.headers, ACTING_FOR)?;
            actor = (ask.0)(app.clone(), Credentials { token, acting_for }).await?;
        }
        let request = parts.extensions.get::<RequestId>().map(|id| id.0.clone());
        let key = idempotency_key(&parts.headers)?.map(Into::into);
        Ok(Self(app.act(actor).caused_by(Cause { request, key })))
    }
}

/// The act of someone signed in. Put it first: who is not signed in is told so before anything else
/// of the request is looked at.
pub struct SignedIn(pub Act);

impl FromRequestParts<App> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Caller(act) = Caller::from_request_parts(parts, app).await?;
        match act.actor() {
            Some(_) => Ok(Self(act)),
            None => Err(Error::SignIn.into()),
        }
    }
}

/// The header that names the person in whose name the sender acts.
const ACTING_FOR: &str = "lianxin-for";

/// A header of a few plain characters.
fn header_text(headers: &HeaderMap, name: &'static str) -> Result<Option<String>, Error> {
    let Some(value) = headers.get(name) else {
        return Ok(None);
    };
    let text = value.to_str().ok().filter(|text| text.len() <= 64);
    let text = text.ok_or_else(|| Error::field(name.replace('-', "_"), FieldCode::OutOfRange))?;
    Ok(Some(text.to_owned()))
}

/// The session token: from the cookie of a browser, or sent as a bearer by another system.
fn token(headers: &HeaderMap) -> Option<String> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok());
    let bearer = bearer.and_then(|v| v.strip_prefix("Bearer ")).map(str::to_owned);
    bearer.or_else(|| cookie(headers, SESSION))
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<&str>, Error> {
    let Some(key) = headers.get("idempotency-key") else {
        return Ok(None);
    };
    let plain = |k: &&str| (8..=64).contains(&k.len()) && k.bytes().all(|b| b.is_ascii_graphic());
    let key = key.to_str().ok().filter(plain);
    key.map(Some).ok_or_else(|| Error::field("idempotency_key", FieldCode::OutOfRange))
}

/// The language the reader wants: what they chose on the site, else what the browser asks for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted(pub Language);

impl Wanted {
    pub fn of(headers: &HeaderMap) -> Self {
        let chosen = cookie(headers, "lianxin_lang").and_then(|c| Language::from_code(&c));
        let asked = || {
            let header = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
            Language::preferred(header)
        };
        Self(chosen.or_else(asked).unwrap_or_default())
    }
}

impl<S: Sync> FromRequestParts<S> for Wanted {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}
