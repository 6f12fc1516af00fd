//! What someone may do, and why.
use crate::model::{PersonId, PlaceId};
use crate::rights::{AskedRights, ShowRights};
use lianxin_web::{Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RightsFilter {
    /// At this place; anywhere when not given.
    place: Option<PlaceId>,
}

/// Shows what a person may do and why: by which role, duty, deputy or contract, until when.
#[utoipa::path(get, path = "/admin/people/{id}/rights", tag = "people",
    params(("id" = PersonId, Path), RightsFilter),
    responses((status = 200, body = AskedRights), Problems))]
async fn show_rights(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Params(RightsFilter { place }): Params<RightsFilter>,
) -> Reply<Json<AskedRights>> {
    Ok(Json(act.ask(ShowRights { person, place }).await?))
}

/// Shows what one may do oneself, and why.
#[utoipa::path(get, path = "/me/rights", tag = "people", params(RightsFilter),
    responses((status = 200, body = AskedRights), Problems))]
async fn show_my_rights(
    SignedIn(act): SignedIn,
    Params(RightsFilter { place }): Params<RightsFilter>,
) -> Reply<Json<AskedRights>> {
    let person = act.person()?.into();
    Ok(Json(act.ask(ShowRights { person, place }).await?))
}

pub(super) fn routes() -> Routes {
    Routes::new().routes(routes!(show_rights)).routes(routes!(show_my_rights))
}
