//! The SQL of organizations, their members and contracts.
pub mod contract;
pub mod invitation;
pub mod member;
pub mod organization;
