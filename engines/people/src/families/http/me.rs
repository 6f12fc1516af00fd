use super::given;
use crate::families::commands::{
    ChangeMyDetails, ClaimResidency, EndMyStanding, NewStanding, TellStanding,
};
use crate::families::model::{
    Details, DetailsChange, Household, LunarBirthday, Needs, Residency, ResidencyEvidence, Sex,
    Standing, StandingId,
};
use crate::families::queries::{ListStandings, ShowHousehold, ShowMyDetails, ShowResidency};
use lianxin_kernel::Secret;
use lianxin_web::{Created, Done, Json, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What to change; a field that is not there stays, `null` takes it away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MyDetailsChange {
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Sex>)]
    sex: Option<Secret<Option<Sex>>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<LunarBirthday>)]
    lunar_birthday: Option<Secret<Option<LunarBirthday>>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Needs>)]
    needs: Option<Secret<Option<Needs>>>,
}

/// With whom someone lives, if that is known.
#[derive(Serialize, ToSchema)]
pub(super) struct HouseholdIfAny {
    pub household: Option<Household>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ResidencyClaim {
    #[serde(default)]
    pub evidence: Option<ResidencyEvidence>,
}

/// What someone is in the life of places.
#[derive(Serialize, ToSchema)]
pub(super) struct StandingList {
    pub items: Vec<Standing>,
}

/// Shows what one told of oneself beside the least.
#[utoipa::path(get, path = "/me/details", tag = "people",
    responses((status = 200, body = Details), Problems))]
async fn show_my_details(SignedIn(act): SignedIn) -> Reply<Json<Details>> {
    Ok(Json(act.ask(ShowMyDetails).await?))
}

/// Tells sex, lunar birthday or needs, or takes them back.
#[utoipa::path(patch, path = "/me/details", tag = "people", request_body = MyDetailsChange,
    responses((status = 200, body = Details), Problems))]
async fn change_my_details(
    SignedIn(act): SignedIn,
    Json(body): Json<MyDetailsChange>,
) -> Reply<Json<Details>> {
    let MyDetailsChange { sex, lunar_birthday, needs } = body;
    let change = DetailsChange { sex, lunar_birthday, needs };
    // The answer holds needs, so it is not kept to be given again.
    Ok(Json(act.each_time().run(ChangeMyDetails { change }).await?))
}

/// Shows with whom one lives.
#[utoipa::path(get, path = "/me/household", tag = "people",
    responses((status = 200, body = HouseholdIfAny), Problems))]
async fn show_my_household(SignedIn(act): SignedIn) -> Reply<Json<HouseholdIfAny>> {
    let person = act.person()?.into();
    let household = act.ask(ShowHousehold { person }).await?;
    Ok(Json(HouseholdIfAny { household }))
}

/// Shows whether it is known that one lives where one says.
#[utoipa::path(get, path = "/me/residency", tag = "people",
    responses((status = 200, body = Residency), Problems))]
async fn show_my_residency(SignedIn(act): SignedIn) -> Reply<Json<Residency>> {
    let person = act.person()?.into();
    Ok(Json(act.ask(ShowResidency { person }).await?))
}

/// Says that one lives in the community of one's home center.
#[utoipa::path(post, path = "/me/residency", tag = "people", request_body = ResidencyClaim,
    responses((status = 200, body = Residency), Problems))]
async fn claim_my_residency(
    SignedIn(act): SignedIn,
    Json(body): Json<ResidencyClaim>,
) -> Reply<Json<Residency>> {
    let person = act.person()?.into();
    Ok(Json(act.run(ClaimResidency { person, evidence: body.evidence }).await?))
}

/// Lists what one is in the life of places.
#[utoipa::path(get, path = "/me/standings", tag = "people",
    responses((status = 200, body = StandingList), Problems))]
async fn list_my_standings(SignedIn(act): SignedIn) -> Reply<Json<StandingList>> {
    let person = act.person()?.into();
    Ok(Json(StandingList { items: act.ask(ListStandings { person }).await? }))
}

/// Says that one is a volunteer, a veteran, or a party member who reports in at a community.
#[utoipa::path(post, path = "/me/standings", tag = "people", request_body = NewStanding,
    responses((status = 201, body = Standing), Problems))]
async fn tell_my_standing(
    SignedIn(act): SignedIn,
    Json(standing): Json<NewStanding>,
) -> Reply<Created<Standing>> {
    Ok(Created(act.each_time().run(TellStanding { standing: Secret::new(standing) }).await?))
}

/// Takes back what one said of oneself.
#[utoipa::path(delete, path = "/me/standings/{id}", tag = "people",
    params(("id" = StandingId, Path)), responses((status = 204), Problems))]
async fn end_my_standing(SignedIn(act): SignedIn, Path(standing): Path<StandingId>) -> Reply<Done> {
    act.run(EndMyStanding { standing }).await?;
    Ok(Done)
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(show_my_details, change_my_details))
        .routes(routes!(show_my_household))
        .routes(routes!(show_my_residency, claim_my_residency))
        .routes(routes!(list_my_standings, tell_my_standing))
        .routes(routes!(end_my_standing))
}
