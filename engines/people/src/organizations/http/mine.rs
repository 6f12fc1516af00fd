//! For whom one acts, and what managers of organizations do.
use super::OrganizationRequest;
use crate::organizations::queries::{MemberList, MyOrganizations};
use crate::organizations::{
    EndMember, InviteMember, JoinOrganization, LeaveOrganization, ListMembers, ListMyOrganizations,
    MemberAdded, MemberRole, OrganizationId, OrganizationMemberId,
};
use lianxin_kernel::{Date, Secret, Timestamp};
use lianxin_web::{Created, Done, Json, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct InvitationRequest {
    role: MemberRole,
    /// The last day they will act for it.
    #[serde(default)]
    until: Option<Date>,
}

/// What the invited person needs, shown once.
#[derive(Serialize, ToSchema)]
struct InvitationCode {
    code: String,
    expires_at: Timestamp,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct JoinRequest {
    #[schema(value_type = String)]
    code: Secret<String>,
}

/// Lists for whom one acts, or will.
#[utoipa::path(get, path = "/me/organizations", tag = "people",
    responses((status = 200, body = MyOrganizations), Problems))]
async fn list_my_organizations(SignedIn(act): SignedIn) -> Reply<Json<MyOrganizations>> {
    Ok(Json(MyOrganizations { items: act.ask(ListMyOrganizations).await? }))
}

/// Takes an invitation to act for an organization.
#[utoipa::path(post, path = "/me/organizations/join", tag = "people", request_body = JoinRequest,
    responses((status = 201, body = MemberAdded), Problems))]
async fn join_organization(
    SignedIn(act): SignedIn,
    Json(JoinRequest { code }): Json<JoinRequest>,
) -> Reply<Created<MemberAdded>> {
    Ok(Created(act.run(JoinOrganization { code }).await?))
}

/// Acts for an organization no longer.
#[utoipa::path(post, path = "/me/organizations/{id}/leave", tag = "people",
    request_body = OrganizationRequest, params(("id" = OrganizationId, Path)),
    responses((status = 204), Problems))]
async fn leave_organization(
    SignedIn(act): SignedIn,
    Path(organization): Path<OrganizationId>,
    Json(_body): Json<OrganizationRequest>,
) -> Reply<Done> {
    act.run(LeaveOrganization { organization }).await?;
    Ok(Done)
}

/// Lists, for its managers, who acts for an organization.
#[utoipa::path(get, path = "/me/organizations/{id}/members", tag = "people",
    params(("id" = OrganizationId, Path)),
    responses((status = 200, body = MemberList), Problems))]
async fn list_my_organization_members(
    SignedIn(act): SignedIn,
    Path(organization): Path<OrganizationId>,
) -> Reply<Json<MemberList>> {
    Ok(Json(MemberList { items: act.ask(ListMembers { organization }).await? }))
}

/// Makes, for its managers, an invitation to act for an organization.
#[utoipa::path(post, path = "/me/organizations/{id}/invitations", tag = "people",
    request_body = InvitationRequest, params(("id" = OrganizationId, Path)),
    responses((status = 201, body = InvitationCode), Problems))]
async fn invite_organization_member(
    SignedIn(act): SignedIn,
    Path(organization): Path<OrganizationId>,
    Json(InvitationRequest { role, until }): Json<InvitationRequest>,
) -> Reply<Created<InvitationCode>> {
    // The code is shown once and kept nowhere, so it is not answered from memory.
    let made = act.each_time().run(InviteMember { organization, role, until }).await?;
    Ok(Created(InvitationCode { code: made.code.into_inner(), expires_at: made.expires_at }))
}

/// Ends, for its managers, someone's acting for an organization.
#[utoipa::path(post, path = "/me/organization-members/{id}/end", tag = "people",
    request_body = OrganizationRequest, params(("id" = OrganizationMemberId, Path)),
    responses((status = 204), Problems))]
async fn end_my_organization_member(
    SignedIn(act): SignedIn,
    Path(member): Path<OrganizationMemberId>,
    Json(_body): Json<OrganizationRequest>,
) -> Reply<Done> {
    act.run(EndMember { member }).await?;
    Ok(Done)
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_my_organizations))
        .routes(routes!(join_organization))
        .routes(routes!(leave_organization))
        .routes(routes!(list_my_organization_members))
        .routes(routes!(invite_organization_member))
        .routes(routes!(end_my_organization_member))
}
