use crate::families::commands::PHONE;
use crate::families::model::{Child, Guardian, PickUpId, PickUpPerson, adult_from};
use crate::families::permissions;
use crate::families::steps::{child_scope, looked_at};
use crate::families::store;
use crate::model::{Born, PersonId};
use crate::queries::{home_scope, own_scope, persons};
use lianxin_kernel::{Error, Found, Kind, Permission, Query, Read, Result, Scope};

/// Who stands up for a child: shown to its guardians, to itself and to the desk of its home.
pub struct ListGuardians {
    pub child: PersonId,
}

impl Query for ListGuardians {
    const NAME: &'static str = "people.list_guardians";
    const NEEDS: Permission = permissions::FAMILY;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Vec<Guardian>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        child_scope(r, self.child).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<Guardian>> {
        looked_at(r, self.child);
        guardians_of(r, self.child).await
    }
}

pub(crate) async fn guardians_of(r: &mut Read<'_>, child: PersonId) -> Result<Vec<Guardian>> {
    let rows = store::guardian::of_child(r.tx(), child).await?;
    let ids: Vec<PersonId> = rows.iter().map(|g| g.guardian).collect();
    let known = persons(r.tx(), &ids).await?;
    let mut all = vec![];
    for row in rows {
        let Some(person) = known.iter().find(|p| p.id == row.guardian) else {
            continue;
        };
        all.push(Guardian {
            id: row.id,
            guardian: row.guardian,
            name: person.name.clone(),
            phone_hint: person.phone_hint(r.app().keys())?,
            relation: row.relation,
            evidence: row.evidence,
            made_at: row.made_at,
        });
    }
    Ok(all)
}

/// The children of whoever asks who are not of age yet.
pub struct ListChildren;

impl Query for ListChildren {
    const NAME: &'static str = "people.list_children";
    const NEEDS: Permission = crate::permissions::OWN;
    type Target = Scope;
    type Out = Vec<Child>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<Child>> {
        let me = r.person().ok_or(Error::SignIn)?.into();
        children_of(r, me).await
    }
}

pub(crate) async fn children_of(r: &mut Read<'_>, guardian: PersonId) -> Result<Vec<Child>> {
    let today = r.zone().date(r.now());
    let rows = store::guardian::of_guardian(r.tx(), guardian).await?;
    let ids: Vec<PersonId> = rows.iter().map(|g| g.child).collect();
    let known = persons(r.tx(), &ids).await?;
    let all = rows.into_iter().filter_map(|row| {
        let child = known.iter().find(|p| p.id == row.child)?;
        let minor = child.born.is_some_and(|born| born.counts_as_minor(today));
        let birth_date = child.born.and_then(Born::date);
        minor.then(|| Child {
            id: row.id,
            child: row.child,
            name: child.name.clone(),
            birth_date,
            age_band: child.age_band(),
            home_center: child.home_center,
            relation: row.relation,
            adult_from: birth_date.map(adult_from),
        })
    });
    Ok(all.collect())
}

/// Who may take a child home beside its guardians, those whose last day is over too.
pub struct ListPickUps {
    pub child: PersonId,
}

impl Query for ListPickUps {
    const NAME: &'static str = "people.list_pick_up_persons";
    const NEEDS: Permission = permissions::PICK_UP;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Vec<PickUpPerson>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        child_scope(r, self.child).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<PickUpPerson>> {
        looked_at(r, self.child);
        store::pick_up::of_child(r.tx(), self.child).await
    }
}

/// The whole phone of someone who may take a child home: for calling them from the desk.
pub struct ShowPickUpPhone {
    pub child: PersonId,
    pub pick_up: PickUpId,
}

impl Query for ShowPickUpPhone {
    const NAME: &'static str = "people.show_pick_up_phone";
    const NEEDS: Permission = permissions::RECORD;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Option<String>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.child).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Option<String>> {
        let row = store::pick_up::find(r.tx(), self.pick_up).await?;
        row.filter(|p| p.child == self.child).found("pick-up person")?;
        looked_at(r, self.child);
        let Some(sealed) = store::pick_up::phone_sealed(r.tx(), self.pick_up).await? else {
            return Ok(None);
        };
        let opened = r.app().keys().open(PHONE, self.pick_up.id(), &sealed)?;
        String::from_utf8(opened).map(Some).map_err(Error::internal)
    }
}
