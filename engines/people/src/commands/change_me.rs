use crate::model::{AgeBand, PersonId, SaidAnew};
use crate::permissions;
use crate::place::{CenterId, center_of};
use crate::queries::{Me, me, own_scope};
use crate::store;
use lianxin_kernel::{
    Command, Date, Error, Found, Language, Line, Permission, Read, Result, Scope, Secret, Write,
};
use serde::Serialize;

/// Change one's own name, birth date or age band, home center or language; what is not given stays.
#[derive(Default, Serialize)]
pub struct ChangeMe {
    pub name: Option<Secret<Line<40>>>,
    /// `Some(None)` takes it away; so below.
    pub birth_date: Option<Secret<Option<Date>>>,
    /// In place of the birth date; giving one of them takes the other away.
    pub age_band: Option<Secret<Option<AgeBand>>>,
    pub home_center: Option<Option<CenterId>>,
    pub language: Option<Language>,
}

impl Command for ChangeMe {
    const NAME: &'static str = "people.change_me";
    const NEEDS: Permission = permissions::OWN;
    type Target = Scope;
    type Out = Me;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Me> {
        let id: PersonId = w.person().ok_or(Error::SignIn)?.into();
        let mut person = store::person::hold(w.tx(), id).await?.found("person")?;
        if let Some(name) = &self.name {
            person.name = name.expose().to_string();
        }
        let said = SaidAnew {
            birth_date: self.birth_date.as_ref().map(|b| *b.expose()),
            age_band: self.age_band.as_ref().map(|b| *b.expose()),
        };
        person.born = said.born(person.born, w.zone().date(w.now()))?;
        if let Some(center) = self.home_center {
            if let Some(center) = center {
                center_of(w.tx(), "home_center", center).await?;
            }
            person.home_center = center;
        }
        person.language = self.language.unwrap_or(person.language);
        store::person::update(w.tx(), &person).await?;
        me(&mut w.read(), id).await
    }
}
