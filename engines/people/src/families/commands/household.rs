use crate::families::model::{Days, Household, HouseholdId, MemberId, MemberRelation};
use crate::families::permissions;
use crate::families::queries::household_of;
use crate::families::steps::{both_homes, room_for_one, who};
use crate::families::store;
use crate::families::store::household::{HouseholdRow, MemberRow};
use crate::model::PersonId;
use crate::queries::home_scope;
use crate::store as people;
use lianxin_kernel::{
    Command, Date, Error, FieldCode, Found, Kind, Line, Permission, Read, Result, Scope, Secret,
    Write,
};
use serde::Serialize;

/// The most who live together.
const MEMBERS: usize = 30;

/// Put a household together, with this person as its head; at the center of their home.
#[derive(Serialize)]
pub struct CreateHousehold {
    pub person: PersonId,
    pub address: Option<Secret<Line<120>>>,
    /// Since when they live there; today when not said.
    pub from: Option<Date>,
}

impl Command for CreateHousehold {
    const NAME: &'static str = "people.create_household";
    const NEEDS: Permission = permissions::CHANGE_FAMILY;
    type Target = Scope;
    type Out = Household;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.person).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Household> {
        let person = people::person::hold(w.tx(), self.person).await?.found("person")?;
        let center = person.home_center;
        let center = center.ok_or_else(|| Error::field("home_center", FieldCode::Required))?;
        let household = HouseholdRow {
            id: w.fresh_in::<HouseholdId>(center.id().district()),
            center,
            address: self.address.as_ref().map(|a| a.expose().to_string()),
        };
        let (now, by) = (w.now(), who(w));
        store::household::insert(w.tx(), &household, now, by).await?;
        join(w, self.person, household.id, MemberRelation::Head, self.from).await?;
        w.saw(self.person);
        household_of(&mut w.read(), self.person).await?.found("household")
    }
}

/// Take someone into the household of a person.
#[derive(Serialize)]
pub struct AddMember {
    /// Someone who lives there already.
    pub person: PersonId,
    pub member: PersonId,
    pub relation: MemberRelation,
    pub from: Option<Date>,
}

impl Command for AddMember {
    const NAME: &'static str = "people.add_household_member";
    const NEEDS: Permission = permissions::CHANGE_FAMILY;
    type Target = Scope;
    type Out = Household;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        both_homes(r, self.person, self.member).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Household> {
        let here = store::household::membership(w.tx(), self.person).await?.found("household")?;
        store::household::hold(w.tx(), here.household).await?.found("household")?;
        people::person::hold(w.tx(), self.member).await?.found("person")?;
        let members = store::household::members(w.tx(), here.household).await?;
        room_for_one("person", members.len(), MEMBERS)?;
        let head = members.iter().any(|m| m.relation == MemberRelation::Head);
        if self.relation == MemberRelation::Head && head {
            return Err(Error::field("relation", FieldCode::Taken));
        }
        join(w, self.member, here.household, self.relation, self.from).await?;
        w.saw(self.member);
        household_of(&mut w.read(), self.person).await?.found("household")
    }
}

/// Correct the address of a person's household; `None` takes it away.
#[derive(Serialize)]
pub struct ChangeHousehold {
    pub person: PersonId,
    pub address: Option<Secret<Line<120>>>,
}

impl Command for ChangeHousehold {
    const NAME: &'static str = "people.change_household";
    const NEEDS: Permission = permissions::CHANGE_FAMILY;
    type Target = Scope;
    type Out = Household;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.person).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Household> {
        let here = store::household::membership(w.tx(), self.person).await?.found("household")?;
        let address = self.address.as_ref().map(|a| a.expose().to_string());
        store::household::set_address(w.tx(), here.household, address).await?;
        w.saw(self.person);
        household_of(&mut w.read(), self.person).await?.found("household")
    }
}

/// Begins someone's time in a household; refused while they live in another.
async fn join(
    w: &mut Write<'_>,
    person: PersonId,
    household: HouseholdId,
    relation: MemberRelation,
    from: Option<Date>,
) -> Result<()> {
    let today = w.zone().date(w.now());
    let from = from.unwrap_or(today);
    let days = Days { from, until: None };
    days.check(today)?;
    if from > today {
        return Err(Error::field("from", FieldCode::OutOfRange));
    }
    if store::household::membership(w.tx(), person).await?.is_some() {
        return Err(Error::field("person", FieldCode::Taken));
    }
    let before = store::household::memberships(w.tx(), person).await?;
    if before.iter().filter_map(|m| m.days.until).any(|until| from < until) {
        // They still lived elsewhere on that day.
        return Err(Error::field("from", FieldCode::Taken));
    }
    let id = w.fresh_in::<MemberId>(person.id().district());
    let member = MemberRow { person, household, relation, days };
    let (now, by) = (w.now(), who(w));
    store::household::add_member(w.tx(), id, &member, now, by).await
}
