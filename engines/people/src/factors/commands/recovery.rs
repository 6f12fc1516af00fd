use crate::commands::account_scope;
use crate::factors::permissions::{ACCOUNTS, FACTORS};
use crate::factors::steps::{has_factor, proved, renew_recovery, staff_here};
use crate::factors::store as rows;
use crate::model::{PersonId, check_login};
use crate::queries::{CredentialFor, own_scope};
use crate::rights::not_own;
use crate::sessions::Origin;
use crate::store;
use lianxin_kernel::{Act, Command, Error, Found, Permission, Read, Result, Scope, Secret, Write};
use serde::{Deserialize, Serialize};

/// New recovery codes, shown this once; those before are worth nothing then.
#[derive(Serialize)]
pub struct RenewRecoveryCodes {
    pub token: Secret<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct RecoveryCodes {
    pub codes: Vec<Secret<String>>,
}

impl Command for RenewRecoveryCodes {
    const NAME: &'static str = "people.renew_recovery_codes";
    const NEEDS: Permission = FACTORS;
    type Target = Scope;
    type Out = RecoveryCodes;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<RecoveryCodes> {
        let row = staff_here(w, &self.token).await?;
        proved(&row)?;
        if !has_factor(w.tx(), row.person).await? {
            return Err(Error::NotFound("second factor"));
        }
        Ok(RecoveryCodes { codes: renew_recovery(w, row.person).await? })
    }
}

/// Take all factors of someone's account away, because they lost them. Ends where they are signed in;
/// with their password they add new ones.
#[derive(Serialize)]
pub struct ResetFactors {
    pub person: PersonId,
}

/// The same for the owner of a login, for the program's own command line: whom nobody stands above.
pub async fn reset_factors(act: &Act, login: &str) -> Result<PersonId> {
    let login = check_login(login)?;
    let found = act.ask(CredentialFor { login, from: Origin::default() }).await?;
    let person = found.found("account with this login")?.person;
    act.run(ResetFactors { person }).await?;
    Ok(person)
}

impl Command for ResetFactors {
    const NAME: &'static str = "people.reset_factors";
    const NEEDS: Permission = ACCOUNTS;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let person = store::person::find(r.tx(), self.person).await?.found("thing of yours")?;
        account_scope(r.tx(), &person).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        not_own(w, self.person).await?;
        let now = w.now();
        rows::remove_all(w.tx(), self.person).await?;
        store::sign_in::end_all(w.tx(), self.person, now).await?;
        Ok(())
    }
}
