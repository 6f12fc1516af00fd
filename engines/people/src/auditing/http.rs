//! The endpoints.
use super::model::{AuditChain, AuditEntry};
use super::queries::{AuditAsked, ListAudit, ShowAuditChain};
use lianxin_kernel::Page;
use lianxin_places::RegionId;
use lianxin_web::{Json, Params, Problems, Reply, Routes, SignedIn, routes};
use serde::Deserialize;
use utoipa::IntoParams;

/// The lines of the audit of a district, newest first.
#[utoipa::path(get, path = "/admin/audit", tag = "people", params(AuditAsked),
    responses((status = 200, body = Page<AuditEntry>), Problems))]
async fn list_audit(
    SignedIn(act): SignedIn,
    Params(asked): Params<AuditAsked>,
) -> Reply<Json<Page<AuditEntry>>> {
    Ok(Json(act.ask(ListAudit(asked)).await?))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ChainAsked {
    /// The district, or a region it lies in.
    #[param(required = true)]
    place: Option<RegionId>,
}

/// How far the chain of the audit has come.
#[utoipa::path(get, path = "/admin/audit/chain", tag = "people", params(ChainAsked),
    responses((status = 200, body = AuditChain), Problems))]
async fn show_audit_chain(
    SignedIn(act): SignedIn,
    Params(asked): Params<ChainAsked>,
) -> Reply<Json<AuditChain>> {
    Ok(Json(act.ask(ShowAuditChain { place: asked.place }).await?))
}

pub(crate) fn routes() -> Routes {
    Routes::new().routes(routes!(list_audit)).routes(routes!(show_audit_chain))
}
