use super::given;
use super::me::HouseholdIfAny;
use crate::families::commands::{AddMember, ChangeHousehold, CreateHousehold, LeaveHousehold};
use crate::families::model::{Household, MemberRelation};
use crate::families::queries::ShowHousehold;
use crate::model::PersonId;
use lianxin_kernel::{Date, Line, Secret};
use lianxin_web::{Created, Done, Json, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewHousehold {
    #[serde(default)]
    #[schema(value_type = Option<Line<120>>)]
    address: Option<Secret<Line<120>>>,
    /// Since when; today when not said.
    #[serde(default)]
    from: Option<Date>,
}

/// `null` takes the address away; a body without it changes nothing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HouseholdChange {
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Line<120>>)]
    address: Option<Option<Secret<Line<120>>>>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewHouseholdMember)]
struct NewMember {
    person: PersonId,
    relation: MemberRelation,
    #[serde(default)]
    from: Option<Date>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Leaving {
    /// The last day there; today when not said.
    #[serde(default)]
    until: Option<Date>,
}

/// Shows with whom a person lives.
#[utoipa::path(get, path = "/desk/people/{id}/household", tag = "people",
    params(("id" = PersonId, Path)), responses((status = 200, body = HouseholdIfAny), Problems))]
async fn show_household(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
) -> Reply<Json<HouseholdIfAny>> {
    Ok(Json(HouseholdIfAny { household: act.ask(ShowHousehold { person }).await? }))
}

/// Puts a household together, with this person as its head.
#[utoipa::path(post, path = "/desk/people/{id}/household", tag = "people",
    params(("id" = PersonId, Path)), request_body = NewHousehold,
    responses((status = 201, body = Household), Problems))]
async fn create_household(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(body): Json<NewHousehold>,
) -> Reply<Created<Household>> {
    let NewHousehold { address, from } = body;
    Ok(Created(act.run(CreateHousehold { person, address, from }).await?))
}

/// Corrects the address of a person's household.
#[utoipa::path(patch, path = "/desk/people/{id}/household", tag = "people",
    params(("id" = PersonId, Path)), request_body = HouseholdChange,
    responses((status = 200, body = HouseholdIfAny), Problems))]
async fn change_household(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(body): Json<HouseholdChange>,
) -> Reply<Json<HouseholdIfAny>> {
    let household = match body.address {
        Some(address) => Some(act.run(ChangeHousehold { person, address }).await?),
        None => act.ask(ShowHousehold { person }).await?,
    };
    Ok(Json(HouseholdIfAny { household }))
}

/// Takes another into a person's household.
#[utoipa::path(post, path = "/desk/people/{id}/household/members", tag = "people",
    params(("id" = PersonId, Path)), request_body = NewMember,
    responses((status = 201, body = Household), Problems))]
async fn add_household_member(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(body): Json<NewMember>,
) -> Reply<Created<Household>> {
    let NewMember { person: member, relation, from } = body;
    Ok(Created(act.run(AddMember { person, member, relation, from }).await?))
}

/// Writes down that a person moved out of their household.
#[utoipa::path(post, path = "/desk/people/{id}/household/leave", tag = "people",
    params(("id" = PersonId, Path)), request_body = Leaving,
    responses((status = 204), Problems))]
async fn leave_household(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(body): Json<Leaving>,
) -> Reply<Done> {
    act.run(LeaveHousehold { person, until: body.until }).await?;
    Ok(Done)
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(show_household, create_household, change_household))
        .routes(routes!(add_household_member))
        .routes(routes!(leave_household))
}
