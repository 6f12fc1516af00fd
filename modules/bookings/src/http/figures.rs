//! What is on, for everyone, and how much rooms are used, for managers.
use crate::queries::*;
use lianxin_kernel::Date;
use lianxin_places::CenterId;
use lianxin_web::{Caller, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::Deserialize;
use utoipa::IntoParams;

/// Shows what is on at a center right now, floor by floor.
#[utoipa::path(get, path = "/centers/{id}/now", tag = "bookings",
    params(("id" = CenterId, Path)), responses((status = 200, body = CenterNow), Problems))]
async fn show_center_now(
    Caller(act): Caller,
    Path(center): Path<CenterId>,
) -> Reply<Json<CenterNow>> {
    Ok(Json(act.ask(ShowCenterNow { center }).await?))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct UseOfRooms {
    center: CenterId,
    from: Date,
    /// The last day; at most 400 days with the first.
    to: Date,
}

/// Shows how much the rooms of a center are used, and when.
#[utoipa::path(get, path = "/figures/rooms", tag = "figures", params(UseOfRooms),
    responses((status = 200, body = RoomFigures), Problems))]
async fn show_room_figures(
    SignedIn(act): SignedIn,
    Params(UseOfRooms { center, from, to }): Params<UseOfRooms>,
) -> Reply<Json<RoomFigures>> {
    Ok(Json(act.ask(ShowRoomFigures { center, from, to }).await?))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct UseAtPlace {
    /// A center or a region.
    place: String,
    from: Date,
    /// The last day; at most 100 days with the first.
    to: Date,
}

/// Shows how much rooms are used, center by center.
#[utoipa::path(get, path = "/figures/rooms/centers", tag = "figures", params(UseAtPlace),
    responses((status = 200, body = CenterUses), Problems))]
async fn show_center_uses(
    SignedIn(act): SignedIn,
    Params(UseAtPlace { place, from, to }): Params<UseAtPlace>,
) -> Reply<Json<CenterUses>> {
    Ok(Json(act.ask(ShowCenterUses { place, from, to }).await?))
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(show_center_now))
        .routes(routes!(show_room_figures))
        .routes(routes!(show_center_uses))
}
