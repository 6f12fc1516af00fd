use crate::families::commands::{AddChild, AddPickUp, EndGuardian, EndPickUp, LinkGuardian};
use crate::families::model::{
    Child, Guardian, GuardianEvidence, GuardianId, GuardianRelation, PickUpId, PickUpPerson, Sex,
};
use crate::families::queries::{ListChildren, ListGuardians, ListPickUps, ShowPickUpPhone};
use crate::model::{PersonId, Phone};
use lianxin_kernel::{Date, Language, Line, Secret};
use lianxin_web::{Created, Done, Json, Path, Path2, Problems, Reply, Routes, SignedIn, routes};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
struct ChildList {
    items: Vec<Child>,
}

#[derive(Serialize, ToSchema)]
struct GuardianList {
    items: Vec<Guardian>,
}

#[derive(Serialize, ToSchema)]
struct PickUpList {
    items: Vec<PickUpPerson>,
}

#[derive(Serialize, ToSchema)]
struct MadeGuardian {
    id: GuardianId,
}

/// The whole phone of someone who may take a child home.
#[derive(Serialize, ToSchema)]
struct PickUpPhone {
    phone: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewChild {
    #[schema(value_type = Line<40>)]
    name: Secret<Line<40>>,
    #[schema(value_type = Date)]
    birth_date: Secret<Date>,
    #[serde(default)]
    #[schema(value_type = Option<Sex>)]
    sex: Option<Secret<Sex>>,
    relation: GuardianRelation,
    /// The guardian's when not said.
    #[serde(default)]
    language: Option<Language>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewGuardian {
    guardian: PersonId,
    relation: GuardianRelation,
    evidence: GuardianEvidence,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPickUp {
    #[schema(value_type = Line<40>)]
    name: Secret<Line<40>>,
    #[serde(default)]
    #[schema(value_type = Option<Line<20>>)]
    relation: Option<Secret<Line<20>>>,
    #[serde(default)]
    #[schema(value_type = Option<Phone>)]
    phone: Option<Secret<Phone>>,
    /// The last day on which they may; for good when not said.
    #[serde(default)]
    until: Option<Date>,
}

impl NewPickUp {
    fn of(self, child: PersonId) -> AddPickUp {
        let Self { name, relation, phone, until } = self;
        AddPickUp { child, name, relation, phone, until }
    }
}

/// Lists one's children who are not of age.
#[utoipa::path(get, path = "/me/children", tag = "people",
    responses((status = 200, body = ChildList), Problems))]
async fn list_my_children(SignedIn(act): SignedIn) -> Reply<Json<ChildList>> {
    Ok(Json(ChildList { items: act.ask(ListChildren).await? }))
}

/// Adds a child of one's own, who has no phone.
#[utoipa::path(post, path = "/me/children", tag = "people", request_body = NewChild,
    responses((status = 201, body = Child), Problems))]
async fn add_my_child(
    SignedIn(act): SignedIn,
    Json(body): Json<NewChild>,
) -> Reply<Created<Child>> {
    let NewChild { name, birth_date, sex, relation, language } = body;
    Ok(Created(act.run(AddChild { name, birth_date, sex, relation, language }).await?))
}

/// Lists who may take one's child home.
#[utoipa::path(get, path = "/me/children/{id}/pick-up-persons", tag = "people",
    params(("id" = PersonId, Path)), responses((status = 200, body = PickUpList), Problems))]
async fn list_my_pick_ups(
    SignedIn(act): SignedIn,
    Path(child): Path<PersonId>,
) -> Reply<Json<PickUpList>> {
    Ok(Json(PickUpList { items: act.ask(ListPickUps { child }).await? }))
}

/// Names someone who may take one's child home.
#[utoipa::path(post, path = "/me/children/{id}/pick-up-persons", tag = "people",
    params(("id" = PersonId, Path)), request_body = NewPickUp,
    responses((status = 201, body = PickUpPerson), Problems))]
async fn add_my_pick_up(
    SignedIn(act): SignedIn,
    Path(child): Path<PersonId>,
    Json(body): Json<NewPickUp>,
) -> Reply<Created<PickUpPerson>> {
    Ok(Created(act.run(body.of(child)).await?))
}

/// Takes someone away who might take one's child home.
#[utoipa::path(delete, path = "/me/children/{id}/pick-up-persons/{pick_up}", tag = "people",
    params(("id" = PersonId, Path), ("pick_up" = PickUpId, Path)),
    responses((status = 204), Problems))]
async fn end_my_pick_up(
    SignedIn(act): SignedIn,
    Path2(child, pick_up): Path2<PersonId, PickUpId>,
) -> Reply<Done> {
    act.run(EndPickUp { child, pick_up }).await?;
    Ok(Done)
}

/// Lists who may take a child home, at the desk.
#[utoipa::path(get, path = "/desk/people/{id}/pick-up-persons", tag = "people",
    params(("id" = PersonId, Path)), responses((status = 200, body = PickUpList), Problems))]
async fn list_pick_ups(
    SignedIn(act): SignedIn,
    Path(child): Path<PersonId>,
) -> Reply<Json<PickUpList>> {
    Ok(Json(PickUpList { items: act.ask(ListPickUps { child }).await? }))
}

/// Names, at the desk, someone who may take a child home.
#[utoipa::path(post, path = "/desk/people/{id}/pick-up-persons", tag = "people",
    params(("id" = PersonId, Path)), request_body = NewPickUp,
    responses((status = 201, body = PickUpPerson), Problems))]
async fn add_pick_up(
    SignedIn(act): SignedIn,
    Path(child): Path<PersonId>,
    Json(body): Json<NewPickUp>,
) -> Reply<Created<PickUpPerson>> {
    Ok(Created(act.run(body.of(child)).await?))
}

/// Takes someone away, at the desk, who might take a child home.
#[utoipa::path(delete, path = "/desk/people/{id}/pick-up-persons/{pick_up}", tag = "people",
    params(("id" = PersonId, Path), ("pick_up" = PickUpId, Path)),
    responses((status = 204), Problems))]
async fn end_pick_up(
    SignedIn(act): SignedIn,
    Path2(child, pick_up): Path2<PersonId, PickUpId>,
) -> Reply<Done> {
    act.run(EndPickUp { child, pick_up }).await?;
    Ok(Done)
}

/// Shows the whole phone of someone who may take a child home, for calling them.
#[utoipa::path(get, path = "/desk/people/{id}/pick-up-persons/{pick_up}/phone", tag = "people",
    params(("id" = PersonId, Path), ("pick_up" = PickUpId, Path)),
    responses((status = 200, body = PickUpPhone), Problems))]
async fn show_pick_up_phone(
    SignedIn(act): SignedIn,
    Path2(child, pick_up): Path2<PersonId, PickUpId>,
) -> Reply<Json<PickUpPhone>> {
    Ok(Json(PickUpPhone { phone: act.ask(ShowPickUpPhone { child, pick_up }).await? }))
}

/// Lists who stands up for a child.
#[utoipa::path(get, path = "/desk/people/{id}/guardians", tag = "people",
    params(("id" = PersonId, Path)), responses((status = 200, body = GuardianList), Problems))]
async fn list_guardians(
    SignedIn(act): SignedIn,
    Path(child): Path<PersonId>,
) -> Reply<Json<GuardianList>> {
    Ok(Json(GuardianList { items: act.ask(ListGuardians { child }).await? }))
}

/// Writes down who stands up for a child, after looking at a paper.
#[utoipa::path(post, path = "/desk/people/{id}/guardians", tag = "people",
    params(("id" = PersonId, Path)), request_body = NewGuardian,
    responses((status = 201, body = MadeGuardian), Problems))]
async fn link_guardian(
    SignedIn(act): SignedIn,
    Path(child): Path<PersonId>,
    Json(body): Json<NewGuardian>,
) -> Reply<Created<MadeGuardian>> {
    let NewGuardian { guardian, relation, evidence } = body;
    let id = act.run(LinkGuardian { child, guardian, relation, evidence }).await?;
    Ok(Created(MadeGuardian { id }))
}

/// Takes a guardian from a child.
#[utoipa::path(delete, path = "/desk/people/{id}/guardians/{link}", tag = "people",
    params(("id" = PersonId, Path), ("link" = GuardianId, Path)),
    responses((status = 204), Problems))]
async fn end_guardian(
    SignedIn(act): SignedIn,
    Path2(child, link): Path2<PersonId, GuardianId>,
) -> Reply<Done> {
    act.run(EndGuardian { child, link }).await?;
    Ok(Done)
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_my_children, add_my_child))
        .routes(routes!(list_my_pick_ups, add_my_pick_up))
        .routes(routes!(end_my_pick_up))
        .routes(routes!(list_pick_ups, add_pick_up))
        .routes(routes!(end_pick_up))
        .routes(routes!(show_pick_up_phone))
        .routes(routes!(list_guardians, link_guardian))
        .routes(routes!(end_guardian))
}
