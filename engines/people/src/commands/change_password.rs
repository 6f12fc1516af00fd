use super::steps::{Opened, main};
use crate::config::Config;
use crate::factors::permissions::FACTORS;
use crate::model::check_password;
use crate::passwords;
use crate::queries::{OwnCredential, own_scope};
use crate::sessions::{Guard, Rule, here, renew_token};
use crate::store;
use lianxin_kernel::{
    Act, Command, Error, FieldCode, Found, Permission, Read, Result, Scope, Secret, Write,
};
use serde::{Deserialize, Serialize};

/// Give oneself a new password. Ends all other sign-ins. Made by [`change_password`], which compares
/// and hashes before.
#[derive(Serialize)]
pub struct ChangePassword {
    token: Secret<String>,
    hash: Secret<String>,
    /// The version of the password that was shown and fits.
    #[serde(skip)]
    fits: Option<i64>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasswordChanged {
    /// This sign-in goes on, with a new token.
    Changed(Opened),
    /// The old password does not fit.
    Wrong,
}

/// `old` may be missing where a second factor was proved in this sign-in.
pub async fn change_password(
    act: &Act,
    token: Secret<String>,
    old: Option<&Secret<String>>,
    new: &Secret<String>,
) -> Result<PasswordChanged> {
    let known = act.ask(OwnCredential { token: token.clone() }).await?;
    if let Err(Error::Invalid(mut fields)) = check_password(new.expose(), &known.login) {
        fields.iter_mut().for_each(|f| f.field = "new".into());
        return Err(Error::Invalid(fields));
    }
    let fits = match old {
        None if known.strong => None,
        None => return Err(Error::field("old", FieldCode::Required)),
        Some(old) => {
            let fits =
                passwords::verify(act.app().witness(), old, Some(known.hash.clone())).await?;
            Some(known.version).filter(|_| fits)
        }
    };
    // One that is already the password is no change, whatever its age.
    if passwords::verify(act.app().witness(), new, Some(known.hash)).await? {
        return Err(Error::field("new", FieldCode::Taken));
    }
    let hash = passwords::hash(act.app().random(), new).await?;
    act.run(ChangePassword { token, hash, fits }).await
}

impl Command for ChangePassword {
    const NAME: &'static str = "people.change_password";
    const NEEDS: Permission = FACTORS;
    type Target = Scope;
    type Out = PasswordChanged;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<PasswordChanged> {
        let row = here(w, &self.token).await?;
        let config = w.settings().get::<Config>();
        let (now, main) = (w.now(), main(w.app()));
        let credential =
            store::credential::of(w.tx(), main, row.person).await?.found("password")?;
        let guard = Guard::hold(w, "login", &credential.login, Rule::login(&config)).await?;
        let proved = row.strong_at.is_some() || self.fits == Some(credential.version);
        if !proved {
            let locked = guard.failed(w).await?;
            w.note("outcome", if locked { "locked" } else { "wrong" });
            return Ok(PasswordChanged::Wrong);
        }
        guard.passed(w).await?;
        store::credential::change(w.tx(), main, row.person, self.hash.expose(), now).await?;
        store::sign_in::end_others(w.tx(), row.person, row.id, now).await?;
        w.note("outcome", "changed");
        Ok(PasswordChanged::Changed(renew_token(w, &row, false).await?))
    }
}
