use crate::commands::*;
use crate::model::BookingId;
use crate::queries::*;
use crate::views::{BookableRoomList, Booking, Offer, RoomDays};
use lianxin_kernel::{Date, Line, Page, Secret};
use lianxin_places::{CenterId, RoomId};
use lianxin_web::{Caller, Created, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OfCenter {
    center: CenterId,
}

/// Lists the rooms of a center that can be booked, with their rules.
#[utoipa::path(get, path = "/rooms", tag = "bookings", params(OfCenter),
    responses((status = 200, body = BookableRoomList), Problems))]
async fn list_bookable_rooms(
    Caller(act): Caller,
    Params(OfCenter { center }): Params<OfCenter>,
) -> Reply<Json<BookableRoomList>> {
    Ok(Json(act.ask(ListBookableRooms { center }).await?))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Days {
    from: Date,
    /// The last day, at most 30 days after the first.
    to: Date,
}

/// Shows when a room is open and when it is taken, day by day.
#[utoipa::path(get, path = "/rooms/{id}/days", tag = "bookings",
    params(("id" = RoomId, Path), Days), responses((status = 200, body = RoomDays), Problems))]
async fn show_room_days(
    Caller(act): Caller,
    Path(room): Path<RoomId>,
    Params(Days { from, to }): Params<Days>,
) -> Reply<Json<RoomDays>> {
    Ok(Json(act.ask(ShowRoomDays { room, from, to }).await?))
}

/// Says whether the caller may have a room at a time, with reasons and the nearest alternatives.
#[utoipa::path(get, path = "/rooms/{id}/offer", tag = "bookings",
    params(("id" = RoomId, Path), OfferAsked), responses((status = 200, body = Offer), Problems))]
async fn show_offer(
    SignedIn(act): SignedIn,
    Path(room): Path<RoomId>,
    Params(asked): Params<OfferAsked>,
) -> Reply<Json<Offer>> {
    Ok(Json(act.ask(ShowOffer { room, asked }).await?))
}

/// Books a room for the caller, or for an organization they act for.
#[utoipa::path(post, path = "/rooms/{id}/bookings", tag = "bookings",
    params(("id" = RoomId, Path)), request_body = NewBooking,
    responses((status = 201, body = Booking), Problems))]
async fn book_room(
    SignedIn(act): SignedIn,
    Path(room): Path<RoomId>,
    Json(new): Json<NewBooking>,
) -> Reply<Created<Booking>> {
    Ok(Created(act.run(BookRoom { room, new }).await?))
}

/// Lists the caller's own bookings.
#[utoipa::path(get, path = "/me/bookings", tag = "bookings", params(MyBookingFilter),
    responses((status = 200, body = Page<Booking>), Problems))]
async fn list_my_bookings(
    SignedIn(act): SignedIn,
    Params(filter): Params<MyBookingFilter>,
) -> Reply<Json<Page<Booking>>> {
    Ok(Json(act.ask(ListMyBookings { filter }).await?))
}

/// Shows one booking.
#[utoipa::path(get, path = "/bookings/{id}", tag = "bookings",
    params(("id" = BookingId, Path)), responses((status = 200, body = Booking), Problems))]
async fn show_booking(
    SignedIn(act): SignedIn,
    Path(booking): Path<BookingId>,
) -> Reply<Json<Booking>> {
    Ok(Json(act.ask(ShowBooking { booking }).await?))
}

/// Why a booking is given up.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Cancelling {
    /// Needed from staff.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    why: Option<Line<120>>,
}

/// Gives a booking up.
#[utoipa::path(post, path = "/bookings/{id}/cancel", tag = "bookings",
    params(("id" = BookingId, Path)), request_body = Cancelling,
    responses((status = 200, body = Booking), Problems))]
async fn cancel_booking(
    SignedIn(act): SignedIn,
    Path(booking): Path<BookingId>,
    Json(Cancelling { why }): Json<Cancelling>,
) -> Reply<Json<Booking>> {
    Ok(Json(act.run(CancelBooking { booking, why }).await?))
}

/// Moves a booking to another time or room of its center.
#[utoipa::path(post, path = "/bookings/{id}/move", tag = "bookings",
    params(("id" = BookingId, Path)), request_body = BookingMove,
    responses((status = 200, body = Booking), Problems))]
async fn move_booking(
    SignedIn(act): SignedIn,
    Path(booking): Path<BookingId>,
    Json(to): Json<BookingMove>,
) -> Reply<Json<Booking>> {
    Ok(Json(act.run(MoveBooking { booking, to }).await?))
}

#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Ending {}

/// Leaves earlier than booked, so that others can have the room.
#[utoipa::path(post, path = "/bookings/{id}/end", tag = "bookings",
    params(("id" = BookingId, Path)), request_body = Ending,
    responses((status = 200, body = Booking), Problems))]
async fn end_booking(
    SignedIn(act): SignedIn,
    Path(booking): Path<BookingId>,
    Json(Ending {}): Json<Ending>,
) -> Reply<Json<Booking>> {
    Ok(Json(act.run(EndBooking { booking }).await?))
}

/// The code read at the door of a room.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoomCode {
    #[schema(value_type = String)]
    token: Secret<Line<40>>,
}

/// Checks the caller in to the room they booked, by the code at its door.
#[utoipa::path(post, path = "/rooms/{id}/check-ins", tag = "bookings",
    params(("id" = RoomId, Path)), request_body = RoomCode,
    responses((status = 201, body = Booking), Problems))]
async fn check_in_at_door(
    SignedIn(act): SignedIn,
    Path(room): Path<RoomId>,
    Json(RoomCode { token }): Json<RoomCode>,
) -> Reply<Created<Booking>> {
    Ok(Created(act.run(CheckInAtDoor { room, token }).await?))
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_bookable_rooms))
        .routes(routes!(show_room_days))
        .routes(routes!(show_offer))
        .routes(routes!(book_room))
        .routes(routes!(list_my_bookings))
        .routes(routes!(show_booking))
        .routes(routes!(cancel_booking))
        .routes(routes!(move_booking))
        .routes(routes!(end_booking))
        .routes(routes!(check_in_at_door))
}
