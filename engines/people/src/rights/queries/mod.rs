//! What is asked about rights.
mod changed;
mod deputies;
mod grants;
mod roles;
mod why;

pub(crate) use changed::CHECK;
pub(crate) use deputies::Deputies;
pub use deputies::{DeputyLine, ListDeputies};
pub(crate) use grants::GrantPlace;
pub use grants::{GrantLine, ListGrants};
pub use roles::{
    ListPermissions, ListRoles, PermissionLine, PreviewRole, RoleDiff, RoleLine, RoleTouches,
};
pub(crate) use roles::{Permissions, RoleList};
pub use why::{AskedRights, RightBasis, RightLine, ShowRights};

use crate::model::{PersonId, PlaceId};
use crate::place::place;
pub(crate) use crate::place::places_of;
use crate::store as people;
use lianxin_db::{Id, Tx};
use lianxin_kernel::{Names, Result};
use std::collections::{BTreeSet, HashMap};

/// The names of places as they were asked for, each looked up once.
#[derive(Default)]
struct PlaceNames(HashMap<Id, Names>);

impl PlaceNames {
    async fn get(&mut self, tx: &mut Tx, at: PlaceId) -> Result<Names> {
        if let Some(name) = self.0.get(&at.id()) {
            return Ok(name.clone());
        }
        let name = place(tx, at).await?.map(|p| p.name).unwrap_or_default();
        self.0.insert(at.id(), name.clone());
        Ok(name)
    }
}

async fn names(
    tx: &mut Tx,
    ids: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, String>> {
    let ids: BTreeSet<PersonId> = ids.into_iter().collect();
    let ids: Vec<PersonId> = ids.into_iter().collect();
    Ok(people::person::many(tx, &ids).await?.into_iter().map(|p| (p.id, p.name)).collect())
}
