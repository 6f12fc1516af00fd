//! What was given where: roles, duty, standing in.
use super::{RightsRequest, given};
use crate::model::{GrantId, PlaceId};
use crate::rights::model::{DeputyId, Modules};
use crate::rights::queries::Deputies;
use crate::rights::{
    AppointDeputy, ChangeGrant, DeputyAppointed, EndDeputy, EndGrant, GiveDuty, GiveGrant, Given,
    GrantLine, ListDeputies, ListGrants,
};
use lianxin_kernel::{Date, Page, Timestamp};
use lianxin_web::{Created, Done, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct GrantFilter {
    place: PlaceId,
    /// Also at all places below.
    #[serde(default)]
    below: bool,
    after: Option<String>,
    limit: Option<i64>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AtPlaceOrBelow {
    place: PlaceId,
}

/// What to change; a field that is not there stays, `null` takes it away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct GrantChange {
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Modules>)]
    modules: Option<Option<Modules>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Date>)]
    from: Option<Option<Date>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Date>)]
    until: Option<Option<Date>>,
    /// Of duty.
    from_at: Option<Timestamp>,
    until_at: Option<Timestamp>,
}

/// Lists what was given at a place, and where asked at all below.
#[utoipa::path(get, path = "/admin/grants", tag = "people", params(GrantFilter),
    responses((status = 200, body = Page<GrantLine>), Problems))]
async fn list_grants(
    SignedIn(act): SignedIn,
    Params(f): Params<GrantFilter>,
) -> Reply<Json<Page<GrantLine>>> {
    let GrantFilter { place, below, after, limit } = f;
    Ok(Json(act.ask(ListGrants { place, below, after, limit }).await?))
}

/// Gives a role at a place.
#[utoipa::path(post, path = "/admin/grants", tag = "people", request_body = GiveGrant,
    responses((status = 201, body = Given), Problems))]
async fn give_grant(SignedIn(act): SignedIn, Json(body): Json<GiveGrant>) -> Reply<Created<Given>> {
    Ok(Created(act.run(body).await?))
}

/// Puts someone on duty for some hours or days.
#[utoipa::path(post, path = "/admin/duties", tag = "people", request_body = GiveDuty,
    responses((status = 201, body = Given), Problems))]
async fn give_duty(SignedIn(act): SignedIn, Json(body): Json<GiveDuty>) -> Reply<Created<Given>> {
    Ok(Created(act.run(body).await?))
}

/// Changes days, hours or modules of what was given.
#[utoipa::path(patch, path = "/admin/grants/{id}", tag = "people", request_body = GrantChange,
    params(("id" = GrantId, Path)), responses((status = 204), Problems))]
async fn change_grant(
    SignedIn(act): SignedIn,
    Path(grant): Path<GrantId>,
    Json(body): Json<GrantChange>,
) -> Reply<Done> {
    let GrantChange { modules, from, until, from_at, until_at } = body;
    act.run(ChangeGrant { grant, modules, from, until, from_at, until_at }).await?;
    Ok(Done)
}

/// Takes back what was given, at once.
#[utoipa::path(post, path = "/admin/grants/{id}/end", tag = "people", request_body = RightsRequest,
    params(("id" = GrantId, Path)), responses((status = 204), Problems))]
async fn end_grant(
    SignedIn(act): SignedIn,
    Path(grant): Path<GrantId>,
    Json(_body): Json<RightsRequest>,
) -> Reply<Done> {
    act.run(EndGrant { grant }).await?;
    Ok(Done)
}

/// Lists who stands in for those who were given something at a place or below.
#[utoipa::path(get, path = "/admin/deputies", tag = "people", params(AtPlaceOrBelow),
    responses((status = 200, body = Deputies), Problems))]
async fn list_deputies(
    SignedIn(act): SignedIn,
    Params(AtPlaceOrBelow { place }): Params<AtPlaceOrBelow>,
) -> Reply<Json<Deputies>> {
    Ok(Json(Deputies { items: act.ask(ListDeputies { place }).await? }))
}

/// Lets one person hold what another holds while that one is away.
#[utoipa::path(post, path = "/admin/deputies", tag = "people", request_body = AppointDeputy,
    responses((status = 201, body = DeputyAppointed), Problems))]
async fn appoint_deputy(
    SignedIn(act): SignedIn,
    Json(body): Json<AppointDeputy>,
) -> Reply<Created<DeputyAppointed>> {
    Ok(Created(act.run(body).await?))
}

/// Lets someone stand in no longer.
#[utoipa::path(post, path = "/admin/deputies/{id}/end", tag = "people",
    request_body = RightsRequest, params(("id" = DeputyId, Path)),
    responses((status = 204), Problems))]
async fn end_deputy(
    SignedIn(act): SignedIn,
    Path(deputy): Path<DeputyId>,
    Json(_body): Json<RightsRequest>,
) -> Reply<Done> {
    act.run(EndDeputy { deputy }).await?;
    Ok(Done)
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_grants, give_grant))
        .routes(routes!(give_duty))
        .routes(routes!(change_grant))
        .routes(routes!(end_grant))
        .routes(routes!(list_deputies, appoint_deputy))
        .routes(routes!(end_deputy))
}
