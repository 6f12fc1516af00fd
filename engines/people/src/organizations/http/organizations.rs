//! The register of organizations.
use super::{OrganizationRequest, given};
use crate::model::PlaceId;
use crate::organizations::model::CreditCode;
use crate::organizations::{
    ChangeOrganization, CreateOrganization, EndOrganization, ListOrganizations, Organization,
    OrganizationId, OrganizationKind, OrganizationStatus, OrganizationView, ShowOrganization,
};
use lianxin_kernel::{Line, Names, Page};
use lianxin_web::{Created, Done, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OrganizationFilter {
    place: PlaceId,
    /// Also at home at places below.
    #[serde(default)]
    below: bool,
    kind: Option<OrganizationKind>,
    status: Option<OrganizationStatus>,
    /// A part of the name.
    q: Option<String>,
    after: Option<String>,
    limit: Option<i64>,
}

/// What to change; a field that is not there stays, `null` takes it away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OrganizationChange {
    name: Option<Names>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<CreditCode>)]
    credit_code: Option<Option<CreditCode>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Line<200>>)]
    contact: Option<Option<Line<200>>>,
    home: Option<PlaceId>,
}

/// Lists the organizations at home at a place.
#[utoipa::path(get, path = "/desk/organizations", tag = "people", params(OrganizationFilter),
    responses((status = 200, body = Page<Organization>), Problems))]
async fn list_organizations(
    SignedIn(act): SignedIn,
    Params(f): Params<OrganizationFilter>,
) -> Reply<Json<Page<Organization>>> {
    let OrganizationFilter { place, below, kind, status, q: text, after, limit } = f;
    let query = ListOrganizations { place, below, kind, status, text, after, limit };
    Ok(Json(act.ask(query).await?))
}

/// Takes an organization into the register.
#[utoipa::path(post, path = "/desk/organizations", tag = "people",
    request_body = CreateOrganization,
    responses((status = 201, body = Organization), Problems))]
async fn create_organization(
    SignedIn(act): SignedIn,
    Json(body): Json<CreateOrganization>,
) -> Reply<Created<Organization>> {
    Ok(Created(act.run(body).await?))
}

/// Shows an organization with its contracts.
#[utoipa::path(get, path = "/desk/organizations/{id}", tag = "people",
    params(("id" = OrganizationId, Path)),
    responses((status = 200, body = OrganizationView), Problems))]
async fn show_organization(
    SignedIn(act): SignedIn,
    Path(organization): Path<OrganizationId>,
) -> Reply<Json<OrganizationView>> {
    Ok(Json(act.ask(ShowOrganization { organization }).await?))
}

/// Changes what is known of an organization.
#[utoipa::path(patch, path = "/desk/organizations/{id}", tag = "people",
    request_body = OrganizationChange, params(("id" = OrganizationId, Path)),
    responses((status = 200, body = Organization), Problems))]
async fn change_organization(
    SignedIn(act): SignedIn,
    Path(organization): Path<OrganizationId>,
    Json(body): Json<OrganizationChange>,
) -> Reply<Json<Organization>> {
    let OrganizationChange { name, credit_code, contact, home } = body;
    let command = ChangeOrganization { organization, name, credit_code, contact, home };
    Ok(Json(act.run(command).await?))
}

/// Ends an organization: nobody acts for it anymore.
#[utoipa::path(post, path = "/desk/organizations/{id}/end", tag = "people",
    request_body = OrganizationRequest, params(("id" = OrganizationId, Path)),
    responses((status = 204), Problems))]
async fn end_organization(
    SignedIn(act): SignedIn,
    Path(organization): Path<OrganizationId>,
    Json(_body): Json<OrganizationRequest>,
) -> Reply<Done> {
    act.run(EndOrganization { organization }).await?;
    Ok(Done)
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_organizations, create_organization))
        .routes(routes!(show_organization, change_organization))
        .routes(routes!(end_organization))
}
