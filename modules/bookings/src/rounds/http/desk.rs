use crate::queries::{ListRounds, ShowDeskRound};
use crate::rounds::allocate_round as share_out;
use crate::rounds::commands::{
    AnswerAppeal, ChangeRound, CloseRound, CreateRound, EndRound, OpenRound, PublishRound,
    PutBlocks, PutWishFor, RetryAward,
};
use crate::rounds::model::{AppealId, AwardId, BlockFacts, RoundFacts, RoundId, WishFacts};
use crate::rounds::views::{DeskRound, DeskRoundList, SeasonAppeal, SeasonAward, SeasonRound};
use lianxin_kernel::{Date, Note};
use lianxin_people::OrganizationId;
use lianxin_places::CenterId;
use lianxin_web::{Created, Done, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RoundsOf {
    center: CenterId,
}

/// Lists the season rounds of a center.
#[utoipa::path(get, path = "/desk/rounds", tag = "bookings", params(RoundsOf),
    responses((status = 200, body = DeskRoundList), Problems))]
async fn list_rounds(
    SignedIn(act): SignedIn,
    Params(RoundsOf { center }): Params<RoundsOf>,
) -> Reply<Json<DeskRoundList>> {
    Ok(Json(act.ask(ListRounds { center }).await?))
}

/// Begins a season round of a center.
#[utoipa::path(post, path = "/desk/centers/{id}/rounds", tag = "bookings",
    params(("id" = CenterId, Path)), request_body = RoundFacts,
    responses((status = 201, body = SeasonRound), Problems))]
async fn create_round(
    SignedIn(act): SignedIn,
    Path(center): Path<CenterId>,
    Json(facts): Json<RoundFacts>,
) -> Reply<Created<SeasonRound>> {
    Ok(Created(act.run(CreateRound { center, facts }).await?))
}

/// Shows a season round with its blocks, clubs, sharing and appeals.
#[utoipa::path(get, path = "/desk/rounds/{id}", tag = "bookings",
    params(("id" = RoundId, Path)), responses((status = 200, body = DeskRound), Problems))]
async fn show_desk_round(
    SignedIn(act): SignedIn,
    Path(round): Path<RoundId>,
) -> Reply<Json<DeskRound>> {
    Ok(Json(act.ask(ShowDeskRound { round }).await?))
}

/// Changes what a season round is about.
#[utoipa::path(put, path = "/desk/rounds/{id}", tag = "bookings",
    params(("id" = RoundId, Path)), request_body = RoundFacts,
    responses((status = 200, body = SeasonRound), Problems))]
async fn change_round(
    SignedIn(act): SignedIn,
    Path(round): Path<RoundId>,
    Json(facts): Json<RoundFacts>,
) -> Reply<Json<SeasonRound>> {
    Ok(Json(act.run(ChangeRound { round, facts }).await?))
}

/// The blocks a round offers, all of them.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BlocksOffered {
    /// At most 4,000.
    blocks: Vec<BlockFacts>,
}

/// Says which blocks a season round offers.
#[utoipa::path(put, path = "/desk/rounds/{id}/blocks", tag = "bookings",
    params(("id" = RoundId, Path)), request_body = BlocksOffered,
    responses((status = 200, body = DeskRound), Problems))]
async fn put_blocks(
    SignedIn(act): SignedIn,
    Path(round): Path<RoundId>,
    Json(BlocksOffered { blocks }): Json<BlocksOffered>,
) -> Reply<Json<DeskRound>> {
    Ok(Json(act.run(PutBlocks { round, blocks }).await?))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OfClub {
    organization: OrganizationId,
}

/// States what a club wants of a season, for it.
#[utoipa::path(put, path = "/desk/rounds/{id}/wish", tag = "bookings",
    params(("id" = RoundId, Path), OfClub), request_body = WishFacts,
    responses((status = 204), Problems))]
async fn put_wish_for(
    SignedIn(act): SignedIn,
    Path(round): Path<RoundId>,
    Params(OfClub { organization }): Params<OfClub>,
    Json(wish): Json<WishFacts>,
) -> Reply<Done> {
    act.run(PutWishFor { round, organization, wish }).await?;
    Ok(Done)
}

#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoundStep {}

/// Lets clubs state their wishes.
#[utoipa::path(post, path = "/desk/rounds/{id}/open", tag = "bookings",
    params(("id" = RoundId, Path)), request_body = RoundStep,
    responses((status = 200, body = SeasonRound), Problems))]
async fn open_round(
    SignedIn(act): SignedIn,
    Path(round): Path<RoundId>,
    Json(RoundStep {}): Json<RoundStep>,
) -> Reply<Json<SeasonRound>> {
    Ok(Json(act.run(OpenRound { round }).await?))
}

/// Takes no more wishes.
#[utoipa::path(post, path = "/desk/rounds/{id}/close", tag = "bookings",
    params(("id" = RoundId, Path)), request_body = RoundStep,
    responses((status = 200, body = SeasonRound), Problems))]
async fn close_round(
    SignedIn(act): SignedIn,
    Path(round): Path<RoundId>,
    Json(RoundStep {}): Json<RoundStep>,
) -> Reply<Json<SeasonRound>> {
    Ok(Json(act.run(CloseRound { round }).await?))
}

/// Shares the blocks out among the clubs and proposes it to them. Takes up to half a minute.
#[utoipa::path(post, path = "/desk/rounds/{id}/allocate", tag = "bookings",
    params(("id" = RoundId, Path)), request_body = RoundStep,
    responses((status = 200, body = DeskRound), Problems))]
async fn allocate_round(
    SignedIn(act): SignedIn,
    Path(round): Path<RoundId>,
    Json(RoundStep {}): Json<RoundStep>,
) -> Reply<Json<DeskRound>> {
    Ok(Json(share_out(&act, round).await?))
}

/// Makes what is proposed final; the program then writes it into the calendar.
#[utoipa::path(post, path = "/desk/rounds/{id}/publish", tag = "bookings",
    params(("id" = RoundId, Path)), request_body = RoundStep,
    responses((status = 200, body = SeasonRound), Problems))]
async fn publish_round(
    SignedIn(act): SignedIn,
    Path(round): Path<RoundId>,
    Json(RoundStep {}): Json<RoundStep>,
) -> Reply<Json<SeasonRound>> {
    Ok(Json(act.run(PublishRound { round }).await?))
}

/// From when on a season is given back.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoundEnding {
    from: Date,
}

/// Ends a season early.
#[utoipa::path(post, path = "/desk/rounds/{id}/end", tag = "bookings",
    params(("id" = RoundId, Path)), request_body = RoundEnding,
    responses((status = 200, body = SeasonRound), Problems))]
async fn end_round(
    SignedIn(act): SignedIn,
    Path(round): Path<RoundId>,
    Json(RoundEnding { from }): Json<RoundEnding>,
) -> Reply<Json<SeasonRound>> {
    Ok(Json(act.run(EndRound { round, from }).await?))
}

#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AppealAnswer {
    accept: bool,
    #[schema(value_type = String)]
    answer: Note<500>,
}

/// Answers the appeal of a club.
#[utoipa::path(post, path = "/desk/appeals/{id}/answer", tag = "bookings",
    params(("id" = AppealId, Path)), request_body = AppealAnswer,
    responses((status = 200, body = SeasonAppeal), Problems))]
async fn answer_appeal(
    SignedIn(act): SignedIn,
    Path(appeal): Path<AppealId>,
    Json(AppealAnswer { accept, answer }): Json<AppealAnswer>,
) -> Reply<Json<SeasonAppeal>> {
    Ok(Json(act.run(AnswerAppeal { appeal, accept, answer }).await?))
}

/// Tries again the dates of a club that were refused.
#[utoipa::path(post, path = "/desk/awards/{id}/retry", tag = "bookings",
    params(("id" = AwardId, Path)), request_body = RoundStep,
    responses((status = 200, body = SeasonAward), Problems))]
async fn retry_award(
    SignedIn(act): SignedIn,
    Path(award): Path<AwardId>,
    Json(RoundStep {}): Json<RoundStep>,
) -> Reply<Json<SeasonAward>> {
    Ok(Json(act.run(RetryAward { award }).await?))
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_rounds))
        .routes(routes!(create_round))
        .routes(routes!(show_desk_round, change_round))
        .routes(routes!(put_blocks))
        .routes(routes!(put_wish_for))
        .routes(routes!(open_round))
        .routes(routes!(close_round))
        .routes(routes!(allocate_round))
        .routes(routes!(publish_round))
        .routes(routes!(end_round))
        .routes(routes!(answer_appeal))
        .routes(routes!(retry_award))
}
