use super::steps::{Opened, main, open_sign_in, subject_of, wait};
use crate::config::Config;
use crate::model::{SignInKind, check_login};
use crate::passwords;
use crate::permissions;
use crate::queries::CredentialFor;
use crate::store;
use crate::store::limit::Failures;
use lianxin_kernel::{Act, Command, Permission, Read, Result, Scope, Secret, Timestamp, Write};
use serde::{Deserialize, Serialize};

/// Sign in with login and password. Made by [`sign_in_staff`], which has compared the password: that
/// takes long, so it happens before the transaction, which then only looks whether the password is
/// still the one it was.
#[derive(Serialize)]
pub struct SignInStaff {
    /// What was typed may be a password in the wrong field, so it is masked.
    login: Secret<String>,
    address: Option<Secret<String>>,
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
    address: Option<String>,
) -> Result<StaffSignIn> {
    // What can be no login is nobody's.
    let login = check_login(login).unwrap_or_default();
    let found = act.ask(CredentialFor { login: login.clone(), address: address.clone() }).await?;
    let (hash, version) = found.map(|c| (c.hash, c.version)).unzip();
    let fits = passwords::verify(password, hash).await?;
    let fits = version.filter(|_| fits);
    let address = address.map(Secret::new);
    act.run(SignInStaff { login: Secret::new(login), address, fits }).await
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
        let counts = [
            Some((subject_of(w.app(), "login", login)?, config.staff_failures)),
            match &self.address {
                Some(a) => {
                    Some((subject_of(w.app(), "address", a.expose())?, config.address_failures))
                }
                None => None,
            },
        ];
        let (now, district) = (w.now(), w.district());
        let mut held = vec![];
        for (key, most) in counts.into_iter().flatten() {
            let failures = store::limit::hold(w.tx(), district, &key, now).await?;
            not_locked(failures, now)?;
            held.push((key, most, failures));
        }
        let credential = store::credential::with_login(w.tx(), district, login).await?;
        let credential = credential.filter(|c| Some(c.version) == self.fits);
        let Some(credential) = credential else {
            for (key, most, failures) in held {
                let failures = failed(failures, i64::from(most), now, &config);
                store::limit::set(w.tx(), district, &key, failures).await?;
            }
            return Ok(StaffSignIn::Wrong);
        };
        // Only the login's count: one who knows a password may not clear the network for guessing.
        if let Some((key, ..)) = held.first() {
            store::limit::set(w.tx(), district, key, Failures::default()).await?;
        }
        let opened = open_sign_in(w, credential.person, SignInKind::Staff).await?;
        Ok(StaffSignIn::SignedIn(opened))
    }
}

pub(crate) fn not_locked(failures: Failures, now: Timestamp) -> Result<()> {
    match failures.locked_until {
        Some(until) if now < until => Err(wait(until, now)),
        _ => Ok(()),
    }
}

/// One failure more. Those further apart than the lock lasts do not add up.
pub(crate) fn failed(before: Failures, most: i64, now: Timestamp, config: &Config) -> Failures {
    let recent = before.failed_at.is_some_and(|at| now < at + config.lock());
    let failures = if recent { before.failures + 1 } else { 1 };
    let locked = failures >= most;
    Failures {
        failures: if locked { 0 } else { failures },
        failed_at: Some(now),
        locked_until: locked.then(|| now + config.lock()),
    }
}
