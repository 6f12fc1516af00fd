use crate::permissions;
use crate::rights::editing::{against, everywhere, refuse, with_permissions};
use crate::rights::model::{RoleRow, RoleStatus};
use crate::rights::{reasons, store};
use lianxin_kernel::{
    Command, Error, FieldCode, Found, Names, Permission, Read, Result, Role, Scope, Write,
};
use serde::{Deserialize, Serialize};

/// Say what a role gives from now on, wherever it was given.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangeRole {
    pub role: Role,
    /// That was read.
    pub version: i64,
    /// Of the installation's own roles.
    pub names: Option<Names>,
    pub above: Option<bool>,
    /// All permissions it shall have; as they are when not given.
    pub permissions: Option<Vec<String>>,
}

impl ChangeRole {
    /// The role as it shall be.
    pub(crate) fn apply(&self, app: &lianxin_kernel::App, before: &RoleRow) -> Result<RoleRow> {
        let own = !before.role.is_built_in();
        for (field, given) in [("names", self.names.is_some()), ("above", self.above.is_some())] {
            if given && !own {
                return Err(Error::field(field, FieldCode::Wrong));
            }
        }
        if let Some(names) = &self.names {
            check_names(names)?;
        }
        let named = RoleRow {
            names: self.names.clone().or(before.names.clone()),
            above: self.above.unwrap_or(before.above),
            // One that was changed past the program gives nothing until it is said anew.
            status: if own { before.status } else { RoleStatus::Active },
            version: before.version + 1,
            ..before.clone()
        };
        match &self.permissions {
            Some(wanted) => with_permissions(app, &named, wanted),
            None => Ok(named),
        }
    }
}

pub(super) fn check_names(names: &Names) -> Result<()> {
    match (names.is_empty(), names.longest()) {
        (true, _) => Err(Error::field("names", FieldCode::Required)),
        (false, 41..) => Err(Error::field("names", FieldCode::TooLong)),
        (false, _) => Ok(()),
    }
}

impl Command for ChangeRole {
    const NAME: &'static str = "people.change_role";
    const NEEDS: Permission = permissions::EDIT_ROLES;
    type Target = Scope;
    type Out = i64;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let app = r.app().clone();
        everywhere(r.tx(), &app).await
    }

    async fn run(&self, w: &mut Write<'_>, at: Scope) -> Result<i64> {
        let app = w.app().clone();
        let roles = store::role::roles(w.tx(), &app).await?;
        let before = roles.find(self.role).found("role")?;
        let after = self.apply(&app, before)?;
        let actor = w.actor().clone();
        refuse(against(w.tx(), &app, &actor, before, &after, &at.path).await?)?;
        save(w, self.version, after).await
    }
}

/// Retire a role: it gives nothing from now on; or bring it back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangeRoleStatus {
    pub role: Role,
    pub version: i64,
    pub status: RoleStatus,
}

impl Command for ChangeRoleStatus {
    const NAME: &'static str = "people.change_role_status";
    const NEEDS: Permission = permissions::EDIT_ROLES;
    type Target = Scope;
    type Out = i64;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let app = r.app().clone();
        everywhere(r.tx(), &app).await
    }

    async fn run(&self, w: &mut Write<'_>, at: Scope) -> Result<i64> {
        let app = w.app().clone();
        let roles = store::role::roles(w.tx(), &app).await?;
        let before = roles.find(self.role).found("role")?;
        // The program's roles are what keeps an installation in hand.
        if self.role.is_built_in() {
            return Err(Error::field("role", FieldCode::Wrong));
        }
        let version = before.version + 1;
        let after = RoleRow { status: self.status, version, ..before.clone() };
        let actor = w.actor().clone();
        refuse(against(w.tx(), &app, &actor, before, &after, &at.path).await?)?;
        save(w, self.version, after).await
    }
}

/// Writes a role over the version that was read.
async fn save(w: &mut Write<'_>, read: i64, after: RoleRow) -> Result<i64> {
    let (app, by, now) = (w.app().clone(), w.person(), w.now());
    let version = after.version;
    if version == read + 1 && store::role::put(w.tx(), &app, &after, by, now).await? {
        return Ok(version);
    }
    Err(Error::reason(reasons::changed_meanwhile()))
}
