use super::around::Around;
use super::steps::{Opened, main};
use crate::config::Config;
use crate::model::{SignInKind, check_login};
use crate::passwords;
use crate::permissions;
use crate::queries::CredentialFor;
use crate::sessions::{Guard, NewSignIn, Origin, Rule, SignInWay, open_sign_in};
use crate::store;
use lianxin_kernel::{Act, Command, Permission, Read, Result, Scope, Secret, Write};
use serde::{Deserialize, Serialize};

/// Sign in with login and password. Made by [`sign_in_staff`], which has compared the password: that
/// takes long, so it happens before the transaction, which then only looks whether the password is
/// still the one it was.
#[derive(Serialize)]
pub struct SignInStaff {
    /// What was typed may be a password in the wrong field, so it is masked.
    login: Secret<String>,
    from: Origin,
    /// The version of the password that fits, if it does.
    #[serde(skip)]
    fits: Option<i64>,
}

/// How a sign-in of staff went. Wrong is an outcome and no error, so that it is counted.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffSignIn {
    SignedIn(Opened),
    Wrong,
}

/// Compares the password and signs in. Says neither by its answer nor by its time whether the login
/// exists; too many failures end in [`lianxin_kernel::Error::TooMany`], for any login.
pub async fn sign_in_staff(
    act: &Act,
    login: &str,
    password: &Secret<String>,
    from: Origin,
) -> Result<StaffSignIn> {
    // What can be no login is nobody's.
    let login = check_login(login).unwrap_or_default();
    let found = act.ask(CredentialFor { login: login.clone(), from }).await?;
    let (hash, version) = found.map(|c| (c.hash, c.version)).unzip();
    let fits = passwords::verify(act.app().witness(), password, hash).await?;
    let fits = version.filter(|_| fits);
    act.run(SignInStaff { login: Secret::new(login), from, fits }).await
}

impl Command for SignInStaff {
    const NAME: &'static str = "people.sign_in_staff";
    const NEEDS: Permission = permissions::SIGN_IN;
    type Target = Scope;
    type Out = StaffSignIn;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(main(r.app())))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<StaffSignIn> {
        let config = w.settings().get::<Config>();
        let login = self.login.expose();
        let guard = Guard::hold(w, "login", login, Rule::login(&config)).await?;
        let around = Around::hold(w, &self.from, &config).await?;
        let district = w.district();
        let credential = store::credential::with_login(w.tx(), district, login).await?;
        let credential = credential.filter(|c| Some(c.version) == self.fits);
        let Some(credential) = credential else {
            let locked = guard.failed(w).await?;
            around.failed(w, locked).await?;
            return Ok(StaffSignIn::Wrong);
        };
        guard.passed(w).await?;
        let new = NewSignIn::by(SignInKind::Staff, SignInWay::Password, &self.from);
        let opened = open_sign_in(w, credential.person, new).await?;
        w.note("outcome", "signed_in");
        Ok(StaffSignIn::SignedIn(opened))
    }
}
