use crate::families::model::{Details, DetailsChange, Needs};
use crate::families::permissions;
use crate::families::queries::open_details;
use crate::families::steps::who;
use crate::families::store;
use crate::model::PersonId;
use crate::queries::{home_scope, own_scope};
use crate::store as people;
use lianxin_db::Id;
use lianxin_kernel::{
    App, Command, Error, Found, Kind, Permission, Read, Result, Scope, Secret, Write,
};
use serde::Serialize;

/// The field needs are sealed as.
pub(crate) const NEEDS: &str = "people_detail.needs_sealed";

/// Tell sex, lunar birthday and needs of oneself, or take them back.
#[derive(Serialize)]
pub struct ChangeMyDetails {
    pub change: DetailsChange,
}

impl Command for ChangeMyDetails {
    const NAME: &'static str = "people.change_my_details";
    const NEEDS: Permission = crate::permissions::OWN;
    type Target = Scope;
    type Out = Details;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Details> {
        let person = w.person().ok_or(Error::SignIn)?.into();
        change(w, person, &self.change).await
    }
}

/// Write down sex and lunar birthday at the desk.
#[derive(Serialize)]
pub struct ChangeDetails {
    pub person: PersonId,
    pub change: DetailsChange,
}

impl Command for ChangeDetails {
    const NAME: &'static str = "people.change_details";
    const NEEDS: Permission = permissions::CHANGE_FAMILY;
    type Target = Scope;
    type Out = Details;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.person).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Details> {
        // Needs have a command of their own, since they need more to be seen.
        let change_of = DetailsChange { needs: None, ..self.change.clone() };
        w.saw(self.person);
        let details = change(w, self.person, &change_of).await?;
        Ok(Details { needs: None, ..details })
    }
}

/// Write down what someone needs, at the desk or by who cares for them.
#[derive(Serialize)]
pub struct SetNeeds {
    pub person: PersonId,
    pub needs: Secret<Needs>,
}

impl Command for SetNeeds {
    const NAME: &'static str = "people.set_needs";
    const NEEDS: Permission = permissions::NEEDS;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.person).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let needs = Some(Secret::new(Some(self.needs.expose().clone())));
        w.saw(self.person);
        change(w, self.person, &DetailsChange { needs, ..DetailsChange::default() }).await?;
        Ok(())
    }
}

pub(crate) async fn change(
    w: &mut Write<'_>,
    person: PersonId,
    change: &DetailsChange,
) -> Result<Details> {
    people::person::hold(w.tx(), person).await?.found("person")?;
    let mut row = store::details::of(w.tx(), person).await?;
    if let Some(sex) = &change.sex {
        row.sex = *sex.expose();
    }
    if let Some(lunar) = &change.lunar_birthday {
        row.lunar_birthday = *lunar.expose();
        row.lunar_birthday.map_or(Ok(()), |l| l.check())?;
    }
    if let Some(needs) = &change.needs {
        let needs = needs.expose().clone().map(Needs::tidy).filter(|n| !n.is_empty());
        row.needs_sealed = needs.map(|n| seal_needs(w.app(), person.id(), &n)).transpose()?;
    }
    let (now, by) = (w.now(), who(w));
    store::details::put(w.tx(), person, &row, now, by).await?;
    open_details(w.app(), person, row)
}

pub(crate) fn seal_needs(app: &App, person: Id, needs: &Needs) -> Result<Vec<u8>> {
    app.keys().seal(NEEDS, person, &needs.to_bytes()?, app.random())
}
