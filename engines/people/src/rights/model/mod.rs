//! Types and pure rules of who may do what.
mod grant;
mod held;
mod modules;
mod role;

pub use grant::{DeputyId, GrantKind, Phase};
pub(crate) use grant::{DeputyRow, GrantRow};
pub(crate) use held::{Held, Known, Lent, held};
pub use modules::Modules;
pub use role::RoleStatus;
pub(crate) use role::{RoleRow, Roles, can_be_given, within};

#[cfg(test)]
mod tests;
