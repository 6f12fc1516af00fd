//! The public endpoints of places and the desk's for hours.
use crate::commands::{AddHoursException, AddedException, NewException, RemoveHoursException};
use crate::model::*;
use crate::queries::*;
use lianxin_kernel::Page;
use lianxin_web::{
    Caller, Created, Done, Json, Params, Path, Path2, Problems, Reply, Routes, SignedIn, routes,
};
use serde::Deserialize;
use utoipa::IntoParams;

/// Lists all regions, the larger ones first.
#[utoipa::path(get, path = "/regions", tag = "places", responses((status = 200, body = RegionList), Problems))]
async fn list_regions(Caller(act): Caller) -> Reply<Json<RegionList>> {
    Ok(Json(act.ask(ListRegions).await?))
}

/// Shows a region with what is published and counted of it.
#[utoipa::path(get, path = "/regions/{id}", tag = "places", params(("id" = String, Path)), responses((status = 200, body = Region), Problems))]
async fn show_region(Caller(act): Caller, Path(id): Path<RegionId>) -> Reply<Json<Region>> {
    Ok(Json(act.ask(ShowRegion { id }).await?))
}

/// Lists centers, the nearest first when a position is given.
#[utoipa::path(get, path = "/centers", tag = "places", params(CenterFilter), responses((status = 200, body = Page<CenterCard>), Problems))]
async fn list_centers(
    Caller(act): Caller,
    Params(filter): Params<CenterFilter>,
) -> Reply<Json<Page<CenterCard>>> {
    Ok(Json(act.ask(ListCenters { filter }).await?))
}

/// Shows a center with all that is known of it.
#[utoipa::path(get, path = "/centers/{id}", tag = "places", params(("id" = String, Path)), responses((status = 200, body = Center), Problems))]
async fn show_center(Caller(act): Caller, Path(id): Path<CenterId>) -> Reply<Json<Center>> {
    Ok(Json(act.ask(ShowCenter { id }).await?))
}

/// Lists the rooms of a center.
#[utoipa::path(get, path = "/centers/{id}/rooms", tag = "places", params(("id" = String, Path)), responses((status = 200, body = RoomList), Problems))]
async fn list_rooms(Caller(act): Caller, Path(center): Path<CenterId>) -> Reply<Json<RoomList>> {
    Ok(Json(act.ask(ListRooms { center }).await?))
}

/// Shows the opening hours of a center as they were entered.
#[utoipa::path(get, path = "/centers/{id}/hours", tag = "places", params(("id" = String, Path)), responses((status = 200, body = Hours), Problems))]
async fn show_hours(Caller(act): Caller, Path(center): Path<CenterId>) -> Reply<Json<Hours>> {
    Ok(Json(act.ask(ShowHours { center }).await?))
}

/// Says that a center is closed, or open at other times, on some days.
#[utoipa::path(post, path = "/centers/{id}/hours/exceptions", tag = "places", params(("id" = String, Path)), request_body = NewException, responses((status = 201, body = AddedException), Problems))]
async fn add_hours_exception(
    SignedIn(act): SignedIn,
    Path(center): Path<CenterId>,
    Json(exception): Json<NewException>,
) -> Reply<Created<AddedException>> {
    Ok(Created(act.run(AddHoursException { center, exception }).await?))
}

/// Takes such days back.
#[utoipa::path(delete, path = "/centers/{id}/hours/exceptions/{exception}", tag = "places", params(("id" = String, Path), ("exception" = String, Path)), responses((status = 204), Problems))]
async fn remove_hours_exception(
    SignedIn(act): SignedIn,
    Path2(center, exception): Path2<CenterId, ExceptionId>,
) -> Reply<Done> {
    act.run(RemoveHoursException { center, exception }).await?;
    Ok(Done)
}

/// Which part of the map.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct MapFilter {
    /// This region and all below it; everything when not given.
    #[param(value_type = Option<String>)]
    region: Option<RegionId>,
}

/// Shows the own map as GeoJSON. The centers are not in it.
#[utoipa::path(get, path = "/map", tag = "places", params(MapFilter), responses((status = 200, body = MapCollection), Problems))]
async fn show_map(
    Caller(act): Caller,
    Params(filter): Params<MapFilter>,
) -> Reply<Json<MapCollection>> {
    Ok(Json(act.ask(ShowMap { region: filter.region }).await?))
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_regions))
        .routes(routes!(show_region))
        .routes(routes!(list_centers))
        .routes(routes!(show_center))
        .routes(routes!(list_rooms))
        .routes(routes!(show_hours))
        .routes(routes!(add_hours_exception))
        .routes(routes!(remove_hours_exception))
        .routes(routes!(show_map))
}
