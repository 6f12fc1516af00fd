//! The endpoints of feeds.
use super::{
    EndFeed, EndMyFeed, FeedId, FeedList, ListFeeds, MadeFeed, MakeFeed, MakeMyFeed, NewFeed,
    OwnFeed, ReadFeed, RotateFeed, ShowMyFeed,
};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use lianxin_kernel::{Language, fingerprint};
use lianxin_places::CenterId;
use lianxin_web::{
    Caller, Created, Done, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct FeedsOf {
    center: CenterId,
}

/// Lists the feeds of a center and of its rooms.
#[utoipa::path(get, path = "/desk/feeds", tag = "calendar", params(FeedsOf),
    responses((status = 200, body = FeedList), Problems))]
async fn list_feeds(
    SignedIn(act): SignedIn,
    Params(FeedsOf { center }): Params<FeedsOf>,
) -> Reply<Json<FeedList>> {
    Ok(Json(act.ask(ListFeeds { center }).await?))
}

/// Makes a feed of a room or of a center. Its address is told this once.
#[utoipa::path(post, path = "/desk/feeds", tag = "calendar", request_body = NewFeed,
    responses((status = 201, body = MadeFeed), Problems))]
async fn make_feed(SignedIn(act): SignedIn, Json(feed): Json<NewFeed>) -> Reply<Created<MadeFeed>> {
    Ok(Created(act.each_time().run(MakeFeed { feed }).await?))
}

#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FeedRequest {}

/// Gives a feed another address; the one before is worth nothing from then on.
#[utoipa::path(post, path = "/desk/feeds/{id}/rotate", tag = "calendar",
    params(("id" = FeedId, Path)), request_body = FeedRequest,
    responses((status = 200, body = MadeFeed), Problems))]
async fn rotate_feed(
    SignedIn(act): SignedIn,
    Path(feed): Path<FeedId>,
    Json(FeedRequest {}): Json<FeedRequest>,
) -> Reply<Json<MadeFeed>> {
    Ok(Json(act.each_time().run(RotateFeed { feed }).await?))
}

/// Ends a feed: nothing is read at its address any more.
#[utoipa::path(delete, path = "/desk/feeds/{id}", tag = "calendar",
    params(("id" = FeedId, Path)), responses((status = 204), Problems))]
async fn end_feed(SignedIn(act): SignedIn, Path(feed): Path<FeedId>) -> Reply<Done> {
    act.run(EndFeed { feed }).await?;
    Ok(Done)
}

/// Says whether one has a feed of when one is held oneself.
#[utoipa::path(get, path = "/me/calendar-feed", tag = "calendar",
    responses((status = 200, body = OwnFeed), Problems))]
async fn show_my_feed(SignedIn(act): SignedIn) -> Reply<Json<OwnFeed>> {
    Ok(Json(act.ask(ShowMyFeed).await?))
}

/// What one's own feed shall be like.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MyFeed {
    #[serde(default)]
    language: Language,
}

/// Makes one's own feed, or gives it another address. It is told this once.
#[utoipa::path(post, path = "/me/calendar-feed", tag = "calendar", request_body = MyFeed,
    responses((status = 201, body = MadeFeed), Problems))]
async fn make_my_feed(
    SignedIn(act): SignedIn,
    Json(MyFeed { language }): Json<MyFeed>,
) -> Reply<Created<MadeFeed>> {
    Ok(Created(act.each_time().run(MakeMyFeed { language }).await?))
}

/// Ends one's own feed.
#[utoipa::path(delete, path = "/me/calendar-feed", tag = "calendar",
    responses((status = 204), Problems))]
async fn end_my_feed(SignedIn(act): SignedIn) -> Reply<Done> {
    act.run(EndMyFeed {}).await?;
    Ok(Done)
}

/// The iCalendar text of a feed, for the calendar program of whoever has its address.
#[utoipa::path(get, path = "/feeds/{token}", tag = "calendar",
    params(("token" = String, Path, description = "The secret of the feed, then `.ics`.")),
    responses((status = 200, body = String, content_type = "text/calendar"),
        (status = 304, description = "As it was."), Problems))]
async fn read_feed(
    Caller(act): Caller,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Reply<Response> {
    let text = act.ask(ReadFeed { file }).await?;
    let tag = format!("\"{}\"", HEXLOWER.encode(&fingerprint(text.as_bytes())));
    let cache =
        [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, "private, max-age=300".to_owned())];
    let has = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    if has.is_some_and(|has| has.contains(&tag)) {
        return Ok((StatusCode::NOT_MODIFIED, cache).into_response());
    }
    let kind = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")];
    Ok((cache, kind, text).into_response())
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_feeds, make_feed))
        .routes(routes!(rotate_feed))
        .routes(routes!(end_feed))
        .routes(routes!(show_my_feed, make_my_feed, end_my_feed))
        .routes(routes!(read_feed))
}
