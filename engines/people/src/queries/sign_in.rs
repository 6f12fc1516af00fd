//! What signing in looks up on its way.
use crate::commands::{main, subject_of};
use crate::model::{CODE_PHONE, CodeId, PersonId, Phone, code_of};
use crate::permissions;
use crate::sessions::{Origin, not_locked};
use crate::store;
use lianxin_kernel::{Found, Kind, Language, Permission, Query, Read, Result, Scope, Secret};

/// The password hash of a login, before it is compared outside any transaction. A login or network
/// that is locked is refused here already, so that guessing costs us no hash.
pub(crate) struct CredentialFor {
    pub login: String,
    pub from: Origin,
}

pub(crate) struct Hashed {
    pub person: PersonId,
    pub hash: String,
    pub version: i64,
}

impl Query for CredentialFor {
    const NAME: &'static str = "people.find_credential";
    const NEEDS: Permission = permissions::SIGN_IN;
    type Target = Scope;
    type Out = Option<Hashed>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(main(r.app())))
    }

    async fn run(&self, r: &mut Read<'_>, at: Scope) -> Result<Option<Hashed>> {
        let now = r.now();
        let tried = [
            ("login", Some(self.login.clone())),
            ("address", self.from.address()),
            ("network", self.from.network()),
        ];
        for (kind, value) in tried {
            let Some(value) = value else {
                continue;
            };
            let subject = subject_of(r.app(), kind, &value)?;
            not_locked(store::limit::look(r.tx(), at.district, &subject).await?, now)?;
        }
        let found = store::credential::with_login(r.tx(), at.district, &self.login).await?;
        Ok(found.map(|c| Hashed { person: c.person, hash: c.hash, version: c.version }))
    }
}

/// One's own login and password hash, before an old password is compared outside any transaction.
pub(crate) struct OwnCredential {
    pub token: Secret<String>,
}

pub(crate) struct Own {
    pub login: String,
    pub hash: String,
    pub version: i64,
    /// Whether a second factor was proved in this sign-in.
    pub strong: bool,
}

impl Query for OwnCredential {
    const NAME: &'static str = "people.find_own_credential";
    const NEEDS: Permission = crate::factors::permissions::FACTORS;
    type Target = Scope;
    type Out = Own;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        super::own_scope(r)
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Own> {
        let (now, main) = (r.now(), main(r.app()));
        let row = crate::sessions::look_here(r, &self.token).await?;
        let found = store::credential::of(r.tx(), main, row.person).await?.found("password")?;
        let subject = subject_of(r.app(), "login", &found.login)?;
        not_locked(store::limit::look(r.tx(), main, &subject).await?, now)?;
        let strong = row.strong_at.is_some();
        Ok(Own { login: found.login, hash: found.hash, version: found.version, strong })
    }
}

/// The login of one of the staff, for checking a new password against it.
pub(crate) struct LoginOf {
    pub person: PersonId,
}

impl Query for LoginOf {
    const NAME: &'static str = "people.find_login";
    const NEEDS: Permission = permissions::STAFF;
    type Target = Scope;
    type Out = Option<String>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let person = store::person::find(r.tx(), self.person).await?.found("thing of yours")?;
        crate::commands::account_scope(r.tx(), &person).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Option<String>> {
        let main = main(r.app());
        Ok(store::credential::of(r.tx(), main, self.person).await?.map(|c| c.login))
    }
}

/// A code that still has to reach its phone; nothing when it is used, expired or was sent.
pub(crate) struct CodeToSend {
    pub code: CodeId,
}

pub(crate) struct CodeMessage {
    pub phone: String,
    pub code: String,
    pub language: Language,
}

impl Query for CodeToSend {
    const NAME: &'static str = "people.read_code_to_send";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    type Out = Option<CodeMessage>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.code.id().district()).on(self.code))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Option<CodeMessage>> {
        let now = r.now();
        let unsent = store::code::unsent(r.tx(), self.code).await?;
        let Some(unsent) = unsent.filter(|u| now < u.expires_at) else {
            return Ok(None);
        };
        let plain = r.app().keys().open(CODE_PHONE, self.code.id(), &unsent.phone_sealed)?;
        let phone = std::str::from_utf8(&plain).ok().and_then(Phone::parse);
        let Some(phone) = phone else {
            return Ok(None);
        };
        let code = code_of(r.app().secret("people.code")?, self.code, &phone);
        Ok(Some(CodeMessage { phone: phone.as_str().to_owned(), code, language: unsent.language }))
    }
}
