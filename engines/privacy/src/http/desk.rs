//! What staff do for people: hear consents, take in requests and answer them.
use super::{Listed, Nothing};
use crate::commands::{
    AnswerDataRequest, Heir, RecordDecision, RequestMade, TakeDataRequest, TakeInDataRequest,
};
use crate::model::{Answer, Channel, PurposeKey, RequestId, RequestKind, RequestOutcome};
use crate::queries::{ListDataRequests, ShowConsentsOf, ShowDataRequest, ShowHeld};
use crate::views::{ConsentView, DeskDataRequest, HeldData};
use lianxin_kernel::{Line, Note, Page, Secret};
use lianxin_people::{PersonId, PlaceId};
use lianxin_web::{Created, Done, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Shows where someone stands with each purpose that needs consent.
#[utoipa::path(get, path = "/desk/privacy/people/{id}/consents", tag = "privacy",
    params(("id" = PersonId, Path)),
    responses((status = 200, body = Listed<ConsentView>), Problems))]
async fn show_consents_of(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
) -> Reply<Json<Listed<ConsentView>>> {
    Ok(Json(Listed { items: act.ask(ShowConsentsOf { person }).await? }))
}

/// What someone said to a purpose, heard by whoever writes it down.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DecisionDraft {
    purpose: PurposeKey,
    answer: Answer,
    /// Of the text that was read to them; a withdrawal needs none.
    #[serde(default)]
    version: Option<i64>,
    channel: Channel,
    /// Who said it for a child: one of its guardians, as written down.
    #[serde(default)]
    guardian: Option<PersonId>,
}

/// Writes down what someone said to a purpose.
#[utoipa::path(post, path = "/desk/privacy/people/{id}/consents", tag = "privacy",
    params(("id" = PersonId, Path)), request_body = DecisionDraft,
    responses((status = 204), Problems))]
async fn record_decision(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(draft): Json<DecisionDraft>,
) -> Reply<Done> {
    let DecisionDraft { purpose, answer, version, channel, guardian } = draft;
    act.run(RecordDecision { person, purpose, answer, version, channel, guardian }).await?;
    Ok(Done)
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RequestFilter {
    /// A region or center; with all below it.
    #[param(value_type = String)]
    place: PlaceId,
    /// `open`, `closed`; all when not said.
    state: Option<String>,
    after: Option<String>,
    /// 1 to 100.
    limit: Option<i64>,
}

/// Lists requests of people about their data, what is due first in front.
#[utoipa::path(get, path = "/desk/privacy/requests", tag = "privacy", params(RequestFilter),
    responses((status = 200, body = Page<DeskDataRequest>), Problems))]
async fn list_data_requests(
    SignedIn(act): SignedIn,
    Params(filter): Params<RequestFilter>,
) -> Reply<Json<Page<DeskDataRequest>>> {
    let RequestFilter { place, state, after, limit } = filter;
    Ok(Json(act.ask(ListDataRequests { place, state, after, limit }).await?))
}

/// A request taken in at a desk or from paper.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TakenInRequest {
    person: PersonId,
    kind: RequestKind,
    #[serde(default)]
    #[schema(value_type = Option<Note<1000>>)]
    wish: Option<Secret<Note<1000>>>,
    /// `desk` or `paper`.
    channel: Channel,
    /// When the person died, and a near relative asks.
    #[serde(default)]
    heir: Option<HeirDraft>,
}

/// A near relative of someone who died.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HeirDraft {
    /// Name and how to reach them.
    #[schema(value_type = Line<120>)]
    relative: Secret<Line<120>>,
    relation: Line<40>,
    /// Which papers were seen; they are not kept.
    #[schema(value_type = Line<120>)]
    evidence: Secret<Line<120>>,
}

/// Takes in a request of someone, or of a near relative of someone who died.
#[utoipa::path(post, path = "/desk/privacy/requests", tag = "privacy", request_body = TakenInRequest,
    responses((status = 201, body = RequestMade), Problems))]
async fn take_in_data_request(
    SignedIn(act): SignedIn,
    Json(draft): Json<TakenInRequest>,
) -> Reply<Created<RequestMade>> {
    let TakenInRequest { person, kind, wish, channel, heir } = draft;
    let heir = heir.map(|h| {
        let HeirDraft { relative, relation, evidence } = h;
        Heir { relative, relation, evidence }
    });
    Ok(Created(act.run(TakeInDataRequest { person, kind, wish, channel, heir }).await?))
}

/// Shows one request.
#[utoipa::path(get, path = "/desk/privacy/requests/{id}", tag = "privacy",
    params(("id" = RequestId, Path)),
    responses((status = 200, body = DeskDataRequest), Problems))]
async fn show_data_request(
    SignedIn(act): SignedIn,
    Path(request): Path<RequestId>,
) -> Reply<Json<DeskDataRequest>> {
    Ok(Json(act.ask(ShowDataRequest { request }).await?))
}

/// Takes a request up, or over from a colleague.
#[utoipa::path(post, path = "/desk/privacy/requests/{id}/take", tag = "privacy",
    params(("id" = RequestId, Path)), request_body = Nothing,
    responses((status = 204), Problems))]
async fn take_data_request(
    SignedIn(act): SignedIn,
    Path(request): Path<RequestId>,
    Json(Nothing {}): Json<Nothing>,
) -> Reply<Done> {
    act.run(TakeDataRequest { request }).await?;
    Ok(Done)
}

/// An answer to a request.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DataAnswer {
    outcome: RequestOutcome,
    /// What the person is told.
    #[schema(value_type = Note<1000>)]
    answer: Secret<Note<1000>>,
    /// Needed unless granted.
    #[serde(default)]
    #[schema(value_type = Option<Note<1000>>)]
    reason: Option<Secret<Note<1000>>>,
    /// The article it rests on; needed unless granted.
    #[serde(default)]
    law: Option<Line<120>>,
}

/// Answers a request; never one's own.
#[utoipa::path(post, path = "/desk/privacy/requests/{id}/answer", tag = "privacy",
    params(("id" = RequestId, Path)), request_body = DataAnswer,
    responses((status = 204), Problems))]
async fn answer_data_request(
    SignedIn(act): SignedIn,
    Path(request): Path<RequestId>,
    Json(body): Json<DataAnswer>,
) -> Reply<Done> {
    let DataAnswer { outcome, answer, reason, law } = body;
    act.run(AnswerDataRequest { request, outcome, answer, reason, law }).await?;
    Ok(Done)
}

/// Shows everything held about who asked, to answer them.
#[utoipa::path(get, path = "/desk/privacy/requests/{id}/data", tag = "privacy",
    params(("id" = RequestId, Path)),
    responses((status = 200, body = HeldData), Problems))]
async fn show_held(
    SignedIn(act): SignedIn,
    Path(request): Path<RequestId>,
) -> Reply<Json<HeldData>> {
    Ok(Json(act.ask(ShowHeld { request }).await?))
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(show_consents_of, record_decision))
        .routes(routes!(list_data_requests, take_in_data_request))
        .routes(routes!(show_data_request))
        .routes(routes!(take_data_request))
        .routes(routes!(answer_data_request))
        .routes(routes!(show_held))
}
