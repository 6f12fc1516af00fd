//! Types and pure rules of organizations.
mod contract;
mod credit_code;
mod member;
mod organization;

pub use contract::{Contract, ContractId};
pub use credit_code::CreditCode;
pub(crate) use member::Member;
pub use member::{InvitationId, MemberRole, OrganizationMemberId};
pub use organization::{
    Organization, OrganizationId, OrganizationKind, OrganizationRef, OrganizationStatus,
};
