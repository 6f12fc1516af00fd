use super::change_role::check_names;
use crate::permissions;
use crate::rights::editing::{against, everywhere, refuse, with_permissions};
use crate::rights::giving::permissions as all_permissions;
use crate::rights::model::{RoleRow, RoleStatus};
use crate::rights::store;
use lianxin_kernel::{
    Command, Error, FieldCode, Names, Permission, Read, Result, Role, Scope, Write,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How many roles an installation may have of its own.
const MOST: usize = 100;

/// Make a role of the installation's own: without any right, or with those of another.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateRole {
    /// Its key: lower case letters, digits and `_`, 2 to 40 characters; for good.
    pub role: Role,
    /// At most 40 characters each.
    pub names: Names,
    /// An upward role: sees sums, never a name.
    #[serde(default)]
    pub above: bool,
    /// Whose rights it starts with.
    #[serde(default)]
    pub copy_of: Option<Role>,
}

impl Command for CreateRole {
    const NAME: &'static str = "people.create_role";
    const NEEDS: Permission = permissions::EDIT_ROLES;
    type Target = Scope;
    type Out = i64;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let app = r.app().clone();
        everywhere(r.tx(), &app).await
    }

    async fn run(&self, w: &mut Write<'_>, at: Scope) -> Result<i64> {
        check_names(&self.names)?;
        let (app, by, now) = (w.app().clone(), w.person(), w.now());
        let roles = store::role::roles(w.tx(), &app).await?;
        let taken = || Error::field("role", FieldCode::Taken);
        if self.role.is_built_in() || roles.find(self.role).is_some() {
            return Err(taken());
        }
        if roles.iter().count() >= MOST + Role::GRANTED.len() {
            return Err(Error::field("role", FieldCode::TooMany));
        }
        let empty = RoleRow {
            names: Some(self.names.clone()),
            above: self.above,
            status: RoleStatus::Active,
            version: 1,
            ..RoleRow::built_in(self.role)
        };
        let copied: Vec<String> = match self.copy_of {
            None => vec![],
            Some(other) => {
                let unknown = || Error::field("copy_of", FieldCode::Unknown);
                let other = roles.find(other).ok_or_else(unknown)?;
                let had = all_permissions(&app).filter(|p| other.has(p));
                had.map(|p| p.name.to_owned()).collect()
            }
        };
        let after = with_permissions(&app, &empty, &copied)?;
        let actor = w.actor().clone();
        refuse(against(w.tx(), &app, &actor, &empty, &after, &at.path).await?)?;
        match store::role::put(w.tx(), &app, &after, by, now).await? {
            true => Ok(after.version),
            false => Err(taken()),
        }
    }
}
