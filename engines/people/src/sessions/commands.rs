use super::permissions::SESSIONS;
use super::steps::here;
use crate::commands::account_scope;
use crate::model::{PersonId, SignInId};
use crate::permissions;
use crate::queries::own_scope;
use crate::rights::not_own;
use crate::store;
use lianxin_kernel::{Command, Found, Kind, Permission, Read, Result, Scope, Secret, Write};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How many sign-ins were ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Ended {
    pub ended: u64,
}

/// End one of one's own sign-ins, this one or another.
#[derive(Serialize)]
pub struct EndSignIn {
    pub sign_in: SignInId,
}

impl Command for EndSignIn {
    const NAME: &'static str = "people.end_sign_in";
    const NEEDS: Permission = SESSIONS;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let row = store::sign_in::find(r.tx(), self.sign_in).await?.found("thing of yours")?;
        let scope = Scope::district(row.person.id().district());
        Ok(scope.owned_by(row.person).on(self.sign_in).hidden())
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let now = w.now();
        store::sign_in::end(w.tx(), self.sign_in, now).await?;
        Ok(())
    }
}

/// End all of one's own sign-ins but this one.
#[derive(Serialize)]
pub struct EndOtherSignIns {
    /// The token of the one that stays.
    pub token: Secret<String>,
}

impl Command for EndOtherSignIns {
    const NAME: &'static str = "people.end_other_sign_ins";
    const NEEDS: Permission = SESSIONS;
    type Target = Scope;
    type Out = Ended;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Ended> {
        let row = here(w, &self.token).await?;
        let now = w.now();
        let ended = store::sign_in::end_others(w.tx(), row.person, row.id, now).await?;
        Ok(Ended { ended })
    }
}

/// End all sign-ins of someone's account: a lost phone, someone who left in anger.
#[derive(Serialize)]
pub struct EndSignInsOf {
    pub person: PersonId,
}

impl Command for EndSignInsOf {
    const NAME: &'static str = "people.end_sign_ins_of";
    const NEEDS: Permission = permissions::STAFF;
    type Target = Scope;
    type Out = Ended;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let person = store::person::find(r.tx(), self.person).await?.found("thing of yours")?;
        account_scope(r.tx(), &person).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Ended> {
        not_own(w, self.person).await?;
        let now = w.now();
        Ok(Ended { ended: store::sign_in::end_all(w.tx(), self.person, now).await? })
    }
}
