//! Breaches, the notices to send, and whom they concern.
use super::{Nothing, PlacePage, PrivacyPage};
use crate::commands::{
    AddConcerned, Added, BreachChanged, ChangeBreach, CloseBreach, NoteAuthorityTold, RecordBreach,
    TellConcerned, Told,
};
use crate::model::{BreachFields, BreachId};
use crate::queries::{ListBreaches, ListConcerned, ShowBreach};
use crate::views::{BreachView, ConcernedView};
use lianxin_kernel::{Line, Page, Timestamp};
use lianxin_people::{PersonId, PlaceId};
use lianxin_web::{Created, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::Deserialize;
use utoipa::ToSchema;

/// Lists the breaches of a place and all below it, the latest first.
#[utoipa::path(get, path = "/desk/privacy/breaches", tag = "privacy", params(PlacePage),
    responses((status = 200, body = Page<BreachView>), Problems))]
async fn list_breaches(
    SignedIn(act): SignedIn,
    Params(asked): Params<PlacePage>,
) -> Reply<Json<Page<BreachView>>> {
    let (place, page) = asked.split();
    Ok(Json(act.ask(ListBreaches { place, page }).await?))
}

/// A breach that was found.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BreachDraft {
    #[schema(value_type = String)]
    place: PlaceId,
    found_at: Timestamp,
    fields: BreachFields,
}

/// Writes down a leak, tampering or loss of data of persons.
#[utoipa::path(post, path = "/desk/privacy/breaches", tag = "privacy", request_body = BreachDraft,
    responses((status = 201, body = BreachChanged), Problems))]
async fn record_breach(
    SignedIn(act): SignedIn,
    Json(BreachDraft { place, found_at, fields }): Json<BreachDraft>,
) -> Reply<Created<BreachChanged>> {
    Ok(Created(act.run(RecordBreach { place, found_at, fields }).await?))
}

/// Shows a breach with the two notices to send, in three languages.
#[utoipa::path(get, path = "/desk/privacy/breaches/{id}", tag = "privacy",
    params(("id" = BreachId, Path)),
    responses((status = 200, body = BreachView), Problems))]
async fn show_breach(
    SignedIn(act): SignedIn,
    Path(breach): Path<BreachId>,
) -> Reply<Json<BreachView>> {
    Ok(Json(act.ask(ShowBreach { breach }).await?))
}

/// What became known later, over the version that was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BreachChange {
    version: i64,
    found_at: Timestamp,
    fields: BreachFields,
}

/// Writes down what became known of a breach later.
#[utoipa::path(patch, path = "/desk/privacy/breaches/{id}", tag = "privacy",
    params(("id" = BreachId, Path)), request_body = BreachChange,
    responses((status = 200, body = BreachChanged), Problems))]
async fn change_breach(
    SignedIn(act): SignedIn,
    Path(breach): Path<BreachId>,
    Json(BreachChange { version, found_at, fields }): Json<BreachChange>,
) -> Reply<Json<BreachChanged>> {
    Ok(Json(act.run(ChangeBreach { breach, version, found_at, fields }).await?))
}

/// Lists whose data a breach concerns.
#[utoipa::path(get, path = "/desk/privacy/breaches/{id}/people", tag = "privacy",
    params(("id" = BreachId, Path), PrivacyPage),
    responses((status = 200, body = Page<ConcernedView>), Problems))]
async fn list_concerned(
    SignedIn(act): SignedIn,
    Path(breach): Path<BreachId>,
    Params(page): Params<PrivacyPage>,
) -> Reply<Json<Page<ConcernedView>>> {
    Ok(Json(act.ask(ListConcerned { breach, page: page.into() }).await?))
}

/// People whose data it was, at most 1,000.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConcernedDraft {
    persons: Vec<PersonId>,
}

/// Adds people whose data a breach concerns.
#[utoipa::path(post, path = "/desk/privacy/breaches/{id}/people", tag = "privacy",
    params(("id" = BreachId, Path)), request_body = ConcernedDraft,
    responses((status = 200, body = Added), Problems))]
async fn add_concerned(
    SignedIn(act): SignedIn,
    Path(breach): Path<BreachId>,
    Json(ConcernedDraft { persons }): Json<ConcernedDraft>,
) -> Reply<Json<Added>> {
    Ok(Json(act.run(AddConcerned { breach, persons }).await?))
}

/// Tells those listed who were not told yet.
#[utoipa::path(post, path = "/desk/privacy/breaches/{id}/tell", tag = "privacy",
    params(("id" = BreachId, Path)), request_body = Nothing,
    responses((status = 200, body = Told), Problems))]
async fn tell_concerned(
    SignedIn(act): SignedIn,
    Path(breach): Path<BreachId>,
    Json(Nothing {}): Json<Nothing>,
) -> Reply<Json<Told>> {
    Ok(Json(act.run(TellConcerned { breach }).await?))
}

/// When and how the authority was told.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AuthorityTold {
    at: Timestamp,
    /// By letter, by phone to whom, under which number.
    how: Line<120>,
}

/// Notes that the authority was told.
#[utoipa::path(post, path = "/desk/privacy/breaches/{id}/authority-told", tag = "privacy",
    params(("id" = BreachId, Path)), request_body = AuthorityTold,
    responses((status = 200, body = BreachChanged), Problems))]
async fn note_authority_told(
    SignedIn(act): SignedIn,
    Path(breach): Path<BreachId>,
    Json(AuthorityTold { at, how }): Json<AuthorityTold>,
) -> Reply<Json<BreachChanged>> {
    Ok(Json(act.run(NoteAuthorityTold { breach, at, how }).await?))
}

/// Closes a breach: the authority was told, and everybody listed.
#[utoipa::path(post, path = "/desk/privacy/breaches/{id}/close", tag = "privacy",
    params(("id" = BreachId, Path)), request_body = Nothing,
    responses((status = 200, body = BreachChanged), Problems))]
async fn close_breach(
    SignedIn(act): SignedIn,
    Path(breach): Path<BreachId>,
    Json(Nothing {}): Json<Nothing>,
) -> Reply<Json<BreachChanged>> {
    Ok(Json(act.run(CloseBreach { breach }).await?))
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_breaches, record_breach))
        .routes(routes!(show_breach, change_breach))
        .routes(routes!(list_concerned, add_concerned))
        .routes(routes!(tell_concerned))
        .routes(routes!(note_authority_told))
        .routes(routes!(close_breach))
}
