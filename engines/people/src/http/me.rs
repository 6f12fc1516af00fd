use crate::commands::{ChangeMe, RenewCard};
use crate::model::{AgeBand, Card};
use crate::place::CenterId;
use crate::queries::{Me, ShowMe};
use lianxin_kernel::{Date, Language, Line, Secret};
use lianxin_web::{Json, Problems, Reply, Routes, SignedIn, routes};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

/// What to change; a field that is not there stays, `null` takes it away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Change {
    #[schema(value_type = Option<Line<40>>)]
    name: Option<Secret<Line<40>>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Date>)]
    birth_date: Option<Secret<Option<Date>>>,
    /// In place of the birth date; giving one of them takes the other away.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<AgeBand>)]
    age_band: Option<Secret<Option<AgeBand>>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<CenterId>)]
    home_center: Option<Option<CenterId>>,
    language: Option<Language>,
}

/// Tells `null` from a field that is not there.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(d: D) -> Result<Option<T>, D::Error> {
    T::deserialize(d).map(Some)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RenewRequest {}

/// Shows what one is known by.
#[utoipa::path(get, path = "/me", tag = "people", responses((status = 200, body = Me), Problems))]
async fn show_me(SignedIn(act): SignedIn) -> Reply<Json<Me>> {
    Ok(Json(act.ask(ShowMe).await?))
}

/// Changes what one is known by.
#[utoipa::path(patch, path = "/me", tag = "people", request_body = Change,
    responses((status = 200, body = Me), Problems))]
async fn change_me(SignedIn(act): SignedIn, Json(body): Json<Change>) -> Reply<Json<Me>> {
    let Change { name, birth_date, age_band, home_center, language } = body;
    Ok(Json(act.run(ChangeMe { name, birth_date, age_band, home_center, language }).await?))
}

/// Gives a new card; the old one is worth nothing from then on.
#[utoipa::path(post, path = "/me/card/renew", tag = "people", request_body = RenewRequest,
    responses((status = 200, body = Card), Problems))]
async fn renew_card(SignedIn(act): SignedIn, Json(_body): Json<RenewRequest>) -> Reply<Json<Card>> {
    let person = act.person()?.into();
    Ok(Json(act.run(RenewCard { person }).await?))
}

pub(super) fn routes() -> Routes {
    Routes::new().routes(routes!(show_me, change_me)).routes(routes!(renew_card))
}
