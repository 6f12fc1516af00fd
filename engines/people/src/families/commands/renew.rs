use super::change_details::NEEDS;
use super::pick_up::PHONE;
use crate::families::kinds;
use crate::families::store::renew;
use crate::permissions;
use lianxin_kernel::{ActorId, App, Command, Kind, Permission, Read, Result, Scope, Write, words};
use serde::Serialize;

words! {
    /// What is made anew.
    pub enum SealedHere { Needs = "needs", Phones = "phones", Standings = "standings" }
}

/// Make a part of what is sealed, or known by a keyed hash, anew with the newest key.
#[derive(Serialize)]
pub(crate) struct RenewSealed {
    pub what: SealedHere,
    /// The last thing of the part before.
    pub after: ActorId,
}

impl RenewSealed {
    /// How many rows one part has at most.
    const PART: i64 = 200;
}

impl Command for RenewSealed {
    const NAME: &'static str = "people.renew_sealed_families";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    /// The last thing of this part; nothing after the last part.
    type Out = Option<ActorId>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(r.app().district()))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Option<ActorId>> {
        let app = w.app().clone();
        let (after, most) = (self.after.id(), Self::PART);
        let mut last = None;
        match self.what {
            SealedHere::Needs => {
                for row in renew::needs(w.tx(), after, most).await? {
                    renew::set_needs(w.tx(), row.owner, anew(&app, NEEDS, &row)?).await?;
                    last = Some(row.owner);
                }
            }
            SealedHere::Phones => {
                for row in renew::phones(w.tx(), after, most).await? {
                    renew::set_phone(w.tx(), row.owner, anew(&app, PHONE, &row)?).await?;
                    last = Some(row.owner);
                }
            }
            SealedHere::Standings => {
                for row in renew::standings(w.tx(), after, most).await? {
                    // One that tells no kind stays as it is: the check names it.
                    if let Some(kind) = kinds::kind_of(app.keys(), &row) {
                        let key = kinds::key_of(app.keys(), kind, row.person);
                        renew::set_kind_key(w.tx(), row.id.id(), key).await?;
                    }
                    last = Some(row.id.id());
                }
            }
        }
        Ok(last.map(ActorId::from))
    }
}

fn anew(app: &App, field: &str, row: &renew::SealedRow) -> Result<Vec<u8>> {
    let plain = app.keys().open(field, row.owner, &row.sealed)?;
    app.keys().seal(field, row.owner, &plain, app.random())
}
