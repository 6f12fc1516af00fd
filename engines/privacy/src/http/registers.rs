//! Assessments, those who get data, and what the retention did.
use super::{Nothing, PlacePage, PrivacyPage};
use crate::commands::{
    AddAssessment, AddProvision, AssessmentChanged, ChangeAssessment, EndProvision,
    ReviewAssessment, SubmitAssessment,
};
use crate::model::{AssessmentFields, AssessmentId, ProvisionFields, ProvisionId};
use crate::queries::{ListAssessments, ListProvisions, ListRetentionRuns, ShowAssessment};
use crate::views::{AssessmentView, ProvisionView, RetentionRun};
use lianxin_kernel::{Note, Page};
use lianxin_people::PlaceId;
use lianxin_web::{Created, Done, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Lists what the runs of the retention did, the latest first.
#[utoipa::path(get, path = "/desk/privacy/retention", tag = "privacy", params(PrivacyPage),
    responses((status = 200, body = Page<RetentionRun>), Problems))]
async fn list_retention_runs(
    SignedIn(act): SignedIn,
    Params(page): Params<PrivacyPage>,
) -> Reply<Json<Page<RetentionRun>>> {
    Ok(Json(act.ask(ListRetentionRuns { page: page.into() }).await?))
}

/// Lists the assessments of a place and all below it, the latest first.
#[utoipa::path(get, path = "/desk/privacy/assessments", tag = "privacy", params(PlacePage),
    responses((status = 200, body = Page<AssessmentView>), Problems))]
async fn list_assessments(
    SignedIn(act): SignedIn,
    Params(asked): Params<PlacePage>,
) -> Reply<Json<Page<AssessmentView>>> {
    let (place, page) = asked.split();
    Ok(Json(act.ask(ListAssessments { place, page }).await?))
}

/// An assessment to begin.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AssessmentDraft {
    #[schema(value_type = String)]
    place: PlaceId,
    fields: AssessmentFields,
}

/// Begins an assessment of the impact on persons.
#[utoipa::path(post, path = "/desk/privacy/assessments", tag = "privacy",
    request_body = AssessmentDraft,
    responses((status = 201, body = AssessmentChanged), Problems))]
async fn add_assessment(
    SignedIn(act): SignedIn,
    Json(AssessmentDraft { place, fields }): Json<AssessmentDraft>,
) -> Reply<Created<AssessmentChanged>> {
    Ok(Created(act.run(AddAssessment { place, fields }).await?))
}

/// Shows one assessment.
#[utoipa::path(get, path = "/desk/privacy/assessments/{id}", tag = "privacy",
    params(("id" = AssessmentId, Path)),
    responses((status = 200, body = AssessmentView), Problems))]
async fn show_assessment(
    SignedIn(act): SignedIn,
    Path(assessment): Path<AssessmentId>,
) -> Reply<Json<AssessmentView>> {
    Ok(Json(act.ask(ShowAssessment { assessment }).await?))
}

/// A change of an assessment, over the version that was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AssessmentChange {
    version: i64,
    fields: AssessmentFields,
}

/// Changes an assessment of one's own; it is a draft then.
#[utoipa::path(patch, path = "/desk/privacy/assessments/{id}", tag = "privacy",
    params(("id" = AssessmentId, Path)), request_body = AssessmentChange,
    responses((status = 200, body = AssessmentChanged), Problems))]
async fn change_assessment(
    SignedIn(act): SignedIn,
    Path(assessment): Path<AssessmentId>,
    Json(AssessmentChange { version, fields }): Json<AssessmentChange>,
) -> Reply<Json<AssessmentChanged>> {
    Ok(Json(act.run(ChangeAssessment { assessment, version, fields }).await?))
}

/// Gives a draft to whoever reviews it.
#[utoipa::path(post, path = "/desk/privacy/assessments/{id}/submit", tag = "privacy",
    params(("id" = AssessmentId, Path)), request_body = Nothing,
    responses((status = 200, body = AssessmentChanged), Problems))]
async fn submit_assessment(
    SignedIn(act): SignedIn,
    Path(assessment): Path<AssessmentId>,
    Json(Nothing {}): Json<Nothing>,
) -> Reply<Json<AssessmentChanged>> {
    Ok(Json(act.run(SubmitAssessment { assessment }).await?))
}

/// What the reviewer says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AssessmentReview {
    approve: bool,
    note: Note<1000>,
}

/// Approves or rejects what another wrote.
#[utoipa::path(post, path = "/desk/privacy/assessments/{id}/review", tag = "privacy",
    params(("id" = AssessmentId, Path)), request_body = AssessmentReview,
    responses((status = 200, body = AssessmentChanged), Problems))]
async fn review_assessment(
    SignedIn(act): SignedIn,
    Path(assessment): Path<AssessmentId>,
    Json(AssessmentReview { approve, note }): Json<AssessmentReview>,
) -> Reply<Json<AssessmentChanged>> {
    Ok(Json(act.run(ReviewAssessment { assessment, approve, note }).await?))
}

/// Lists who else gets data, at a place and all below it.
#[utoipa::path(get, path = "/desk/privacy/provisions", tag = "privacy", params(PlacePage),
    responses((status = 200, body = Page<ProvisionView>), Problems))]
async fn list_provisions(
    SignedIn(act): SignedIn,
    Params(asked): Params<PlacePage>,
) -> Reply<Json<Page<ProvisionView>>> {
    let (place, page) = asked.split();
    Ok(Json(act.ask(ListProvisions { place, page }).await?))
}

/// Someone who gets data.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProvisionDraft {
    #[schema(value_type = String)]
    place: PlaceId,
    fields: ProvisionFields,
}

/// What was entered.
#[derive(Serialize, ToSchema)]
struct ProvisionAdded {
    provision: ProvisionId,
}

/// Enters who else gets data, by which contract.
#[utoipa::path(post, path = "/desk/privacy/provisions", tag = "privacy",
    request_body = ProvisionDraft,
    responses((status = 201, body = ProvisionAdded), Problems))]
async fn add_provision(
    SignedIn(act): SignedIn,
    Json(ProvisionDraft { place, fields }): Json<ProvisionDraft>,
) -> Reply<Created<ProvisionAdded>> {
    let provision = act.run(AddProvision { place, fields }).await?;
    Ok(Created(ProvisionAdded { provision }))
}

/// Notes that someone gets data no longer, and what they had is returned or deleted.
#[utoipa::path(post, path = "/desk/privacy/provisions/{id}/end", tag = "privacy",
    params(("id" = ProvisionId, Path)), request_body = Nothing,
    responses((status = 204), Problems))]
async fn end_provision(
    SignedIn(act): SignedIn,
    Path(provision): Path<ProvisionId>,
    Json(Nothing {}): Json<Nothing>,
) -> Reply<Done> {
    act.run(EndProvision { provision }).await?;
    Ok(Done)
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_retention_runs))
        .routes(routes!(list_assessments, add_assessment))
        .routes(routes!(show_assessment, change_assessment))
        .routes(routes!(submit_assessment))
        .routes(routes!(review_assessment))
        .routes(routes!(list_provisions, add_provision))
        .routes(routes!(end_provision))
}
