use crate::families::model::{Household, HouseholdMember};
use crate::families::permissions;
use crate::families::steps::looked_at;
use crate::families::store;
use crate::model::PersonId;
use crate::queries::{home_scope, persons};
use lianxin_kernel::{Permission, Query, Read, Result, Scope};

/// With whom someone lives: shown to themselves and to the desk of their home.
pub struct ShowHousehold {
    pub person: PersonId,
}

impl Query for ShowHousehold {
    const NAME: &'static str = "people.show_household";
    const NEEDS: Permission = permissions::FAMILY;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Option<Household>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.person).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Option<Household>> {
        looked_at(r, self.person);
        household_of(r, self.person).await
    }
}

/// The household someone lives in now; whoever has left the register is left out.
pub(crate) async fn household_of(r: &mut Read<'_>, id: PersonId) -> Result<Option<Household>> {
    let today = r.zone().date(r.now());
    let Some(here) = store::household::membership(r.tx(), id).await? else {
        return Ok(None);
    };
    let Some(household) = store::household::find(r.tx(), here.household).await? else {
        return Ok(None);
    };
    let rows = store::household::members(r.tx(), here.household).await?;
    let ids: Vec<PersonId> = rows.iter().map(|m| m.person).collect();
    let known = persons(r.tx(), &ids).await?;
    let members = rows.into_iter().filter_map(|row| {
        let person = known.iter().find(|p| p.id == row.person)?;
        Some(HouseholdMember {
            person: row.person,
            name: person.name.clone(),
            age_group: person.age_group(today),
            relation: row.relation,
            days: row.days,
        })
    });
    let members = members.collect();
    Ok(Some(Household {
        id: household.id,
        center: household.center,
        address: household.address,
        members,
    }))
}
