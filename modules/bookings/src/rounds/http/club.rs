use crate::queries::{ListMyRounds, ShowClubRound};
use crate::rounds::commands::{Appeal, GiveBackDate, PutWish, WithdrawWish};
use crate::rounds::model::{AwardId, RoundId, WishFacts};
use crate::rounds::views::{ClubRound, MyRounds, SeasonAppeal};
use lianxin_calendar::OccupancyId;
use lianxin_kernel::Note;
use lianxin_people::OrganizationId;
use lianxin_web::{Created, Done, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Lists the season rounds of the clubs the caller acts for.
#[utoipa::path(get, path = "/me/rounds", tag = "bookings",
    responses((status = 200, body = MyRounds), Problems))]
async fn list_my_rounds(SignedIn(act): SignedIn) -> Reply<Json<MyRounds>> {
    Ok(Json(act.ask(ListMyRounds).await?))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ForClub {
    /// The club the caller acts for.
    organization: OrganizationId,
}

/// Shows a season round to a club.
#[utoipa::path(get, path = "/rounds/{id}", tag = "bookings",
    params(("id" = RoundId, Path), ForClub),
    responses((status = 200, body = ClubRound), Problems))]
async fn show_club_round(
    SignedIn(act): SignedIn,
    Path(round): Path<RoundId>,
    Params(ForClub { organization }): Params<ForClub>,
) -> Reply<Json<ClubRound>> {
    Ok(Json(act.ask(ShowClubRound { round, organization }).await?))
}

/// States what a club wants of a season.
#[utoipa::path(put, path = "/rounds/{id}/wish", tag = "bookings",
    params(("id" = RoundId, Path), ForClub), request_body = WishFacts,
    responses((status = 204), Problems))]
async fn put_wish(
    SignedIn(act): SignedIn,
    Path(round): Path<RoundId>,
    Params(ForClub { organization }): Params<ForClub>,
    Json(wish): Json<WishFacts>,
) -> Reply<Done> {
    act.run(PutWish { round, organization, wish }).await?;
    Ok(Done)
}

/// Takes back what a club wants of a season.
#[utoipa::path(delete, path = "/rounds/{id}/wish", tag = "bookings",
    params(("id" = RoundId, Path), ForClub), responses((status = 204), Problems))]
async fn withdraw_wish(
    SignedIn(act): SignedIn,
    Path(round): Path<RoundId>,
    Params(ForClub { organization }): Params<ForClub>,
) -> Reply<Done> {
    act.run(WithdrawWish { round, organization }).await?;
    Ok(Done)
}

/// Why a club is not content with what is proposed.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAppeal {
    organization: OrganizationId,
    #[schema(value_type = String)]
    text: Note<500>,
}

/// Appeals against what is proposed to a club.
#[utoipa::path(post, path = "/rounds/{id}/appeals", tag = "bookings",
    params(("id" = RoundId, Path)), request_body = NewAppeal,
    responses((status = 201, body = SeasonAppeal), Problems))]
async fn appeal(
    SignedIn(act): SignedIn,
    Path(round): Path<RoundId>,
    Json(NewAppeal { organization, text }): Json<NewAppeal>,
) -> Reply<Created<SeasonAppeal>> {
    Ok(Created(act.run(Appeal { round, organization, text }).await?))
}

/// Which date is given back.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DateGivenBack {
    occupancy: OccupancyId,
}

/// Gives back one date of a club.
#[utoipa::path(post, path = "/awards/{id}/give-back", tag = "bookings",
    params(("id" = AwardId, Path)), request_body = DateGivenBack,
    responses((status = 204), Problems))]
async fn give_back_date(
    SignedIn(act): SignedIn,
    Path(award): Path<AwardId>,
    Json(DateGivenBack { occupancy }): Json<DateGivenBack>,
) -> Reply<Done> {
    act.run(GiveBackDate { award, occupancy }).await?;
    Ok(Done)
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_my_rounds))
        .routes(routes!(show_club_round))
        .routes(routes!(put_wish, withdraw_wish))
        .routes(routes!(appeal))
        .routes(routes!(give_back_date))
}
