//! The endpoints.
use super::commands::{MergePeople, SplitPerson, TakenOut, TellApart, UndoMerge};
use super::model::{Duplicate, HeldThing, MergeId, MergePreview, Merged, PastMerge, PersonField};
use super::queries::{ListDuplicates, ListHeld, ListMerges, PreviewMerge};
use crate::model::{AgeBand, PersonId};
use crate::place::CenterId;
use lianxin_kernel::{Date, Line, Page, Secret};
use lianxin_web::{Created, Done, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DuplicateFilter {
    /// Whose people.
    center: CenterId,
    after: Option<String>,
    /// 1 to 100, 20 when not said.
    limit: Option<i64>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Distinct {
    one: PersonId,
    other: PersonId,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OtherRecord {
    /// The record that would be merged into the one of the path.
    merged: PersonId,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MergeRequest {
    /// The record that is merged into the one of the path.
    merged: PersonId,
    /// Fields whose value comes from it although the other has one.
    #[serde(default)]
    take: Vec<PersonField>,
}

#[derive(Serialize, ToSchema)]
struct PastMerges {
    items: Vec<PastMerge>,
}

#[derive(Serialize, ToSchema)]
struct HeldThings {
    items: Vec<HeldThing>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UndoRequest {}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TakenThing {
    holding: String,
    id: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SplitRequest {
    #[schema(value_type = Line<40>)]
    name: Secret<Line<40>>,
    #[serde(default)]
    #[schema(value_type = Option<Date>)]
    birth_date: Option<Secret<Date>>,
    /// In place of the birth date.
    #[serde(default)]
    #[schema(value_type = Option<AgeBand>)]
    age_band: Option<Secret<AgeBand>>,
    /// 1 to 500.
    things: Vec<TakenThing>,
}

/// Lists who of a center looks like somebody else.
#[utoipa::path(get, path = "/desk/people/duplicates", tag = "people", params(DuplicateFilter),
    responses((status = 200, body = Page<Duplicate>), Problems))]
async fn list_duplicates(
    SignedIn(act): SignedIn,
    Params(filter): Params<DuplicateFilter>,
) -> Reply<Json<Page<Duplicate>>> {
    let DuplicateFilter { center, after, limit } = filter;
    Ok(Json(act.ask(ListDuplicates { center, after, limit }).await?))
}

/// Says that two who look like one are not.
#[utoipa::path(post, path = "/desk/people/duplicates/tell-apart", tag = "people",
    request_body = Distinct, responses((status = 204), Problems))]
async fn tell_apart(SignedIn(act): SignedIn, Json(body): Json<Distinct>) -> Reply<Done> {
    act.run(TellApart { one: body.one, other: body.other }).await?;
    Ok(Done)
}

/// Shows what putting two records together would do.
#[utoipa::path(get, path = "/desk/people/{id}/merge", tag = "people",
    params(("id" = PersonId, Path), OtherRecord),
    responses((status = 200, body = MergePreview), Problems))]
async fn preview_merge(
    SignedIn(act): SignedIn,
    Path(kept): Path<PersonId>,
    Params(other): Params<OtherRecord>,
) -> Reply<Json<MergePreview>> {
    Ok(Json(act.ask(PreviewMerge { kept, merged: other.merged }).await?))
}

/// Puts two records of one person together.
#[utoipa::path(post, path = "/desk/people/{id}/merge", tag = "people",
    params(("id" = PersonId, Path)), request_body = MergeRequest,
    responses((status = 200, body = Merged), Problems))]
async fn merge_people(
    SignedIn(act): SignedIn,
    Path(kept): Path<PersonId>,
    Json(body): Json<MergeRequest>,
) -> Reply<Json<Merged>> {
    let MergeRequest { merged, take } = body;
    Ok(Json(act.run(MergePeople { kept, merged, take }).await?))
}

/// Lists the merges a person was part of.
#[utoipa::path(get, path = "/desk/people/{id}/merges", tag = "people",
    params(("id" = PersonId, Path)),
    responses((status = 200, body = PastMerges), Problems))]
async fn list_merges(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
) -> Reply<Json<PastMerges>> {
    Ok(Json(PastMerges { items: act.ask(ListMerges { person }).await? }))
}

/// Takes two records apart again, within 90 days.
#[utoipa::path(post, path = "/desk/merges/{id}/undo", tag = "people",
    params(("id" = MergeId, Path)), request_body = UndoRequest,
    responses((status = 200, body = Merged), Problems))]
async fn undo_merge(
    SignedIn(act): SignedIn,
    Path(merge): Path<MergeId>,
    Json(_body): Json<UndoRequest>,
) -> Reply<Json<Merged>> {
    Ok(Json(act.run(UndoMerge { merge }).await?))
}

/// Lists the things of a person that can be taken out of their record.
#[utoipa::path(get, path = "/desk/people/{id}/held", tag = "people",
    params(("id" = PersonId, Path)),
    responses((status = 200, body = HeldThings), Problems))]
async fn list_held(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
) -> Reply<Json<HeldThings>> {
    Ok(Json(HeldThings { items: act.ask(ListHeld { person }).await? }))
}

/// Takes things that are somebody else's out of a record, for a new person.
#[utoipa::path(post, path = "/desk/people/{id}/split", tag = "people",
    params(("id" = PersonId, Path)), request_body = SplitRequest,
    responses((status = 201, body = TakenOut), Problems))]
async fn split_person(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(body): Json<SplitRequest>,
) -> Reply<Created<TakenOut>> {
    let SplitRequest { name, birth_date, age_band, things } = body;
    let things = things.into_iter().map(|t| (t.holding, t.id)).collect();
    Ok(Created(act.run(SplitPerson { person, name, birth_date, age_band, things }).await?))
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_duplicates))
        .routes(routes!(tell_apart))
        .routes(routes!(preview_merge, merge_people))
        .routes(routes!(list_merges))
        .routes(routes!(undo_merge))
        .routes(routes!(list_held))
        .routes(routes!(split_person))
}
