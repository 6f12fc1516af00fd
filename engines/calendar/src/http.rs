//! The endpoints of the desk: how rooms are arranged, used, kept and closed. In the folder: what is free, what is lent.
mod free;
mod items;

use crate::commands::*;
use crate::model::{ClosingId, Occupancy, OccupancyId, RoomSetting};
use crate::queries::*;
use crate::record::{Closed, Closing, ClosingList, OccupancyList};
use lianxin_kernel::Date;
use lianxin_places::{CenterId, RoomId};
use lianxin_web::{Created, Done, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Of which room a room is a part.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Arrangement {
    /// `null`: of none.
    part_of: Option<RoomId>,
}

/// Makes a room a part of another, or a room of its own.
#[utoipa::path(put, path = "/desk/rooms/{id}/part-of", tag = "calendar",
    params(("id" = RoomId, Path)), request_body = Arrangement,
    responses((status = 204), Problems))]
async fn arrange_room(
    SignedIn(act): SignedIn,
    Path(room): Path<RoomId>,
    Json(Arrangement { part_of }): Json<Arrangement>,
) -> Reply<Done> {
    act.run(ArrangeRoom { room, part_of }).await?;
    Ok(Done)
}

/// Shows how a room is used.
#[utoipa::path(get, path = "/desk/rooms/{id}/setting", tag = "calendar",
    params(("id" = RoomId, Path)), responses((status = 200, body = RoomSetting), Problems))]
async fn show_room_setting(
    SignedIn(act): SignedIn,
    Path(room): Path<RoomId>,
) -> Reply<Json<RoomSetting>> {
    Ok(Json(act.ask(ShowSetting { room }).await?))
}

/// Says how a room is used.
#[utoipa::path(put, path = "/desk/rooms/{id}/setting", tag = "calendar",
    params(("id" = RoomId, Path)), request_body = RoomSetting,
    responses((status = 200, body = RoomSetting), Problems))]
async fn put_room_setting(
    SignedIn(act): SignedIn,
    Path(room): Path<RoomId>,
    Json(setting): Json<RoomSetting>,
) -> Reply<Json<RoomSetting>> {
    Ok(Json(act.run(PutSetting { room, setting }).await?))
}

/// Keeps a room for staff.
#[utoipa::path(post, path = "/desk/rooms/{id}/blockings", tag = "calendar",
    params(("id" = RoomId, Path)), request_body = Blocking,
    responses((status = 201, body = Occupancy), Problems))]
async fn block_room(
    SignedIn(act): SignedIn,
    Path(room): Path<RoomId>,
    Json(blocking): Json<Blocking>,
) -> Reply<Created<Occupancy>> {
    Ok(Created(act.run(Block { room, blocking }).await?))
}

/// Gives back a room that staff kept.
#[utoipa::path(delete, path = "/desk/blockings/{id}", tag = "calendar",
    params(("id" = OccupancyId, Path)), responses((status = 204), Problems))]
async fn unblock_room(SignedIn(act): SignedIn, Path(blocking): Path<OccupancyId>) -> Reply<Done> {
    act.run(Unblock { blocking }).await?;
    Ok(Done)
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OfCenter {
    center: CenterId,
}

/// Lists the closings of a center that are not over.
#[utoipa::path(get, path = "/desk/closings", tag = "calendar", params(OfCenter),
    responses((status = 200, body = ClosingList), Problems))]
async fn list_closings(
    SignedIn(act): SignedIn,
    Params(OfCenter { center }): Params<OfCenter>,
) -> Reply<Json<ClosingList>> {
    Ok(Json(act.ask(ListClosings { center }).await?))
}

/// Closes a room or a center for a time. What is held then is released.
#[utoipa::path(post, path = "/desk/closings", tag = "calendar", request_body = NewClosing,
    responses((status = 201, body = Closed), Problems))]
async fn close_room(
    SignedIn(act): SignedIn,
    Json(closing): Json<NewClosing>,
) -> Reply<Created<Closed>> {
    Ok(Created(act.run(CloseRoom { closing }).await?))
}

/// Says what a closing would take away; changes nothing.
#[utoipa::path(post, path = "/desk/closings/preview", tag = "calendar",
    request_body = NewClosing, responses((status = 200, body = Closed), Problems))]
async fn preview_closing(
    SignedIn(act): SignedIn,
    Json(closing): Json<NewClosing>,
) -> Reply<Json<Closed>> {
    Ok(Json(act.ask(PreviewClosing { closing }).await?))
}

#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoFields {}

/// Opens again what was closed.
#[utoipa::path(post, path = "/desk/closings/{id}/end", tag = "calendar",
    params(("id" = ClosingId, Path)), request_body = NoFields,
    responses((status = 200, body = Closing), Problems))]
async fn end_closing(
    SignedIn(act): SignedIn,
    Path(closing): Path<ClosingId>,
    Json(NoFields {}): Json<NoFields>,
) -> Reply<Json<Closing>> {
    Ok(Json(act.run(EndClosing { closing }).await?))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DaysOfCenter {
    center: CenterId,
    from: Date,
    /// The last day, at most 30 days after the first.
    to: Date,
}

/// Lists what is held at a center on some days.
#[utoipa::path(get, path = "/desk/occupancies", tag = "calendar", params(DaysOfCenter),
    responses((status = 200, body = OccupancyList), Problems))]
async fn list_occupancies(
    SignedIn(act): SignedIn,
    Params(DaysOfCenter { center, from, to }): Params<DaysOfCenter>,
) -> Reply<Json<OccupancyList>> {
    Ok(Json(act.ask(ListOccupancies { center, from, to }).await?))
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(arrange_room))
        .routes(routes!(show_room_setting, put_room_setting))
        .routes(routes!(block_room))
        .routes(routes!(unblock_room))
        .routes(routes!(list_closings, close_room))
        .routes(routes!(preview_closing))
        .routes(routes!(end_closing))
        .routes(routes!(list_occupancies))
        .merge(free::routes())
        .merge(items::routes())
        .merge(crate::feeds::http::routes())
}
