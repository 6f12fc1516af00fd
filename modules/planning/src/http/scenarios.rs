//! Questions that are kept, and the searches for them.
use super::{District, district};
use crate::answers::{self, Exported};
use crate::commands::*;
use crate::model::*;
use crate::queries::{ListRuns, ListScenarios, ShowRun, ShowScenario};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use lianxin_web::{
    Created, Done, Json, Params, Path, Problems, Reply, Routes, SignedIn, Wanted, routes,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Lists the scenarios of a district.
#[utoipa::path(get, path = "/planning/scenarios", tag = "planning", params(District),
    responses((status = 200, body = ScenarioList), Problems))]
async fn list_scenarios(
    SignedIn(act): SignedIn,
    Params(District { district: asked }): Params<District>,
) -> Reply<Json<ScenarioList>> {
    let region = district(&act, asked).await?;
    Ok(Json(act.ask(ListScenarios { region }).await?))
}

/// Adds a scenario.
#[utoipa::path(post, path = "/planning/scenarios", tag = "planning", params(District),
    request_body = ScenarioFields, responses((status = 201, body = Scenario), Problems))]
async fn add_scenario(
    SignedIn(act): SignedIn,
    Params(District { district: asked }): Params<District>,
    Json(fields): Json<ScenarioFields>,
) -> Reply<Created<Scenario>> {
    let region = district(&act, asked).await?;
    Ok(Created(act.run(AddScenario { region, fields }).await?))
}

/// Shows a scenario.
#[utoipa::path(get, path = "/planning/scenarios/{id}", tag = "planning",
    params(("id" = ScenarioId, Path)), responses((status = 200, body = Scenario), Problems))]
async fn show_scenario(
    SignedIn(act): SignedIn,
    Path(scenario): Path<ScenarioId>,
) -> Reply<Json<Scenario>> {
    Ok(Json(act.ask(ShowScenario { scenario }).await?))
}

/// Changes a scenario, if nobody did since the version that was read.
#[utoipa::path(put, path = "/planning/scenarios/{id}", tag = "planning",
    params(("id" = ScenarioId, Path)), request_body = ScenarioChange,
    responses((status = 200, body = Scenario), Problems))]
async fn change_scenario(
    SignedIn(act): SignedIn,
    Path(scenario): Path<ScenarioId>,
    Json(change): Json<ScenarioChange>,
) -> Reply<Json<Scenario>> {
    Ok(Json(act.run(ChangeScenario { scenario, change }).await?))
}

/// Deletes a scenario and its runs.
#[utoipa::path(delete, path = "/planning/scenarios/{id}", tag = "planning",
    params(("id" = ScenarioId, Path)), responses((status = 204), Problems))]
async fn delete_scenario(SignedIn(act): SignedIn, Path(scenario): Path<ScenarioId>) -> Reply<Done> {
    act.run(DeleteScenario { scenario }).await?;
    Ok(Done)
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ExportWish {
    #[param(inline)]
    format: ExportFormat,
}

/// Exports a scenario: its sites, centers, bands and gaps as GeoJSON, a table of centers as CSV, or a
/// page to print.
#[utoipa::path(get, path = "/planning/scenarios/{id}/export", tag = "planning",
    params(("id" = ScenarioId, Path), ExportWish),
    responses((status = 200, body = String, content_type = "text/plain"), Problems))]
async fn export_scenario(
    SignedIn(act): SignedIn,
    Wanted(language): Wanted,
    Path(scenario): Path<ScenarioId>,
    Params(ExportWish { format }): Params<ExportWish>,
) -> Reply<Response> {
    let Exported { kind, text } = answers::export(&act, scenario, format, language).await?;
    let name = format!("attachment; filename=\"{scenario}.{}\"", format.code());
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], text)
        .into_response())
}

/// Nothing to say.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Starts a search for the best sites of a scenario.
#[utoipa::path(post, path = "/planning/scenarios/{id}/runs", tag = "planning",
    params(("id" = ScenarioId, Path)), request_body = Nothing,
    responses((status = 202, body = Run), Problems))]
async fn start_run(
    SignedIn(act): SignedIn,
    Path(scenario): Path<ScenarioId>,
    Json(Nothing {}): Json<Nothing>,
) -> Reply<(StatusCode, Json<Run>)> {
    Ok((StatusCode::ACCEPTED, Json(act.run(StartRun { scenario }).await?)))
}

/// Lists the searches of a scenario.
#[utoipa::path(get, path = "/planning/scenarios/{id}/runs", tag = "planning",
    params(("id" = ScenarioId, Path)), responses((status = 200, body = RunList), Problems))]
async fn list_runs(
    SignedIn(act): SignedIn,
    Path(scenario): Path<ScenarioId>,
) -> Reply<Json<RunList>> {
    Ok(Json(act.ask(ListRuns { scenario }).await?))
}

/// Shows a search: how far it is, or what it found.
#[utoipa::path(get, path = "/planning/runs/{id}", tag = "planning",
    params(("id" = RunId, Path)), responses((status = 200, body = Run), Problems))]
async fn show_run(SignedIn(act): SignedIn, Path(run): Path<RunId>) -> Reply<Json<Run>> {
    Ok(Json(act.ask(ShowRun { run }).await?))
}

/// Ends a search before its time.
#[utoipa::path(post, path = "/planning/runs/{id}/cancel", tag = "planning",
    params(("id" = RunId, Path)), request_body = Nothing,
    responses((status = 200, body = Run), Problems))]
async fn cancel_run(
    SignedIn(act): SignedIn,
    Path(run): Path<RunId>,
    Json(Nothing {}): Json<Nothing>,
) -> Reply<Json<Run>> {
    Ok(Json(act.run(CancelRun { run }).await?))
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_scenarios, add_scenario))
        .routes(routes!(show_scenario, change_scenario, delete_scenario))
        .routes(routes!(export_scenario))
        .routes(routes!(list_runs, start_run))
        .routes(routes!(show_run))
        .routes(routes!(cancel_run))
}
