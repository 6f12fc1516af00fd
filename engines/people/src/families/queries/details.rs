use crate::families::commands::NEEDS;
use crate::families::model::{Details, Needs};
use crate::families::permissions;
use crate::families::steps::looked_at;
use crate::families::store;
use crate::families::store::details::DetailsRow;
use crate::model::PersonId;
use crate::queries::{home_scope, own_scope};
use lianxin_kernel::{App, Error, Kind, Permission, Query, Read, Result, Scope};

/// What one told of oneself beside the least, with what one needs.
pub struct ShowMyDetails;

impl Query for ShowMyDetails {
    const NAME: &'static str = "people.show_my_details";
    const NEEDS: Permission = crate::permissions::OWN;
    type Target = Scope;
    type Out = Details;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Details> {
        let person: PersonId = r.person().ok_or(Error::SignIn)?.into();
        let row = store::details::of(r.tx(), person).await?;
        open_details(r.app(), person, row)
    }
}

/// What someone told beside the least, without what they need.
pub struct ShowDetails {
    pub person: PersonId,
}

impl Query for ShowDetails {
    const NAME: &'static str = "people.show_details";
    const NEEDS: Permission = permissions::FAMILY;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Details;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.person).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Details> {
        looked_at(r, self.person);
        let row = store::details::of(r.tx(), self.person).await?;
        Ok(Details { sex: row.sex, lunar_birthday: row.lunar_birthday, needs: None })
    }
}

/// A row with its needs opened.
pub(crate) fn open_details(app: &App, person: PersonId, row: DetailsRow) -> Result<Details> {
    let DetailsRow { sex, lunar_birthday, needs_sealed } = row;
    let mut needs = None;
    if let Some(sealed) = needs_sealed {
        let bytes = app.keys().open(NEEDS, person.id(), &sealed)?;
        needs = Some(Needs::from_bytes(&bytes)?);
    }
    Ok(Details { sex, lunar_birthday, needs })
}
