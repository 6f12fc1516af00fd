use crate::commands::*;
use crate::model::{BookingId, Policy};
use crate::queries::*;
use crate::views::{Booking, DeskBookingList, PolicyView};
use axum::http::{HeaderMap, header};
use lianxin_kernel::{Date, Line};
use lianxin_places::{CenterId, RoomId};
use lianxin_web::{
    Created, Done, Json, Params, Path, Problems, PublicUrl, Reply, Routes, SignedIn, routes,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct BookingsWanted {
    center: CenterId,
    from: Date,
    /// The last day, at most 92 days after the first.
    to: Date,
    /// Only what waits for a decision.
    #[serde(default)]
    asked: bool,
}

/// Lists the bookings of a center by name.
#[utoipa::path(get, path = "/desk/bookings", tag = "bookings", params(BookingsWanted),
    responses((status = 200, body = DeskBookingList), Problems))]
async fn list_desk_bookings(
    SignedIn(act): SignedIn,
    Params(BookingsWanted { center, from, to, asked }): Params<BookingsWanted>,
) -> Reply<Json<DeskBookingList>> {
    Ok(Json(act.ask(ListDeskBookings { center, from, to, asked }).await?))
}

/// Books a room for someone at the desk.
#[utoipa::path(post, path = "/desk/rooms/{id}/bookings", tag = "bookings",
    params(("id" = RoomId, Path)), request_body = NewDeskBooking,
    responses((status = 201, body = Booking), Problems))]
async fn book_room_for(
    SignedIn(act): SignedIn,
    Path(room): Path<RoomId>,
    Json(new): Json<NewDeskBooking>,
) -> Reply<Created<Booking>> {
    Ok(Created(act.run(BookRoomFor { room, new }).await?))
}

#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Plainly {}

/// Gives somebody the room they asked for.
#[utoipa::path(post, path = "/desk/bookings/{id}/approve", tag = "bookings",
    params(("id" = BookingId, Path)), request_body = Plainly,
    responses((status = 200, body = Booking), Problems))]
async fn approve_booking(
    SignedIn(act): SignedIn,
    Path(booking): Path<BookingId>,
    Json(Plainly {}): Json<Plainly>,
) -> Reply<Json<Booking>> {
    Ok(Json(act.run(ApproveBooking { booking }).await?))
}

/// Why somebody does not get the room.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Denial {
    #[schema(value_type = String)]
    why: Line<120>,
}

/// Says no to what somebody asked for.
#[utoipa::path(post, path = "/desk/bookings/{id}/deny", tag = "bookings",
    params(("id" = BookingId, Path)), request_body = Denial,
    responses((status = 200, body = Booking), Problems))]
async fn deny_booking(
    SignedIn(act): SignedIn,
    Path(booking): Path<BookingId>,
    Json(Denial { why }): Json<Denial>,
) -> Reply<Json<Booking>> {
    Ok(Json(act.run(DenyBooking { booking, why }).await?))
}

/// Checks those in who booked.
#[utoipa::path(post, path = "/desk/bookings/{id}/check-in", tag = "bookings",
    params(("id" = BookingId, Path)), request_body = Plainly,
    responses((status = 200, body = Booking), Problems))]
async fn check_in_booking(
    SignedIn(act): SignedIn,
    Path(booking): Path<BookingId>,
    Json(Plainly {}): Json<Plainly>,
) -> Reply<Json<Booking>> {
    Ok(Json(act.run(CheckInBooking { booking }).await?))
}

/// Rules and the day from which they are in force.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPolicy {
    /// Not in the past, at most a year ahead.
    valid_from: Date,
    rules: Policy,
}

/// Shows by which rules a room may be booked today.
#[utoipa::path(get, path = "/desk/rooms/{id}/booking-policy", tag = "bookings",
    params(("id" = RoomId, Path)), responses((status = 200, body = PolicyView), Problems))]
async fn show_room_policy(
    SignedIn(act): SignedIn,
    Path(room): Path<RoomId>,
) -> Reply<Json<PolicyView>> {
    Ok(Json(act.ask(ShowRoomPolicy { room }).await?))
}

/// Says by which rules a room may be booked from a day on.
#[utoipa::path(put, path = "/desk/rooms/{id}/booking-policy", tag = "bookings",
    params(("id" = RoomId, Path)), request_body = NewPolicy,
    responses((status = 204), Problems))]
async fn put_room_policy(
    SignedIn(act): SignedIn,
    Path(room): Path<RoomId>,
    Json(NewPolicy { valid_from, rules }): Json<NewPolicy>,
) -> Reply<Done> {
    act.run(PutRoomPolicy { room, valid_from, rules }).await?;
    Ok(Done)
}

/// Shows by which rules the rooms of a center may be booked today.
#[utoipa::path(get, path = "/desk/centers/{id}/booking-policy", tag = "bookings",
    params(("id" = CenterId, Path)), responses((status = 200, body = PolicyView), Problems))]
async fn show_center_policy(
    SignedIn(act): SignedIn,
    Path(center): Path<CenterId>,
) -> Reply<Json<PolicyView>> {
    Ok(Json(act.ask(ShowCenterPolicy { center }).await?))
}

/// Says by which rules the rooms of a center may be booked from a day on.
#[utoipa::path(put, path = "/desk/centers/{id}/booking-policy", tag = "bookings",
    params(("id" = CenterId, Path)), request_body = NewPolicy,
    responses((status = 204), Problems))]
async fn put_center_policy(
    SignedIn(act): SignedIn,
    Path(center): Path<CenterId>,
    Json(NewPolicy { valid_from, rules }): Json<NewPolicy>,
) -> Reply<Done> {
    act.run(PutCenterPolicy { center, valid_from, rules }).await?;
    Ok(Done)
}

/// Shows what stands at the door of a room right now.
#[utoipa::path(get, path = "/desk/rooms/{id}/door", tag = "bookings",
    params(("id" = RoomId, Path)), responses((status = 200, body = RoomDoor), Problems))]
async fn show_room_door(
    SignedIn(act): SignedIn,
    Path(room): Path<RoomId>,
    headers: HeaderMap,
) -> Reply<Json<RoomDoor>> {
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let site = act.app().settings().find::<PublicUrl>();
    let site = site.map_or_else(|| format!("http://{host}"), |url| url.0.clone());
    Ok(Json(act.ask(ShowRoomDoor { room, site }).await?))
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_desk_bookings))
        .routes(routes!(book_room_for))
        .routes(routes!(approve_booking))
        .routes(routes!(deny_booking))
        .routes(routes!(check_in_booking))
        .routes(routes!(show_room_policy, put_room_policy))
        .routes(routes!(show_center_policy, put_center_policy))
        .routes(routes!(show_room_door))
}
