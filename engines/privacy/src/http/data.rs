//! One's own data, and what one asks about it.
use super::{Listed, Nothing};
use crate::commands::{AskAboutData, RequestMade, WithdrawDataRequest};
use crate::model::{RequestId, RequestKind};
use crate::queries::{ListMyDataRequests, ShowMyData};
use crate::views::{DataRequestView, HeldData};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use lianxin_kernel::{Note, Secret};
use lianxin_web::{Created, Done, Json, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::Deserialize;
use utoipa::ToSchema;

/// Shows everything held about whoever asks, by purpose.
#[utoipa::path(get, path = "/me/data", tag = "privacy",
    responses((status = 200, body = HeldData), Problems))]
async fn show_my_data(SignedIn(act): SignedIn) -> Reply<Json<HeldData>> {
    Ok(Json(act.ask(ShowMyData).await?))
}

/// A file to keep.
struct Download(HeldData);

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let name = HeaderValue::from_static("attachment; filename=\"lianxin-my-data.json\"");
        let stays = HeaderValue::from_static("no-store");
        let headers = [(header::CONTENT_DISPOSITION, name), (header::CACHE_CONTROL, stays)];
        (headers, Json(self.0)).into_response()
    }
}

/// Gives everything held about whoever asks as a file.
#[utoipa::path(get, path = "/me/data/export", tag = "privacy",
    responses((status = 200, body = HeldData), Problems))]
async fn export_my_data(SignedIn(act): SignedIn) -> Reply<Download> {
    Ok(Download(act.ask(ShowMyData).await?))
}

/// Lists what whoever asks has asked about their data, the latest first.
#[utoipa::path(get, path = "/me/data/requests", tag = "privacy",
    responses((status = 200, body = Listed<DataRequestView>), Problems))]
async fn list_my_data_requests(SignedIn(act): SignedIn) -> Reply<Json<Listed<DataRequestView>>> {
    Ok(Json(Listed { items: act.ask(ListMyDataRequests).await? }))
}

/// Something to ask about one's data.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DataRequestDraft {
    kind: RequestKind,
    /// What exactly; needed to correct something or to have it given to another.
    #[serde(default)]
    #[schema(value_type = Option<Note<1000>>)]
    wish: Option<Secret<Note<1000>>>,
}

/// Asks something about one's data; answered within 15 working days.
#[utoipa::path(post, path = "/me/data/requests", tag = "privacy", request_body = DataRequestDraft,
    responses((status = 201, body = RequestMade), Problems))]
async fn ask_about_data(
    SignedIn(act): SignedIn,
    Json(DataRequestDraft { kind, wish }): Json<DataRequestDraft>,
) -> Reply<Created<RequestMade>> {
    Ok(Created(act.run(AskAboutData { kind, wish }).await?))
}

/// Takes a request back, as long as it is not carried out.
#[utoipa::path(post, path = "/me/data/requests/{id}/withdraw", tag = "privacy",
    params(("id" = RequestId, Path)), request_body = Nothing,
    responses((status = 204), Problems))]
async fn withdraw_data_request(
    SignedIn(act): SignedIn,
    Path(request): Path<RequestId>,
    Json(Nothing {}): Json<Nothing>,
) -> Reply<Done> {
    act.run(WithdrawDataRequest { request }).await?;
    Ok(Done)
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(show_my_data))
        .routes(routes!(export_my_data))
        .routes(routes!(list_my_data_requests, ask_about_data))
        .routes(routes!(withdraw_data_request))
}
