//! The endpoint.
use super::{ListStaff, StaffLine};
use crate::model::PlaceId;
use lianxin_kernel::Page;
use lianxin_web::{Json, Params, Problems, Reply, Routes, SignedIn, routes};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct StaffFilter {
    /// And all below it.
    place: PlaceId,
    /// Those that were ended instead of those that are there.
    #[serde(default)]
    ended: bool,
    after: Option<String>,
    /// 1 to 100, 20 when not said.
    limit: Option<i64>,
}

/// Lists the accounts of staff at a place and below.
#[utoipa::path(get, path = "/admin/staff", tag = "people", params(StaffFilter),
    responses((status = 200, body = Page<StaffLine>), Problems))]
async fn list_staff(
    SignedIn(act): SignedIn,
    Params(filter): Params<StaffFilter>,
) -> Reply<Json<Page<StaffLine>>> {
    let StaffFilter { place, ended, after, limit } = filter;
    Ok(Json(act.ask(ListStaff { place, ended, after, limit }).await?))
}

pub(crate) fn routes() -> Routes {
    Routes::new().routes(routes!(list_staff))
}
