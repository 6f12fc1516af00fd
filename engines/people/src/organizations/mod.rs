//! Organizations, who acts for them, and what operators run under contract.
//!
//! Members act for them; a new membership begins without the roles of an old one. An operator's
//! staff hold on the days of its contract, at its centers, in its modules.
mod commands;
pub(crate) mod holding;
mod http;
mod lookup;
mod model;
pub(crate) mod permissions;
mod queries;
mod reasons;
pub(crate) mod store;

pub(crate) use commands::end_all;
pub use commands::{
    AddOrganizationMember, AgreeContract, ChangeOrganization, CreateOrganization, EndContract,
    EndMember, EndOrganization, Invitation, InviteMember, JoinOrganization, LeaveOrganization,
    MemberAdded,
};
pub use lookup::{acting_for, organization, organizations_of};
pub use model::{
    Contract, ContractId, CreditCode, InvitationId, MemberRole, Organization, OrganizationId,
    OrganizationKind, OrganizationMemberId, OrganizationRef, OrganizationStatus,
};
pub use queries::{
    ContractLine, ListMembers, ListMyOrganizations, ListOrganizations, MemberLine, MyOrganization,
    OrganizationView, ShowOrganization,
};

pub(crate) use http::routes;
pub(crate) use model::Member;
