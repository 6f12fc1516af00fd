use super::steps::not_oneself;
use crate::model::{GrantId, PersonId, PlaceId};
use crate::permissions;
use crate::place::scope_of;
use crate::store;
use crate::store::grant::NewGrant;
use lianxin_kernel::{
    Command, Date, Error, FieldCode, Found, Kind, Permission, Read, Result, Role, Scope, Write,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Give a person a role at a place, from and until a day, both included. Given again, it brings new
/// dates.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantRole {
    pub person: PersonId,
    pub role: Role,
    pub place: PlaceId,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Command for GrantRole {
    const NAME: &'static str = "people.grant_role";
    const NEEDS: Permission = permissions::GRANT;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(scope_of(r.tx(), "place", self.place).await?.on(self.person))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        not_oneself(w, self.person)?;
        if !Role::GRANTED.contains(&self.role) {
            return Err(Error::field("role", FieldCode::Unknown));
        }
        if let (Some(from), Some(until)) = (self.from, self.until)
            && until < from
        {
            return Err(Error::field("until", FieldCode::BeforeStart));
        }
        store::person::hold(w.tx(), self.person).await?.found("person")?;
        let grant = NewGrant {
            id: w.fresh_in::<GrantId>(self.person.id().district()),
            person: self.person,
            role: self.role,
            place: self.place,
            from: self.from,
            until: self.until,
            at: w.now(),
            by: w.person(),
        };
        store::grant::put(w.tx(), &grant).await
    }
}
