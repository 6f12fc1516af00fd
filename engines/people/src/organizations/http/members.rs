//! Who acts for an organization, at the desk.
use super::OrganizationRequest;
use crate::model::PersonId;
use crate::organizations::queries::MemberList;
use crate::organizations::{
    AddOrganizationMember, EndMember, ListMembers, MemberAdded, MemberRole, OrganizationId,
    OrganizationMemberId,
};
use lianxin_kernel::Date;
use lianxin_web::{Created, Done, Json, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewMember {
    person: PersonId,
    role: MemberRole,
    #[serde(default)]
    from: Option<Date>,
    #[serde(default)]
    until: Option<Date>,
}

/// Lists who acts for an organization, or will.
#[utoipa::path(get, path = "/desk/organizations/{id}/members", tag = "people",
    params(("id" = OrganizationId, Path)),
    responses((status = 200, body = MemberList), Problems))]
async fn list_organization_members(
    SignedIn(act): SignedIn,
    Path(organization): Path<OrganizationId>,
) -> Reply<Json<MemberList>> {
    Ok(Json(MemberList { items: act.ask(ListMembers { organization }).await? }))
}

/// Lets a person act for an organization.
#[utoipa::path(post, path = "/desk/organizations/{id}/members", tag = "people",
    request_body = NewMember, params(("id" = OrganizationId, Path)),
    responses((status = 201, body = MemberAdded), Problems))]
async fn add_organization_member(
    SignedIn(act): SignedIn,
    Path(organization): Path<OrganizationId>,
    Json(body): Json<NewMember>,
) -> Reply<Created<MemberAdded>> {
    let NewMember { person, role, from, until } = body;
    Ok(Created(act.run(AddOrganizationMember { organization, person, role, from, until }).await?))
}

/// Lets a person act for an organization no longer, with all roles they had by it.
#[utoipa::path(post, path = "/desk/organization-members/{id}/end", tag = "people",
    request_body = OrganizationRequest, params(("id" = OrganizationMemberId, Path)),
    responses((status = 204), Problems))]
async fn end_organization_member(
    SignedIn(act): SignedIn,
    Path(member): Path<OrganizationMemberId>,
    Json(_body): Json<OrganizationRequest>,
) -> Reply<Done> {
    act.run(EndMember { member }).await?;
    Ok(Done)
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_organization_members, add_organization_member))
        .routes(routes!(end_organization_member))
}
