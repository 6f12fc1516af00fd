use super::commands::{AddKiosk, CardSignIn, RevokeKiosk, SignInByCard};
use super::queries::{KioskShown, ListKiosks};
use crate::config::Config;
use crate::http::{SignedInAs, signed_in};
use crate::place::CenterId;
use crate::sessions::{KioskId, Origin};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::AppendHeaders;
use lianxin_kernel::{Act, Error, FieldCode, Line, Secret};
use lianxin_web::{
    Caller, Done, Json, Params, Path, Problems, Reply, Routes, SessionCookie, SignedIn, cookie,
    routes,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The cookie that makes a browser a kiosk. No page can read it, so nobody copies it from a screen.
const KIOSK: &str = "lianxin_kiosk";

/// A kiosk stays one until it is revoked; browsers keep no cookie longer than 400 days.
const LASTS: u32 = 400 * 24 * 60 * 60;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct KioskFilter {
    center: CenterId,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewKioskHere {
    center: CenterId,
    /// Where it stands.
    name: Line<40>,
}

/// The device this was sent from is a kiosk now.
#[derive(Serialize, ToSchema)]
struct KioskHere {
    id: KioskId,
}

#[derive(Serialize, ToSchema)]
struct KiosksShown {
    items: Vec<KioskShown>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ShownCard {
    /// What was scanned or typed: `LX-…`
    #[schema(value_type = String)]
    card: Secret<String>,
}

type KioskCookie = AppendHeaders<Option<(header::HeaderName, HeaderValue)>>;

fn kiosk_cookie(act: &Act, token: &str) -> KioskCookie {
    let secure = if act.app().settings().get::<Config>().secure_cookies { "; Secure" } else { "" };
    let text =
        format!("{KIOSK}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={LASTS}{secure}");
    AppendHeaders(HeaderValue::from_str(&text).ok().map(|v| (header::SET_COOKIE, v)))
}

/// Lists the kiosks of a center.
#[utoipa::path(get, path = "/desk/kiosks", tag = "people", params(KioskFilter),
    responses((status = 200, body = KiosksShown), Problems))]
async fn list_kiosks(
    SignedIn(act): SignedIn,
    Params(filter): Params<KioskFilter>,
) -> Reply<Json<KiosksShown>> {
    let items = act.ask(ListKiosks { center: filter.center }).await?;
    Ok(Json(KiosksShown { items }))
}

/// Makes the device this is sent from a kiosk of a center.
#[utoipa::path(post, path = "/desk/kiosks", tag = "people", request_body = NewKioskHere,
    responses((status = 201, body = KioskHere), Problems))]
async fn add_kiosk(
    SignedIn(act): SignedIn,
    Json(body): Json<NewKioskHere>,
) -> Reply<(StatusCode, KioskCookie, Json<KioskHere>)> {
    let NewKioskHere { center, name } = body;
    let added = act.each_time().run(AddKiosk { center, name }).await?;
    let cookie = kiosk_cookie(&act, added.token.expose());
    Ok((StatusCode::CREATED, cookie, Json(KioskHere { id: added.kiosk })))
}

/// Takes a kiosk away, and ends what is signed in there.
#[utoipa::path(delete, path = "/desk/kiosks/{id}", tag = "people", params(("id" = KioskId, Path)),
    responses((status = 204), Problems))]
async fn revoke_kiosk(SignedIn(act): SignedIn, Path(kiosk): Path<KioskId>) -> Reply<Done> {
    act.run(RevokeKiosk { kiosk }).await?;
    Ok(Done)
}

/// Signs in with a card, at a kiosk only.
#[utoipa::path(post, path = "/sign-in/card", tag = "people", request_body = ShownCard,
    responses((status = 200, body = SignedInAs), Problems))]
async fn sign_in_by_card(
    Caller(act): Caller,
    headers: HeaderMap,
    from: Origin,
    Json(body): Json<ShownCard>,
) -> Reply<(SessionCookie, Json<SignedInAs>)> {
    let kiosk = Secret::new(cookie(&headers, KIOSK).unwrap_or_default());
    match act.each_time().run(SignInByCard { kiosk, card: body.card, from }).await? {
        CardSignIn::SignedIn(opened) => {
            let (cookie, account) = signed_in(&act, &opened).await?;
            Ok((cookie, Json(SignedInAs { account })))
        }
        CardSignIn::Wrong => Err(Error::field("card", FieldCode::Wrong).into()),
        CardSignIn::NoKiosk => Err(Error::Forbidden.into()),
    }
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_kiosks, add_kiosk))
        .routes(routes!(revoke_kiosk))
        .routes(routes!(sign_in_by_card))
}
