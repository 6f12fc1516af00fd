use crate::families::model::DelegateId;
use crate::families::permissions;
use crate::families::steps::{home_path, who};
use crate::families::store;
use crate::model::PersonId;
use crate::queries::person;
use lianxin_kernel::{Command, Found, Kind, Permission, Read, Result, Scope, Write};
use serde::Serialize;

/// End that someone acts for another. Either side may, and the desk; it ends at once.
#[derive(Serialize)]
pub struct EndDelegate {
    /// Either of the two.
    pub person: PersonId,
    pub delegate: DelegateId,
}

impl Command for EndDelegate {
    const NAME: &'static str = "people.end_delegate";
    const NEEDS: Permission = permissions::END_DELEGATE;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let row = store::delegate::find(r.tx(), self.delegate).await?.found("thing of yours")?;
        let sides = [row.person, row.delegate];
        let side = sides.into_iter().find(|p| *p == self.person).found("thing of yours")?;
        let home = person(r.tx(), side).await?.found("thing of yours")?;
        let path = home_path(r.tx(), &home).await?;
        let scope = Scope::district(row.person.id().district()).at(path);
        let scope = scope.owned_by(side).on(row.person);
        // Others must not learn of it; one of the two may, also when they may not end it here.
        Ok(if r.person() == Some(side.id()) { scope } else { scope.hidden() })
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let (now, by) = (w.now(), who(w));
        w.saw(self.person);
        match store::delegate::end(w.tx(), self.delegate, now, by).await? {
            true => Ok(()),
            false => None.found("delegate"),
        }
    }
}
