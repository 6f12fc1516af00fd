use crate::commands::{Around, Opened, StaffSignIn, main, subject_of, wait};
use crate::config::Config;
use crate::factors::model::{CeremonyId, CeremonyKind, Challenge};
use crate::factors::relying::{challenge, claimed, finish_signing_in, start_signing_in};
use crate::factors::steps::{begin, note_use, passkeys, take};
use crate::factors::store as rows;
use crate::model::SignInKind;
use crate::permissions;
use crate::sessions::{NewSignIn, Origin, SignInWay, open_sign_in};
use crate::store;
use lianxin_kernel::{Command, Permission, Read, Result, Scope, Secret, Span, Write};
use serde::Serialize;
use serde_json::Value;

const HOUR: Span = Span::hours(1);

/// Ask a browser for whatever passkey it has for this site. Names nobody.
#[derive(Serialize)]
pub struct StartPasskeySignIn {
    pub from: Origin,
}

impl Command for StartPasskeySignIn {
    const NAME: &'static str = "people.start_passkey_sign_in";
    const NEEDS: Permission = permissions::SIGN_IN;
    type Target = Scope;
    type Out = Challenge;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(main(r.app())))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Challenge> {
        let key = within_starts(w, &self.from).await?;
        let (options, state) = start_signing_in(w.app())?;
        let ceremony = begin(w, CeremonyKind::PasskeySignIn, None, key, state).await?;
        Ok(challenge(ceremony, options))
    }
}

/// Refuses an address that began too much in the last hour; the key it is counted by.
pub(crate) async fn within_starts(w: &mut Write<'_>, from: &Origin) -> Result<Option<[u8; 32]>> {
    let Some(address) = from.address() else {
        return Ok(None);
    };
    let key = subject_of(w.app(), "start address", &address)?;
    let (now, district) = (w.now(), main(w.app()));
    store::limit::hold(w.tx(), district, &key, now).await?;
    let begun = rows::begun(w.tx(), district, &key, now - HOUR).await?;
    match begun >= i64::from(w.settings().get::<Config>().starts_per_address) {
        true => Err(wait(now + HOUR, now)),
        false => Ok(Some(key)),
    }
}

/// Sign in with a passkey: the device and what unlocks it, so two factors at once.
#[derive(Serialize)]
pub struct SignInByPasskey {
    pub ceremony: CeremonyId,
    pub credential: Secret<Value>,
    pub from: Origin,
}

impl Command for SignInByPasskey {
    const NAME: &'static str = "people.sign_in_by_passkey";
    const NEEDS: Permission = permissions::SIGN_IN;
    type Target = Scope;
    type Out = StaffSignIn;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(main(r.app())))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<StaffSignIn> {
        let config = w.settings().get::<Config>();
        let around = Around::hold(w, &self.from, &config).await?;
        match self.opened(w).await? {
            Some(opened) => {
                w.note("outcome", "signed_in");
                Ok(StaffSignIn::SignedIn(opened))
            }
            None => {
                around.failed(w, false).await?;
                Ok(StaffSignIn::Wrong)
            }
        }
    }
}

impl SignInByPasskey {
    async fn opened(&self, w: &mut Write<'_>) -> Result<Option<Opened>> {
        let asked = take(w, self.ceremony, CeremonyKind::PasskeySignIn, None).await?;
        let (Some(asked), Some(person)) = (asked, claimed(&self.credential)?) else {
            return Ok(None);
        };
        let known = passkeys(w.tx(), person).await?;
        let keys: Vec<_> = known.iter().map(|(_, key)| key.clone()).collect();
        let done = finish_signing_in(w.app(), &self.credential, &asked.state, &keys)?;
        let main = main(w.app());
        // An ended account has neither.
        let there = store::person::find(w.tx(), person).await?.is_some()
            && store::credential::of(w.tx(), main, person).await?.is_some();
        let Some(done) = done.filter(|_| there) else {
            return Ok(None);
        };
        note_use(w, known, &done).await?;
        let new = NewSignIn::by(SignInKind::Staff, SignInWay::Passkey, &self.from);
        let new = NewSignIn { strong: true, ..new };
        open_sign_in(w, person, new).await.map(Some)
    }
}
