use super::steps::account_scope;
use crate::account::end_account;
use crate::model::PersonId;
use crate::permissions;
use crate::rights;
use crate::store;
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
        store::person::hold(w.tx(), self.person).await?.found("person")?;
        end_account(w, self.person).await
    }
}
