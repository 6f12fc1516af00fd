use super::steps::{account_scope, main};
use crate::model::{PersonId, check_login, check_password};
use crate::passwords;
use crate::permissions;
use crate::queries::LoginOf;
use crate::rights::not_own;
use crate::store;
use lianxin_kernel::{
    Act, Command, Error, FieldCode, Found, Permission, Read, Result, Scope, Secret, Write,
};
use serde::Serialize;

/// Give one of the staff a new password, or a first one with a login. Ends where they are signed in.
/// Made by [`set_password`], which hashes the password before.
#[derive(Serialize)]
pub struct SetPassword {
    person: PersonId,
    /// For one who has none yet.
    login: Option<String>,
    hash: Secret<String>,
}

/// `login` is needed for a person who has none yet, and else left as it is.
pub async fn set_password(
    act: &Act,
    person: PersonId,
    login: Option<&str>,
    password: &Secret<String>,
) -> Result<()> {
    let known = act.ask(LoginOf { person }).await?;
    let login = match (known, login) {
        (Some(known), _) => known,
        (None, Some(new)) => check_login(new)?,
        (None, None) => return Err(Error::field("login", FieldCode::Required)),
    };
    check_password(password.expose(), &login)?;
    let hash = passwords::hash(act.app().random(), password).await?;
    act.run(SetPassword { person, login: Some(login), hash }).await
}

impl Command for SetPassword {
    const NAME: &'static str = "people.set_password";
    const NEEDS: Permission = permissions::STAFF;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let person = store::person::find(r.tx(), self.person).await?.found("thing of yours")?;
        account_scope(r.tx(), &person).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        not_own(w, self.person).await?;
        let (now, main, hash) = (w.now(), main(w.app()), self.hash.expose());
        store::person::hold(w.tx(), self.person).await?.found("person")?;
        if !store::credential::change(w.tx(), main, self.person, hash, now).await? {
            let login = self.login.as_deref();
            let login = login.ok_or_else(|| Error::field("login", FieldCode::Required))?;
            if !store::credential::insert(w.tx(), main, login, self.person, hash, now).await? {
                return Err(Error::field("login", FieldCode::Taken));
            }
        }
        store::sign_in::end_all(w.tx(), self.person, now).await?;
        Ok(())
    }
}
