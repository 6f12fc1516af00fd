use super::steps::{account_scope, main};
use crate::model::PersonId;
use crate::permissions;
use crate::store;
use crate::{organizations, rights};
use lianxin_kernel::{Command, Found, Permission, Read, Result, Scope, Write};
use serde::Serialize;

/// End an account: sign-ins, roles, password and card go, the phone is free again. The record stays
/// for what it took part in.
#[derive(Serialize)]
pub struct EndPerson {
    pub person: PersonId,
}

impl Command for EndPerson {
    const NAME: &'static str = "people.end_person";
    const NEEDS: Permission = permissions::STAFF;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let person = store::person::find(r.tx(), self.person).await?.found("thing of yours")?;
        account_scope(r.tx(), &person).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        rights::not_own(w, self.person).await?;
        let (now, main) = (w.now(), main(w.app()));
        store::person::hold(w.tx(), self.person).await?.found("person")?;
        store::card::revoke(w.tx(), self.person, now).await?;
        organizations::end_all(w, self.person).await?;
        rights::store::grant::delete_all(w.tx(), self.person).await?;
        rights::store::deputy::delete_all(w.tx(), self.person).await?;
        crate::factors::store::remove_all(w.tx(), self.person).await?;
        crate::oidc::store::unlink_all(w.tx(), main, self.person).await?;
        store::credential::delete(w.tx(), main, self.person).await?;
        store::sign_in::end_all(w.tx(), self.person, now).await?;
        store::person::end(w.tx(), self.person, now).await?;
        Ok(())
    }
}
