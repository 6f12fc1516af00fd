//! Roles as data, where they are given, and why someone may do something.
//!
//! `rights::model::held` is the one function that says what a person holds; the sign-in, the
//! account and "why" ask it. Roles are data: the program's, changed, and one's own. Nobody changes
//! what they hold themselves or through whom they stand in for, adds to a role they hold, or gives
//! what they do not hold (an administrator also gives the program's roles as they are); an upward
//! role never has a right that shows names. Lent is not lent on. Rows carry a keyed mark: one that
//! does not fit gives nothing, and `people.rights` finds it.
mod commands;
mod editing;
mod giving;
pub(crate) mod holding;
mod http;
mod loading;
pub(crate) mod mac;
mod model;
pub(crate) mod permissions;
mod queries;
mod reasons;
pub(crate) mod store;

pub use commands::{
    AppointDeputy, ChangeGrant, ChangeRole, ChangeRoleStatus, CreateRole, DeputyAppointed,
    EndDeputy, EndGrant, GiveDuty, GiveGrant, Given,
};
pub use model::{DeputyId, GrantKind, Modules, Phase, RoleStatus};
pub use queries::{
    AskedRights, DeputyLine, GrantLine, ListDeputies, ListGrants, ListPermissions, ListRoles,
    PermissionLine, PreviewRole, RightBasis, RightLine, RoleDiff, RoleLine, RoleTouches,
    ShowRights,
};

pub(crate) use commands::SEALED;
pub(crate) use editing::refuse;
pub(crate) use giving::{against_moving, check_modules, may_give, not_own, permissions_of};
pub(crate) use http::routes;
pub(crate) use loading::{grant_of, held_by, known};
pub(crate) use model::{GrantRow, Held};
pub(crate) use queries::CHECK;
pub(crate) use store::grant::of as grants_of;
