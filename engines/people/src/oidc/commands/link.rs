use crate::commands::{account_scope, main};
use crate::config::Config;
use crate::factors::permissions::ACCOUNTS;
use crate::model::PersonId;
use crate::oidc::store as rows;
use crate::oidc::store::NewSubject;
use crate::rights::not_own;
use crate::store;
use lianxin_kernel::{
    Command, Error, FieldCode, Found, Line, Permission, Read, Result, Scope, Secret, Write,
};
use serde::Serialize;

/// Say whom an authority means by a subject: from then on its sign-in opens this account.
#[derive(Serialize)]
pub struct LinkSubject {
    pub person: PersonId,
    pub provider: String,
    pub subject: Secret<Line<255>>,
}

impl Command for LinkSubject {
    const NAME: &'static str = "people.link_subject";
    const NEEDS: Permission = ACCOUNTS;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let person = store::person::find(r.tx(), self.person).await?.found("thing of yours")?;
        account_scope(r.tx(), &person).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        not_own(w, self.person).await?;
        let config = w.settings().get::<Config>();
        if !config.oidc.iter().any(|p| p.key == self.provider) {
            return Err(Error::field("provider", FieldCode::Unknown));
        }
        let (main, at, by) = (main(w.app()), w.now(), w.person());
        let (provider, subject) = (self.provider.as_str(), self.subject.expose().as_str());
        let new = NewSubject { provider, subject, person: self.person, at, by };
        match rows::link(w.tx(), main, new).await? {
            true => Ok(()),
            false => Err(Error::field("subject", FieldCode::Taken)),
        }
    }
}

/// The authority's sign-in opens this account no longer, and where it did ends.
#[derive(Serialize)]
pub struct UnlinkSubject {
    pub person: PersonId,
    pub provider: String,
}

impl Command for UnlinkSubject {
    const NAME: &'static str = "people.unlink_subject";
    const NEEDS: Permission = ACCOUNTS;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let person = store::person::find(r.tx(), self.person).await?.found("thing of yours")?;
        account_scope(r.tx(), &person).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        not_own(w, self.person).await?;
        let (main, now) = (main(w.app()), w.now());
        if !rows::unlink(w.tx(), main, &self.provider, self.person).await? {
            return Err(Error::NotFound("link with this authority"));
        }
        store::sign_in::end_all(w.tx(), self.person, now).await?;
        Ok(())
    }
}
