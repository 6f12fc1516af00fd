use crate::commands::*;
use crate::model::{Comment, SessionId};
use crate::queries::*;
use crate::views::*;
use lianxin_kernel::{Line, Page, Secret};
use lianxin_seats::ClaimId;
use lianxin_web::{Caller, Created, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::Deserialize;
use utoipa::ToSchema;

/// Lists sessions by time.
#[utoipa::path(get, path = "/sessions", tag = "activities", params(SessionFilter),
    responses((status = 200, body = Page<SessionCard>), Problems))]
async fn list_sessions(
    Caller(act): Caller,
    Params(filter): Params<SessionFilter>,
) -> Reply<Json<Page<SessionCard>>> {
    Ok(Json(act.ask(ListSessions { filter }).await?))
}

/// Shows one session, with whether and why the reader may join.
#[utoipa::path(get, path = "/sessions/{id}", tag = "activities",
    params(("id" = SessionId, Path)), responses((status = 200, body = Session), Problems))]
async fn show_session(Caller(act): Caller, Path(session): Path<SessionId>) -> Reply<Json<Session>> {
    Ok(Json(act.ask(ShowSession { session }).await?))
}

/// Signs the caller up, alone or with a party.
#[utoipa::path(post, path = "/sessions/{id}/sign-ups", tag = "activities",
    params(("id" = SessionId, Path)), request_body = Wish,
    responses((status = 201, body = SignUp), Problems))]
async fn sign_up_for_session(
    SignedIn(act): SignedIn,
    Path(session): Path<SessionId>,
    Json(wish): Json<Wish>,
) -> Reply<Created<SignUp>> {
    Ok(Created(act.run(SignUpForSession { session, wish }).await?))
}

/// Lists the caller's own sign-ups.
#[utoipa::path(get, path = "/me/sign-ups", tag = "activities", params(MySignUpFilter),
    responses((status = 200, body = Page<SignUp>), Problems))]
async fn list_my_sign_ups(
    SignedIn(act): SignedIn,
    Params(filter): Params<MySignUpFilter>,
) -> Reply<Json<Page<SignUp>>> {
    Ok(Json(act.ask(ListMySignUps { filter }).await?))
}

/// Shows one sign-up.
#[utoipa::path(get, path = "/sign-ups/{id}", tag = "activities",
    params(("id" = String, Path)), responses((status = 200, body = SignUp), Problems))]
async fn show_sign_up(
    SignedIn(act): SignedIn,
    Path(sign_up): Path<ClaimId>,
) -> Reply<Json<SignUp>> {
    Ok(Json(act.ask(ShowSignUp { sign_up }).await?))
}

/// An empty body, for acts that need none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// Gives a place or a wait up.
#[utoipa::path(post, path = "/sign-ups/{id}/leave", tag = "activities",
    params(("id" = String, Path)), request_body = Nothing,
    responses((status = 200, body = SignUp), Problems))]
async fn leave_session(
    SignedIn(act): SignedIn,
    Path(sign_up): Path<ClaimId>,
    Json(Nothing {}): Json<Nothing>,
) -> Reply<Json<SignUp>> {
    Ok(Json(act.run(LeaveSession { sign_up }).await?))
}

/// Takes an offered place.
#[utoipa::path(post, path = "/sign-ups/{id}/accept", tag = "activities",
    params(("id" = String, Path)), request_body = Nothing,
    responses((status = 200, body = SignUp), Problems))]
async fn accept_offer(
    SignedIn(act): SignedIn,
    Path(sign_up): Path<ClaimId>,
    Json(Nothing {}): Json<Nothing>,
) -> Reply<Json<SignUp>> {
    Ok(Json(act.run(AcceptOffer { sign_up }).await?))
}

/// Says no to an offered place.
#[utoipa::path(post, path = "/sign-ups/{id}/decline", tag = "activities",
    params(("id" = String, Path)), request_body = Nothing,
    responses((status = 200, body = SignUp), Problems))]
async fn decline_offer(
    SignedIn(act): SignedIn,
    Path(sign_up): Path<ClaimId>,
    Json(Nothing {}): Json<Nothing>,
) -> Reply<Json<SignUp>> {
    Ok(Json(act.run(DeclineOffer { sign_up }).await?))
}

/// The code read at the door.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DoorCode {
    pub session: SessionId,
    #[schema(value_type = String)]
    pub token: Secret<Line<40>>,
}

/// Checks the caller's party in by the code at the door.
#[utoipa::path(post, path = "/check-ins", tag = "activities", request_body = DoorCode,
    responses((status = 201, body = CheckIn), Problems))]
async fn check_in_by_code(
    SignedIn(act): SignedIn,
    Json(DoorCode { session, token }): Json<DoorCode>,
) -> Reply<Created<CheckIn>> {
    Ok(Created(act.run(CheckInByCode { session, token }).await?))
}

/// Checks the caller's party out by the code at the door.
#[utoipa::path(post, path = "/check-outs", tag = "activities", request_body = DoorCode,
    responses((status = 200, body = CheckIn), Problems))]
async fn check_out_by_code(
    SignedIn(act): SignedIn,
    Json(DoorCode { session, token }): Json<DoorCode>,
) -> Reply<Json<CheckIn>> {
    Ok(Json(act.run(CheckOutByCode { session, token }).await?))
}

/// One word on a session.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FeedbackDraft {
    /// 1 to 5; 5 is very satisfied.
    pub level: i64,
    #[serde(default)]
    pub comment: Option<Comment>,
}

/// Gives feedback on a session one was at.
#[utoipa::path(post, path = "/sessions/{id}/feedback", tag = "activities",
    params(("id" = SessionId, Path)), request_body = FeedbackDraft,
    responses((status = 201), Problems))]
async fn give_feedback(
    SignedIn(act): SignedIn,
    Path(session): Path<SessionId>,
    Json(FeedbackDraft { level, comment }): Json<FeedbackDraft>,
) -> Reply<Created<()>> {
    Ok(Created(act.run(GiveFeedback { session, level, comment }).await?))
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_sessions))
        .routes(routes!(show_session))
        .routes(routes!(sign_up_for_session))
        .routes(routes!(list_my_sign_ups))
        .routes(routes!(show_sign_up))
        .routes(routes!(leave_session))
        .routes(routes!(accept_offer))
        .routes(routes!(decline_offer))
        .routes(routes!(check_in_by_code))
        .routes(routes!(check_out_by_code))
        .routes(routes!(give_feedback))
}
