use crate::commands::{Opened, main};
use crate::model::{PersonId, SignInKind, check_login};
use crate::oidc::store as rows;
use crate::oidc::store::NewSubject;
use crate::permissions;
use crate::sessions::{NewSignIn, Origin, SignInWay, open_sign_in};
use crate::store;
use lianxin_kernel::{Command, Permission, Read, Result, Scope, Secret, Write};
use serde::{Deserialize, Serialize};

/// Sign in whom an authority named. Made after its answer was held against what it was asked; nothing
/// in `proven` when it did not fit.
#[derive(Serialize)]
pub(in crate::oidc) struct SignInByAuthority {
    pub provider: Option<String>,
    #[serde(skip)]
    pub proven: Option<Subject>,
    pub from: Origin,
}

pub(in crate::oidc) struct Subject {
    pub subject: Secret<String>,
    pub login: Option<String>,
    pub strong: bool,
}

/// How a sign-in by an authority went.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthoritySignIn {
    SignedIn(Opened),
    /// The authority knows them, and nobody here is linked with what it calls them.
    NotLinked,
    /// What came back is no answer to what was asked.
    Refused,
}

impl Command for SignInByAuthority {
    const NAME: &'static str = "people.sign_in_by_authority";
    const NEEDS: Permission = permissions::SIGN_IN;
    type Target = Scope;
    type Out = AuthoritySignIn;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(main(r.app())))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<AuthoritySignIn> {
        let (Some(provider), Some(proven)) = (&self.provider, &self.proven) else {
            w.note("outcome", "refused");
            return Ok(AuthoritySignIn::Refused);
        };
        let person = match meant(w, provider, proven).await? {
            Some(id) => store::person::find(w.tx(), id).await?,
            None => None,
        };
        let Some(person) = person else {
            w.note("outcome", "not_linked");
            return Ok(AuthoritySignIn::NotLinked);
        };
        let (now, main) = (w.now(), main(w.app()));
        rows::used(w.tx(), main, provider, proven.subject.expose(), now).await?;
        let new = NewSignIn::by(SignInKind::Staff, SignInWay::Authority, &self.from);
        let new = NewSignIn { strong: proven.strong, ..new };
        w.note("outcome", "signed_in");
        Ok(AuthoritySignIn::SignedIn(open_sign_in(w, person.id, new).await?))
    }
}

/// Whom the authority means. Who was never linked is by their login, if the authority says it and
/// nobody else of it has that account. It gives no role: those are granted here.
async fn meant(w: &mut Write<'_>, provider: &str, proven: &Subject) -> Result<Option<PersonId>> {
    let (main, at) = (main(w.app()), w.now());
    let subject = proven.subject.expose();
    if let Some(row) = rows::find(w.tx(), main, provider, subject).await? {
        return Ok(Some(row.person));
    }
    let login = proven.login.as_deref().and_then(|text| check_login(text).ok());
    let Some(login) = login else {
        return Ok(None);
    };
    let Some(found) = store::credential::with_login(w.tx(), main, &login).await? else {
        return Ok(None);
    };
    let person = found.person;
    let new = NewSubject { provider, subject, person, at, by: None };
    let linked = rows::link(w.tx(), main, new).await?;
    if linked {
        w.note("linked", true);
    }
    Ok(linked.then_some(person))
}
