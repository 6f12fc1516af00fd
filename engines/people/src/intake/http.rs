//! The endpoints.
use super::commands::{ConfirmImport, DropImport};
use super::model::{Format, ImportId, ImportLine, ImportView, MOST_BYTES, VerdictKind};
use super::queries::{ListImportLines, RefusedLines, ShowImport};
use super::start_import;
use crate::place::CenterId;
use axum::extract::Request;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use lianxin_kernel::{Error, FieldCode, Page};
use lianxin_web::{Created, Done, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ImportTarget {
    /// The center whose people the list names.
    center: CenterId,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct LineFilter {
    #[param(inline)]
    kind: Option<VerdictKind>,
    after: Option<String>,
    /// 1 to 100, 20 when not said.
    limit: Option<i64>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConfirmRequest {
    /// Of the preview that was shown.
    hash: String,
    /// Whether lines that are much like somebody who is there are added as well.
    #[serde(default)]
    with_doubtful: bool,
}

/// Reads a list of people and shows what it would change; nothing comes in before it is confirmed.
/// The body is the file: `text/csv`, or a spreadsheet as XLSX; at most 10 MiB and 100,000 lines.
#[utoipa::path(post, path = "/desk/imports", tag = "people", params(ImportTarget),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 201, body = ImportView), Problems))]
async fn start_list(
    SignedIn(act): SignedIn,
    Params(target): Params<ImportTarget>,
    request: Request,
) -> Reply<Created<ImportView>> {
    // A form of another site cannot send these types without the browser asking us first.
    let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
    let format = match kind.and_then(|k| k.split(';').next()).map(str::trim) {
        Some("text/csv") => Format::Csv,
        Some(XLSX) => Format::Xlsx,
        _ => return Err(Error::field("file", FieldCode::WrongType).into()),
    };
    let bytes = axum::body::to_bytes(request.into_body(), MOST_BYTES).await;
    let bytes = bytes
        .map_err(|_| Error::TooLarge(format!("a list has at most {MOST_BYTES} bytes; split it")))?;
    let import = start_import(&act, target.center, format, bytes.to_vec()).await?;
    Ok(Created(act.ask(ShowImport { import }).await?))
}

/// Shows how far an import is.
#[utoipa::path(get, path = "/desk/imports/{id}", tag = "people",
    params(("id" = ImportId, Path)),
    responses((status = 200, body = ImportView), Problems))]
async fn show_import(
    SignedIn(act): SignedIn,
    Path(import): Path<ImportId>,
) -> Reply<Json<ImportView>> {
    Ok(Json(act.ask(ShowImport { import }).await?))
}

/// Forgets a list before its time.
#[utoipa::path(delete, path = "/desk/imports/{id}", tag = "people",
    params(("id" = ImportId, Path)), responses((status = 204), Problems))]
async fn drop_import(SignedIn(act): SignedIn, Path(import): Path<ImportId>) -> Reply<Done> {
    act.run(DropImport { import }).await?;
    Ok(Done)
}

/// Lists the lines of an import and what each means.
#[utoipa::path(get, path = "/desk/imports/{id}/lines", tag = "people",
    params(("id" = ImportId, Path), LineFilter),
    responses((status = 200, body = Page<ImportLine>), Problems))]
async fn list_import_lines(
    SignedIn(act): SignedIn,
    Path(import): Path<ImportId>,
    Params(filter): Params<LineFilter>,
) -> Reply<Json<Page<ImportLine>>> {
    let LineFilter { kind, after, limit } = filter;
    Ok(Json(act.ask(ListImportLines { import, kind, after, limit }).await?))
}

/// Takes a list over as it was shown.
#[utoipa::path(post, path = "/desk/imports/{id}/confirm", tag = "people",
    params(("id" = ImportId, Path)), request_body = ConfirmRequest,
    responses((status = 200, body = ImportView), Problems))]
async fn confirm_import(
    SignedIn(act): SignedIn,
    Path(import): Path<ImportId>,
    Json(body): Json<ConfirmRequest>,
) -> Reply<Json<ImportView>> {
    let ConfirmRequest { hash, with_doubtful } = body;
    act.run(ConfirmImport { import, hash, with_doubtful }).await?;
    Ok(Json(act.ask(ShowImport { import }).await?))
}

/// The refused lines as CSV, to be corrected and sent again.
#[utoipa::path(get, path = "/desk/imports/{id}/refused", tag = "people",
    params(("id" = ImportId, Path)),
    responses((status = 200, body = String, content_type = "text/csv"), Problems))]
async fn refused_lines(SignedIn(act): SignedIn, Path(import): Path<ImportId>) -> Reply<Response> {
    let text = act.ask(RefusedLines { import }).await?;
    let head = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"refused.csv\""),
    ];
    Ok((head, text).into_response())
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(start_list))
        .routes(routes!(show_import, drop_import))
        .routes(routes!(list_import_lines))
        .routes(routes!(confirm_import))
        .routes(routes!(refused_lines))
}
