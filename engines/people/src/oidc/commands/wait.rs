use crate::commands::main;
use crate::factors::store::{self as ceremonies, NewCeremony};
use crate::factors::{CeremonyId, CeremonyKind, within_starts};
use crate::permissions;
use crate::sessions::Origin;
use data_encoding::BASE64URL_NOPAD;
use lianxin_kernel::{
    Command, Error, Permission, Read, Result, Scope, Secret, Span, Write, fingerprint, same,
};
use serde::{Deserialize, Serialize};

/// People look for their phone at the authority's page, so this waits longer than a passkey.
const BACK_WITHIN: Span = Span::minutes(15);

/// What must fit when a browser comes back from an authority.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::oidc) struct Waiting {
    pub provider: String,
    pub nonce: Secret<String>,
    pub verifier: Secret<String>,
}

/// As it stands in the row: a [`Secret`] would write as `•••` there.
#[derive(Serialize, Deserialize)]
struct Kept {
    provider: String,
    nonce: String,
    verifier: String,
    print: String,
}

/// Remember a browser that goes to an authority.
#[derive(Serialize)]
pub(in crate::oidc) struct BeginAuthority {
    pub provider: String,
    pub nonce: Secret<String>,
    pub verifier: Secret<String>,
    /// Known to this browser alone.
    pub browser: Secret<String>,
    pub from: Origin,
}

fn print(browser: &Secret<String>) -> String {
    BASE64URL_NOPAD.encode(&fingerprint(browser.expose().as_bytes()))
}

impl Command for BeginAuthority {
    const NAME: &'static str = "people.begin_authority";
    const NEEDS: Permission = permissions::SIGN_IN;
    type Target = Scope;
    type Out = CeremonyId;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(main(r.app())))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<CeremonyId> {
        let address_key = within_starts(w, &self.from).await?;
        let kept = Kept {
            provider: self.provider.clone(),
            nonce: self.nonce.expose().clone(),
            verifier: self.verifier.expose().clone(),
            print: print(&self.browser),
        };
        let state = serde_json::to_string(&kept).map_err(Error::internal)?;
        let id: CeremonyId = w.fresh_in(main(w.app()));
        let (kind, made_at) = (CeremonyKind::Authority, w.now());
        let expires_at = made_at + BACK_WITHIN;
        let person = None;
        let new = NewCeremony { id, kind, person, address_key, state, made_at, expires_at };
        ceremonies::begin(w.tx(), new).await?;
        Ok(id)
    }
}

/// Take what waited for a browser that came back; once.
#[derive(Serialize)]
pub(in crate::oidc) struct TakeAuthority {
    pub ceremony: CeremonyId,
    pub browser: Secret<String>,
}

impl Command for TakeAuthority {
    const NAME: &'static str = "people.take_authority";
    const NEEDS: Permission = permissions::SIGN_IN;
    type Target = Scope;
    type Out = Option<Waiting>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(main(r.app())))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Option<Waiting>> {
        let now = w.now();
        let taken = ceremonies::take(w.tx(), self.ceremony, CeremonyKind::Authority).await?;
        let Some(taken) = taken.filter(|t| now < t.expires_at) else {
            return Ok(None);
        };
        let kept: Kept = serde_json::from_str(&taken.state).map_err(Error::internal)?;
        // Another browser than the one that went: someone else's sign-in is pushed on this one.
        if !same(kept.print.as_bytes(), print(&self.browser).as_bytes()) {
            return Ok(None);
        }
        let (nonce, verifier) = (Secret::new(kept.nonce), Secret::new(kept.verifier));
        Ok(Some(Waiting { provider: kept.provider, nonce, verifier }))
    }
}
