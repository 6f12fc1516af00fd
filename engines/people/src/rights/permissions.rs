//! Who may do what with rights.
use lianxin_kernel::{Permission, Role};

/// Duty for some hours, and standing in for someone: who runs a center plans both.
pub const DUTY: Permission =
    Permission::new("people.duty", &[Role::CenterManager, Role::Administrator]).names();
/// What someone may do, and why: one's own, and of those one gives roles to.
pub const RIGHTS: Permission =
    Permission::new("people.rights", &[Role::Resident, Role::Administrator]).names();
/// Which roles there are and what they give; no persons.
pub const ROLES: Permission = Permission::new(
    "people.roles",
    &[Role::CenterManager, Role::DistrictManager, Role::Administrator],
);
/// What roles give. It reaches everyone who has one.
pub const EDIT_ROLES: Permission = Permission::new("people.edit_roles", &[Role::Administrator]);
