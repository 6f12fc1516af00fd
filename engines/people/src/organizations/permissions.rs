//! Who may do what with organizations.
use lianxin_kernel::{Permission, Role};

/// Organizations at home at a place and below; no persons.
pub const ORGANIZATIONS: Permission = Permission::new(
    "people.organizations",
    &[Role::CenterManager, Role::DistrictManager, Role::Administrator],
);
/// Who acts for an organization: its managers, and those who keep its record.
pub const MEMBERS: Permission =
    Permission::new("people.members", &[Role::Resident, Role::CenterManager, Role::Administrator])
        .names();
/// Adding someone at the desk, without an invitation.
pub const ADD_MEMBER: Permission =
    Permission::new("people.add_member", &[Role::CenterManager, Role::Administrator]);
/// What an operator runs, from when to when.
pub const CONTRACTS: Permission =
    Permission::new("people.contracts", &[Role::DistrictManager, Role::Administrator]);
/// For whom one acts oneself.
pub const OWN_ORGANIZATIONS: Permission =
    Permission::new("people.own_organizations", &[Role::Resident]).oneself();
