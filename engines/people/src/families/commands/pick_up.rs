use crate::families::model::{PickUpId, PickUpPerson, check_until};
use crate::families::permissions;
use crate::families::steps::{child_scope, room_for_one, who};
use crate::families::store;
use crate::model::{PersonId, Phone};
use crate::store as people;
use lianxin_kernel::{
    Command, Date, Error, FieldCode, Found, Kind, Line, Permission, Read, Result, Scope, Secret,
    Write,
};
use serde::Serialize;

/// The field the phone of a pick-up person is sealed as.
pub(crate) const PHONE: &str = "people_pick_up.phone_sealed";
/// The most who are named for a child.
const MOST: usize = 10;

/// Name someone who may take a child home, beside its guardians.
#[derive(Serialize)]
pub struct AddPickUp {
    pub child: PersonId,
    pub name: Secret<Line<40>>,
    pub relation: Option<Secret<Line<20>>>,
    pub phone: Option<Secret<Phone>>,
    /// The last day on which they may; none for until taken away.
    pub until: Option<Date>,
}

impl Command for AddPickUp {
    const NAME: &'static str = "people.add_pick_up_person";
    const NEEDS: Permission = permissions::PICK_UP;
    type Target = Scope;
    type Out = PickUpPerson;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        child_scope(r, self.child).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<PickUpPerson> {
        let today = w.zone().date(w.now());
        by_guardian_or_desk(w, self.child)?;
        let child = people::person::hold(w.tx(), self.child).await?.found("person")?;
        if !child.born.is_some_and(|born| born.counts_as_minor(today)) {
            return Err(Error::field("birth_date", FieldCode::OutOfRange));
        }
        if let Some(until) = self.until {
            check_until(until, today)?;
        }
        let held = store::pick_up::of_child(w.tx(), self.child).await?;
        let held = held.iter().filter(|p| p.until.is_none_or(|u| today <= u)).count();
        room_for_one("name", held, MOST)?;
        let id = w.fresh_in::<PickUpId>(self.child.id().district());
        let phone = self.phone.as_ref().map(Secret::expose);
        let app = w.app();
        let seal = |p: &Phone| app.keys().seal(PHONE, id.id(), p.as_str().as_bytes(), app.random());
        let sealed = phone.map(seal).transpose()?;
        let named = PickUpPerson {
            id,
            child: self.child,
            name: self.name.expose().to_string(),
            relation: self.relation.as_ref().map(|r| r.expose().to_string()),
            phone_hint: phone.map(Phone::hint),
            until: self.until,
        };
        let (now, by) = (w.now(), who(w));
        store::pick_up::insert(w.tx(), &named, sealed, now, by).await?;
        w.saw(self.child);
        Ok(named)
    }
}

/// Take someone away who might take a child home. It ends at once.
#[derive(Serialize)]
pub struct EndPickUp {
    pub child: PersonId,
    pub pick_up: PickUpId,
}

impl Command for EndPickUp {
    const NAME: &'static str = "people.end_pick_up_person";
    const NEEDS: Permission = permissions::PICK_UP;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        child_scope(r, self.child).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        by_guardian_or_desk(w, self.child)?;
        let row = store::pick_up::find(w.tx(), self.pick_up).await?;
        row.filter(|p| p.child == self.child).found("pick-up person")?;
        let (now, by) = (w.now(), who(w));
        w.saw(self.child);
        store::pick_up::end(w.tx(), self.pick_up, now, by).await
    }
}

/// A child does not say itself who takes it home.
fn by_guardian_or_desk(w: &Write<'_>, child: PersonId) -> Result<()> {
    match who(w) == Some(child.id()) {
        true => Err(Error::Forbidden),
        false => Ok(()),
    }
}
