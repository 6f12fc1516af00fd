use crate::commands::*;
use crate::model::BookingSeriesId;
use crate::queries::*;
use crate::series::*;
use lianxin_kernel::{Line, Page};
use lianxin_places::RoomId;
use lianxin_web::{Created, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Says what would become of each date of a series the caller would book.
#[utoipa::path(post, path = "/rooms/{id}/series/preview", tag = "bookings",
    params(("id" = RoomId, Path)), request_body = NewBookingSeries,
    responses((status = 200, body = BookingSeriesOutlook), Problems))]
async fn preview_series(
    SignedIn(act): SignedIn,
    Path(room): Path<RoomId>,
    Json(new): Json<NewBookingSeries>,
) -> Reply<Json<BookingSeriesOutlook>> {
    Ok(Json(act.ask(PreviewSeries { room, new }).await?))
}

/// Books a room again and again for the caller, or for an organization they act for.
#[utoipa::path(post, path = "/rooms/{id}/series", tag = "bookings",
    params(("id" = RoomId, Path)), request_body = NewBookingSeries,
    responses((status = 201, body = BookingSeries), Problems))]
async fn book_series(
    SignedIn(act): SignedIn,
    Path(room): Path<RoomId>,
    Json(new): Json<NewBookingSeries>,
) -> Reply<Created<BookingSeries>> {
    Ok(Created(act.run(BookSeries { room, new }).await?))
}

/// Lists the caller's own series.
#[utoipa::path(get, path = "/me/series", tag = "bookings", params(MySeriesFilter),
    responses((status = 200, body = Page<BookingSeriesSummary>), Problems))]
async fn list_my_series(
    SignedIn(act): SignedIn,
    Params(filter): Params<MySeriesFilter>,
) -> Reply<Json<Page<BookingSeriesSummary>>> {
    Ok(Json(act.ask(ListMySeries { filter }).await?))
}

/// Shows a series with all its dates.
#[utoipa::path(get, path = "/series/{id}", tag = "bookings",
    params(("id" = BookingSeriesId, Path)),
    responses((status = 200, body = BookingSeries), Problems))]
async fn show_series(
    SignedIn(act): SignedIn,
    Path(series): Path<BookingSeriesId>,
) -> Reply<Json<BookingSeries>> {
    Ok(Json(act.ask(ShowSeries { series }).await?))
}

/// Which dates are tried again.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SeriesRetry {
    /// `null`: all that were refused and lie ahead.
    #[serde(default)]
    nth: Option<i64>,
}

/// Tries again the dates of a series that were refused.
#[utoipa::path(post, path = "/series/{id}/retry", tag = "bookings",
    params(("id" = BookingSeriesId, Path)), request_body = SeriesRetry,
    responses((status = 200, body = BookingSeries), Problems))]
async fn retry_series(
    SignedIn(act): SignedIn,
    Path(series): Path<BookingSeriesId>,
    Json(SeriesRetry { nth }): Json<SeriesRetry>,
) -> Reply<Json<BookingSeries>> {
    Ok(Json(act.run(RetrySeries { series, nth }).await?))
}

/// Moves a date of a series and those that follow.
#[utoipa::path(post, path = "/series/{id}/move", tag = "bookings",
    params(("id" = BookingSeriesId, Path)), request_body = BookingSeriesMove,
    responses((status = 200, body = BookingSeries), Problems))]
async fn move_series(
    SignedIn(act): SignedIn,
    Path(series): Path<BookingSeriesId>,
    Json(to): Json<BookingSeriesMove>,
) -> Reply<Json<BookingSeries>> {
    Ok(Json(act.run(MoveSeries { series, to }).await?))
}

/// From which date on a series is given up, and why.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SeriesCancelling {
    /// `null`: all that lie ahead.
    #[serde(default)]
    from: Option<i64>,
    /// Needed from staff.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    why: Option<Line<120>>,
}

/// Gives up the dates of a series from one on.
#[utoipa::path(post, path = "/series/{id}/cancel", tag = "bookings",
    params(("id" = BookingSeriesId, Path)), request_body = SeriesCancelling,
    responses((status = 200, body = BookingSeries), Problems))]
async fn cancel_series(
    SignedIn(act): SignedIn,
    Path(series): Path<BookingSeriesId>,
    Json(SeriesCancelling { from, why }): Json<SeriesCancelling>,
) -> Reply<Json<BookingSeries>> {
    Ok(Json(act.run(CancelSeries { series, from, why }).await?))
}

#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SeriesPlainly)]
struct Plainly {}

/// Says that a series is still needed.
#[utoipa::path(post, path = "/series/{id}/confirm", tag = "bookings",
    params(("id" = BookingSeriesId, Path)), request_body = Plainly,
    responses((status = 200, body = BookingSeries), Problems))]
async fn confirm_series(
    SignedIn(act): SignedIn,
    Path(series): Path<BookingSeriesId>,
    Json(Plainly {}): Json<Plainly>,
) -> Reply<Json<BookingSeries>> {
    Ok(Json(act.run(ConfirmSeries { series }).await?))
}

/// Gives somebody all dates of a series they asked for.
#[utoipa::path(post, path = "/desk/series/{id}/approve", tag = "bookings",
    params(("id" = BookingSeriesId, Path)), request_body = Plainly,
    responses((status = 200, body = BookingSeries), Problems))]
async fn approve_series(
    SignedIn(act): SignedIn,
    Path(series): Path<BookingSeriesId>,
    Json(Plainly {}): Json<Plainly>,
) -> Reply<Json<BookingSeries>> {
    Ok(Json(act.run(ApproveSeries { series }).await?))
}

/// Why somebody does not get the dates they asked for.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SeriesDenial {
    #[schema(value_type = String)]
    why: Line<120>,
}

/// Says no to all dates of a series that somebody asked for.
#[utoipa::path(post, path = "/desk/series/{id}/deny", tag = "bookings",
    params(("id" = BookingSeriesId, Path)), request_body = SeriesDenial,
    responses((status = 200, body = BookingSeries), Problems))]
async fn deny_series(
    SignedIn(act): SignedIn,
    Path(series): Path<BookingSeriesId>,
    Json(SeriesDenial { why }): Json<SeriesDenial>,
) -> Reply<Json<BookingSeries>> {
    Ok(Json(act.run(DenySeries { series, why }).await?))
}

/// Lists the series of a center by name.
#[utoipa::path(get, path = "/desk/series", tag = "bookings", params(DeskSeriesFilter),
    responses((status = 200, body = Page<DeskBookingSeries>), Problems))]
async fn list_desk_series(
    SignedIn(act): SignedIn,
    Params(filter): Params<DeskSeriesFilter>,
) -> Reply<Json<Page<DeskBookingSeries>>> {
    Ok(Json(act.ask(ListDeskSeries { filter }).await?))
}

/// Says what would become of each date of a series booked at the desk.
#[utoipa::path(post, path = "/desk/rooms/{id}/series/preview", tag = "bookings",
    params(("id" = RoomId, Path)), request_body = NewDeskBookingSeries,
    responses((status = 200, body = BookingSeriesOutlook), Problems))]
async fn preview_series_for(
    SignedIn(act): SignedIn,
    Path(room): Path<RoomId>,
    Json(new): Json<NewDeskBookingSeries>,
) -> Reply<Json<BookingSeriesOutlook>> {
    Ok(Json(act.ask(PreviewSeriesFor { room, new }).await?))
}

/// Books a room again and again for someone at the desk.
#[utoipa::path(post, path = "/desk/rooms/{id}/series", tag = "bookings",
    params(("id" = RoomId, Path)), request_body = NewDeskBookingSeries,
    responses((status = 201, body = BookingSeries), Problems))]
async fn book_series_for(
    SignedIn(act): SignedIn,
    Path(room): Path<RoomId>,
    Json(new): Json<NewDeskBookingSeries>,
) -> Reply<Created<BookingSeries>> {
    Ok(Created(act.run(BookSeriesFor { room, new }).await?))
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(preview_series))
        .routes(routes!(book_series))
        .routes(routes!(list_my_series))
        .routes(routes!(show_series))
        .routes(routes!(retry_series))
        .routes(routes!(move_series))
        .routes(routes!(cancel_series))
        .routes(routes!(confirm_series))
        .routes(routes!(approve_series))
        .routes(routes!(deny_series))
        .routes(routes!(list_desk_series))
        .routes(routes!(preview_series_for))
        .routes(routes!(book_series_for))
}
