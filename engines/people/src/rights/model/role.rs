use lianxin_kernel::{Names, Permission, Rights, Role, words};
use std::collections::BTreeMap;

use super::Modules;

words! {
    /// A retired role gives nothing; who had it keeps the grant, in case it is restored.
    pub enum RoleStatus { Active = "active", Retired = "retired" }
}

/// What an installation says of a role: its own ones wholly, the program's ones where they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RoleRow {
    pub role: Role,
    /// Of the installation's own roles; those of the program are named by the interface.
    pub names: Option<Names>,
    /// An upward role: sees sums, never a name.
    pub above: bool,
    pub status: RoleStatus,
    /// Grows with every change, so that nobody saves over what they have not seen.
    pub version: i64,
    /// Permissions it has beyond the program's own, and those taken from it.
    pub added: Vec<String>,
    pub removed: Vec<String>,
}

impl RoleRow {
    /// A role of the program nobody has changed.
    pub fn built_in(role: Role) -> Self {
        let above = role.above();
        let (names, status) = (None, RoleStatus::Active);
        Self { role, names, above, status, version: 0, added: vec![], removed: vec![] }
    }

    pub fn rights(&self) -> Rights {
        Rights { added: self.added.clone(), removed: self.removed.clone() }
    }

    /// Whether the role has this right, wherever it is given.
    pub fn has(&self, permission: &Permission) -> bool {
        let name = |n: &String| n == permission.name;
        let program = permission.roles.contains(&self.role) && !self.removed.iter().any(name);
        self.status == RoleStatus::Active
            && (program || self.added.iter().any(name))
            && !(self.above && permission.shows_names())
    }
}

/// All roles that can be given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles(BTreeMap<&'static str, RoleRow>);

impl Roles {
    /// The program's roles, and what the installation says of them and of its own.
    pub fn of(rows: Vec<RoleRow>) -> Self {
        let program = Role::GRANTED.iter().map(|role| RoleRow::built_in(*role));
        Self(program.chain(rows).map(|row| (row.role.code(), row)).collect())
    }

    /// A role that there is, retired or not.
    pub fn find(&self, role: Role) -> Option<&RoleRow> {
        self.0.get(role.code())
    }

    /// A role that gives something.
    pub fn active(&self, role: Role) -> Option<&RoleRow> {
        self.find(role).filter(|row| row.status == RoleStatus::Active)
    }

    pub fn iter(&self) -> impl Iterator<Item = &RoleRow> {
        self.0.values()
    }
}

/// Whether a right can be given to roles at all: those that no role of the program has belong to the
/// program itself or to everyone for their own.
pub(crate) fn can_be_given(permission: &Permission) -> bool {
    permission.roles.iter().any(|role| Role::GRANTED.contains(role))
}

/// The module of a permission lies within.
pub(crate) fn within(modules: Option<&Modules>, permission: &Permission) -> bool {
    let module = permission.module();
    modules.is_none_or(|m| m.contains(module))
}
