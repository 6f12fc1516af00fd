//! Which roles there are and what they give.
use crate::rights::model::RoleStatus;
use crate::rights::queries::{Permissions, RoleList};
use crate::rights::{
    ChangeRole, ChangeRoleStatus, CreateRole, ListPermissions, ListRoles, PreviewRole, RoleDiff,
};
use lianxin_kernel::{Act, Error, Names, Result, Role};
use lianxin_web::{Created, Json, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a role shall be; a field that is not there stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoleEdit {
    /// That was read.
    version: i64,
    /// Of the installation's own roles: at most 40 characters each.
    names: Option<Names>,
    above: Option<bool>,
    /// All permissions it shall have.
    permissions: Option<Vec<String>>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoleVersionRead {
    /// That was read.
    version: i64,
}

/// The role as it is now known.
#[derive(Serialize, ToSchema)]
struct RoleVersion {
    version: i64,
}

impl RoleEdit {
    fn of(self, role: Role) -> ChangeRole {
        let Self { version, names, above, permissions } = self;
        ChangeRole { role, version, names, above, permissions }
    }
}

fn role_of(key: &str) -> Result<Role> {
    Role::from_code(key).ok_or(Error::NotFound("role"))
}

/// Lists the roles that can be given, with all they give.
#[utoipa::path(get, path = "/admin/roles", tag = "people",
    responses((status = 200, body = RoleList), Problems))]
async fn list_roles(SignedIn(act): SignedIn) -> Reply<Json<RoleList>> {
    Ok(Json(RoleList { items: act.ask(ListRoles).await? }))
}

/// Makes a role of the installation's own, empty or as a copy.
#[utoipa::path(post, path = "/admin/roles", tag = "people", request_body = CreateRole,
    responses((status = 201, body = RoleVersion), Problems))]
async fn create_role(
    SignedIn(act): SignedIn,
    Json(body): Json<CreateRole>,
) -> Reply<Created<RoleVersion>> {
    Ok(Created(RoleVersion { version: act.run(body).await? }))
}

/// Shows what a change of a role would give and take, whom it touches and what stands against it.
/// Changes nothing.
#[utoipa::path(post, path = "/admin/roles/{role}/preview", tag = "people", request_body = RoleEdit,
    params(("role" = String, Path)), responses((status = 200, body = RoleDiff), Problems))]
async fn preview_role(
    SignedIn(act): SignedIn,
    Path(key): Path<String>,
    Json(body): Json<RoleEdit>,
) -> Reply<Json<RoleDiff>> {
    Ok(Json(act.ask(PreviewRole(body.of(role_of(&key)?))).await?))
}

/// Says what a role gives from now on.
#[utoipa::path(patch, path = "/admin/roles/{role}", tag = "people", request_body = RoleEdit,
    params(("role" = String, Path)), responses((status = 200, body = RoleVersion), Problems))]
async fn change_role(
    SignedIn(act): SignedIn,
    Path(key): Path<String>,
    Json(body): Json<RoleEdit>,
) -> Reply<Json<RoleVersion>> {
    Ok(Json(RoleVersion { version: act.run(body.of(role_of(&key)?)).await? }))
}

/// Retires a role: it gives nothing from now on.
#[utoipa::path(post, path = "/admin/roles/{role}/retire", tag = "people",
    request_body = RoleVersionRead, params(("role" = String, Path)),
    responses((status = 200, body = RoleVersion), Problems))]
async fn retire_role(
    SignedIn(act): SignedIn,
    Path(key): Path<String>,
    Json(body): Json<RoleVersionRead>,
) -> Reply<Json<RoleVersion>> {
    Ok(Json(turn(&act, &key, body.version, RoleStatus::Retired).await?))
}

/// Brings a retired role back.
#[utoipa::path(post, path = "/admin/roles/{role}/restore", tag = "people",
    request_body = RoleVersionRead, params(("role" = String, Path)),
    responses((status = 200, body = RoleVersion), Problems))]
async fn restore_role(
    SignedIn(act): SignedIn,
    Path(key): Path<String>,
    Json(body): Json<RoleVersionRead>,
) -> Reply<Json<RoleVersion>> {
    Ok(Json(turn(&act, &key, body.version, RoleStatus::Active).await?))
}

async fn turn(act: &Act, key: &str, version: i64, status: RoleStatus) -> Result<RoleVersion> {
    let role = role_of(key)?;
    Ok(RoleVersion { version: act.run(ChangeRoleStatus { role, version, status }).await? })
}

/// Lists all permissions of the program and what they are marked with.
#[utoipa::path(get, path = "/admin/permissions", tag = "people",
    responses((status = 200, body = Permissions), Problems))]
async fn list_permissions(SignedIn(act): SignedIn) -> Reply<Json<Permissions>> {
    Ok(Json(Permissions { items: act.ask(ListPermissions).await? }))
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_roles, create_role))
        .routes(routes!(change_role))
        .routes(routes!(preview_role))
        .routes(routes!(retire_role))
        .routes(routes!(restore_role))
        .routes(routes!(list_permissions))
}
