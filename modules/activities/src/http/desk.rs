use super::resident::Nothing;
use crate::commands::*;
use crate::model::{ProgramId, ProgramStatus, SessionId, Way};
use crate::queries::*;
use crate::series::Series;
use crate::views::*;
use axum::http::{HeaderMap, header};
use lianxin_kernel::{Date, Line, Page};
use lianxin_people::PersonId;
use lianxin_places::CenterId;
use lianxin_seats::ClaimId;
use lianxin_web::{
    Created, Json, Params, Path, Problems, PublicUrl, Reply, Routes, SignedIn, routes,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DayFilter {
    center: CenterId,
    /// Today when not said.
    date: Option<Date>,
}

/// Shows the day of a center.
#[utoipa::path(get, path = "/desk/today", tag = "desk", params(DayFilter),
    responses((status = 200, body = DeskDay), Problems))]
async fn show_desk_day(
    SignedIn(act): SignedIn,
    Params(DayFilter { center, date }): Params<DayFilter>,
) -> Reply<Json<DeskDay>> {
    Ok(Json(act.ask(ShowDeskDay { center, date }).await?))
}

/// Lists the programs of a center.
#[utoipa::path(get, path = "/desk/programs", tag = "desk", params(ProgramFilter),
    responses((status = 200, body = Page<ProgramCard>), Problems))]
async fn list_programs(
    SignedIn(act): SignedIn,
    Params(filter): Params<ProgramFilter>,
) -> Reply<Json<Page<ProgramCard>>> {
    Ok(Json(act.ask(ListPrograms { filter }).await?))
}

/// Shows a program to its editors.
#[utoipa::path(get, path = "/desk/programs/{id}", tag = "desk",
    params(("id" = ProgramId, Path)), responses((status = 200, body = Program), Problems))]
async fn show_program(
    SignedIn(act): SignedIn,
    Path(program): Path<ProgramId>,
) -> Reply<Json<Program>> {
    Ok(Json(act.ask(ShowProgram { program }).await?))
}

/// Makes a program and its dates.
#[utoipa::path(post, path = "/desk/programs", tag = "desk", request_body = ProgramDraft,
    responses((status = 201, body = NewProgram), Problems))]
async fn add_program(
    SignedIn(act): SignedIn,
    Json(draft): Json<ProgramDraft>,
) -> Reply<Created<NewProgram>> {
    Ok(Created(act.run(AddProgram { draft }).await?))
}

/// Says what would become of a program's dates; changes nothing.
#[utoipa::path(post, path = "/desk/programs/preview", tag = "desk", request_body = ProgramDraft,
    responses((status = 200, body = Dates), Problems))]
async fn preview_dates(
    SignedIn(act): SignedIn,
    Json(draft): Json<ProgramDraft>,
) -> Reply<Json<Dates>> {
    Ok(Json(act.ask(PreviewDates { draft }).await?))
}

/// Fields of a program that change, by name (RFC 7396), and the version that was read.
#[derive(Deserialize, Serialize, ToSchema)]
struct ProgramChange {
    version: i64,
    #[serde(flatten)]
    fields: Map<String, Value>,
}

/// Changes some fields of a program.
#[utoipa::path(patch, path = "/desk/programs/{id}", tag = "desk",
    params(("id" = ProgramId, Path)), request_body = ProgramChange,
    responses((status = 200, body = Program), Problems))]
async fn change_program(
    SignedIn(act): SignedIn,
    Path(program): Path<ProgramId>,
    Json(ProgramChange { version, fields }): Json<ProgramChange>,
) -> Reply<Json<Program>> {
    Ok(Json(act.run(ChangeProgram { program, version, fields }).await?))
}

/// Publishes a program.
#[utoipa::path(post, path = "/desk/programs/{id}/publish", tag = "desk",
    params(("id" = ProgramId, Path)), request_body = Nothing,
    responses((status = 200, body = Program), Problems))]
async fn publish_program(
    SignedIn(act): SignedIn,
    Path(program): Path<ProgramId>,
    Json(Nothing {}): Json<Nothing>,
) -> Reply<Json<Program>> {
    let status = ProgramStatus::Published;
    Ok(Json(act.run(SetProgramStatus { program, status }).await?))
}

/// Puts a program away.
#[utoipa::path(post, path = "/desk/programs/{id}/archive", tag = "desk",
    params(("id" = ProgramId, Path)), request_body = Nothing,
    responses((status = 200, body = Program), Problems))]
async fn archive_program(
    SignedIn(act): SignedIn,
    Path(program): Path<ProgramId>,
    Json(Nothing {}): Json<Nothing>,
) -> Reply<Json<Program>> {
    let status = ProgramStatus::Archived;
    Ok(Json(act.run(SetProgramStatus { program, status }).await?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MoreDates {
    series: Series,
}

/// Adds dates to a program.
#[utoipa::path(post, path = "/desk/programs/{id}/sessions", tag = "desk",
    params(("id" = ProgramId, Path)), request_body = MoreDates,
    responses((status = 201, body = Dates), Problems))]
async fn add_sessions(
    SignedIn(act): SignedIn,
    Path(program): Path<ProgramId>,
    Json(MoreDates { series }): Json<MoreDates>,
) -> Reply<Created<Dates>> {
    Ok(Created(act.run(AddSessions { program, series }).await?))
}

/// Moves a session or changes its places.
#[utoipa::path(patch, path = "/desk/sessions/{id}", tag = "desk",
    params(("id" = SessionId, Path)), request_body = SessionChange,
    responses((status = 200, body = DeskSession), Problems))]
async fn change_session(
    SignedIn(act): SignedIn,
    Path(session): Path<SessionId>,
    Json(change): Json<SessionChange>,
) -> Reply<Json<DeskSession>> {
    Ok(Json(act.run(ChangeSession { session, change }).await?))
}

/// A reason people are told.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Told {
    reason: Line<120>,
}

/// Cancels a session.
#[utoipa::path(post, path = "/desk/sessions/{id}/cancel", tag = "desk",
    params(("id" = SessionId, Path)), request_body = Told,
    responses((status = 200, body = DeskSession), Problems))]
async fn cancel_session(
    SignedIn(act): SignedIn,
    Path(session): Path<SessionId>,
    Json(Told { reason }): Json<Told>,
) -> Reply<Json<DeskSession>> {
    Ok(Json(act.run(CancelSession { session, reason }).await?))
}

/// Shows who takes part.
#[utoipa::path(get, path = "/desk/sessions/{id}/participants", tag = "desk",
    params(("id" = SessionId, Path)), responses((status = 200, body = Participants), Problems))]
async fn show_participants(
    SignedIn(act): SignedIn,
    Path(session): Path<SessionId>,
) -> Reply<Json<Participants>> {
    Ok(Json(act.ask(ShowParticipants { session }).await?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WishFor {
    person: PersonId,
    mode: Way,
    #[serde(default)]
    companions: Vec<CompanionDraft>,
    #[serde(default)]
    wait: bool,
}

/// Signs someone up at the desk.
#[utoipa::path(post, path = "/desk/sessions/{id}/sign-ups", tag = "desk",
    params(("id" = SessionId, Path)), request_body = WishFor,
    responses((status = 201, body = SignUp), Problems))]
async fn sign_up_for(
    SignedIn(act): SignedIn,
    Path(session): Path<SessionId>,
    Json(WishFor { person, mode, companions, wait }): Json<WishFor>,
) -> Reply<Created<SignUp>> {
    let wish = Wish { mode, companions, wait };
    Ok(Created(act.run(SignUpFor { session, person, wish }).await?))
}

/// Seats a waiting party, also out of turn.
#[utoipa::path(post, path = "/desk/sign-ups/{id}/promote", tag = "desk",
    params(("id" = String, Path)), request_body = Told,
    responses((status = 200, body = SignUp), Problems))]
async fn promote_sign_up(
    SignedIn(act): SignedIn,
    Path(sign_up): Path<ClaimId>,
    Json(Told { reason }): Json<Told>,
) -> Reply<Json<SignUp>> {
    Ok(Json(act.run(PromoteSignUp { sign_up, reason }).await?))
}

/// Takes a party off the list.
#[utoipa::path(post, path = "/desk/sign-ups/{id}/remove", tag = "desk",
    params(("id" = String, Path)), request_body = Told,
    responses((status = 200, body = SignUp), Problems))]
async fn remove_sign_up(
    SignedIn(act): SignedIn,
    Path(sign_up): Path<ClaimId>,
    Json(Told { reason }): Json<Told>,
) -> Reply<Json<SignUp>> {
    Ok(Json(act.run(RemoveSignUp { sign_up, reason }).await?))
}

/// Checks a party in.
#[utoipa::path(post, path = "/desk/sessions/{id}/check-ins", tag = "desk",
    params(("id" = SessionId, Path)), request_body = Comer,
    responses((status = 201, body = CheckIn), Problems))]
async fn check_in_at_desk(
    SignedIn(act): SignedIn,
    Path(session): Path<SessionId>,
    Json(comer): Json<Comer>,
) -> Reply<Created<CheckIn>> {
    Ok(Created(act.run(CheckInAtDesk { session, comer }).await?))
}

/// Checks a party out.
#[utoipa::path(post, path = "/desk/sessions/{id}/check-outs", tag = "desk",
    params(("id" = SessionId, Path)), request_body = Comer,
    responses((status = 200, body = CheckIn), Problems))]
async fn check_out_at_desk(
    SignedIn(act): SignedIn,
    Path(session): Path<SessionId>,
    Json(comer): Json<Comer>,
) -> Reply<Json<CheckIn>> {
    Ok(Json(act.run(CheckOutAtDesk { session, comer }).await?))
}

/// Takes a mistaken check-in back.
#[utoipa::path(post, path = "/desk/sessions/{id}/check-ins/undo", tag = "desk",
    params(("id" = SessionId, Path)), request_body = Comer,
    responses((status = 200, body = CheckIn), Problems))]
async fn undo_check_in(
    SignedIn(act): SignedIn,
    Path(session): Path<SessionId>,
    Json(comer): Json<Comer>,
) -> Reply<Json<CheckIn>> {
    Ok(Json(act.run(UndoCheckIn { session, comer }).await?))
}

/// Shows the code for the door, as it is right now.
#[utoipa::path(get, path = "/desk/sessions/{id}/door", tag = "desk",
    params(("id" = SessionId, Path)), responses((status = 200, body = Door), Problems))]
async fn show_door(
    SignedIn(act): SignedIn,
    Path(session): Path<SessionId>,
    headers: HeaderMap,
) -> Reply<Json<Door>> {
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let site = act.app().settings().find::<PublicUrl>();
    let site = site.map_or_else(|| format!("http://{host}"), |url| url.0.clone());
    Ok(Json(act.ask(ShowDoor { session, site }).await?))
}

/// Shows what people thought of a session.
#[utoipa::path(get, path = "/desk/sessions/{id}/feedback", tag = "desk",
    params(("id" = SessionId, Path)), responses((status = 200, body = FeedbackView), Problems))]
async fn show_feedback(
    SignedIn(act): SignedIn,
    Path(session): Path<SessionId>,
) -> Reply<Json<FeedbackView>> {
    Ok(Json(act.ask(ShowFeedback { session }).await?))
}

/// Shows sessions, visits and service hours of a place in a period.
#[utoipa::path(get, path = "/figures", tag = "figures", params(FigureFilter),
    responses((status = 200, body = Figures), Problems))]
async fn show_figures(
    SignedIn(act): SignedIn,
    Params(filter): Params<FigureFilter>,
) -> Reply<Json<Figures>> {
    Ok(Json(act.ask(ShowFigures { filter }).await?))
}

/// Shows how new the programs of each center are, and how far ahead and how lately things are said.
#[utoipa::path(get, path = "/figures/freshness", tag = "figures", params(FreshnessFilter),
    responses((status = 200, body = Freshness), Problems))]
async fn show_freshness(
    SignedIn(act): SignedIn,
    Params(filter): Params<FreshnessFilter>,
) -> Reply<Json<Freshness>> {
    Ok(Json(act.ask(ShowFreshness { filter }).await?))
}

/// Lists the records a figure counts.
#[utoipa::path(get, path = "/figures/records", tag = "figures", params(RecordFilter),
    responses((status = 200, body = Page<Record>), Problems))]
async fn list_records(
    SignedIn(act): SignedIn,
    Params(filter): Params<RecordFilter>,
) -> Reply<Json<Page<Record>>> {
    Ok(Json(act.ask(ListRecords { filter }).await?))
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(show_desk_day))
        .routes(routes!(list_programs, add_program))
        .routes(routes!(preview_dates))
        .routes(routes!(show_program, change_program))
        .routes(routes!(publish_program))
        .routes(routes!(archive_program))
        .routes(routes!(add_sessions))
        .routes(routes!(change_session))
        .routes(routes!(cancel_session))
        .routes(routes!(show_participants))
        .routes(routes!(sign_up_for))
        .routes(routes!(promote_sign_up))
        .routes(routes!(remove_sign_up))
        .routes(routes!(check_in_at_desk))
        .routes(routes!(check_out_at_desk))
        .routes(routes!(undo_check_in))
        .routes(routes!(show_door))
        .routes(routes!(show_feedback))
        .routes(routes!(show_figures))
        .routes(routes!(show_freshness))
        .routes(routes!(list_records))
}
