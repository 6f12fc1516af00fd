//! To an authority and back. What asks the authority stands outside of all transactions.
use super::commands::{
    AuthoritySignIn, BeginAuthority, SignInByAuthority, Subject, TakeAuthority, Waiting,
};
use super::model::Provider;
use super::provider::{Authority, Proven};
use crate::config::Config;
use crate::factors::CeremonyId;
use crate::sessions::Origin;
use data_encoding::BASE64URL_NOPAD;
use lianxin_kernel::{Act, App, Error, Found, Result, Secret, reason, same};

/// A browser on its way to an authority.
#[derive(Debug)]
pub struct Started {
    /// Where it goes.
    pub address: String,
    /// What it shows when it comes back, so that nobody else does in its place.
    pub browser: Secret<String>,
}

/// A browser that came back.
#[derive(Debug)]
pub struct Came {
    pub state: String,
    pub code: Secret<String>,
    /// What it was given when it went.
    pub browser: Secret<String>,
    pub from: Origin,
}

/// Sends a browser to the authority with this key.
pub async fn start(act: &Act, key: &str, from: Origin) -> Result<Started> {
    let config = act.app().settings().get::<Config>();
    let provider = config.oidc.iter().find(|p| p.key == key).found("authority")?;
    let authority =
        Authority::find(act.app(), provider).await.map_err(|why| away(provider, &why))?;
    let (nonce, verifier) = (random(act.app()), random(act.app()));
    let browser = random(act.app());
    let begin = BeginAuthority {
        provider: provider.key.clone(),
        nonce: Secret::new(nonce.clone()),
        verifier: Secret::new(verifier.clone()),
        browser: Secret::new(browser.clone()),
        from,
    };
    let ceremony = act.run(begin).await?;
    let address = authority.address(&format!("{ceremony}.{browser}"), &nonce, &verifier);
    Ok(Started { address, browser: Secret::new(browser) })
}

/// Signs in whoever came back, if everything fits.
pub async fn come_back(act: &Act, came: Came) -> Result<AuthoritySignIn> {
    let (provider, proven) = match prove(act, &came).await? {
        Some((provider, proven)) => (Some(provider), Some(proven)),
        None => (None, None),
    };
    let proven = proven.map(|p| Subject {
        subject: Secret::new(p.subject),
        login: p.login,
        strong: p.strong,
    });
    act.run(SignInByAuthority { provider, proven, from: came.from }).await
}

async fn prove(act: &Act, came: &Came) -> Result<Option<(String, Proven)>> {
    let (id, shown) = came.state.split_once('.').unwrap_or_default();
    let fits = same(shown.as_bytes(), came.browser.expose().as_bytes());
    let (true, Ok(ceremony)) = (fits, id.parse::<CeremonyId>()) else {
        return Ok(None);
    };
    let take = TakeAuthority { ceremony, browser: came.browser.clone() };
    let Some(Waiting { provider, nonce, verifier }) = act.run(take).await? else {
        return Ok(None);
    };
    let app = act.app();
    let config = app.settings().get::<Config>();
    let provider = config.oidc.iter().find(|p| p.key == provider).found("authority")?;
    let authority = Authority::find(app, provider).await.map_err(|why| away(provider, &why))?;
    let (nonce, verifier) = (nonce.expose(), verifier.expose());
    match authority.prove(came.code.expose(), nonce, verifier, app.now()).await {
        Ok(proven) => Ok(Some((provider.key.clone(), proven))),
        Err(why) => {
            tracing::warn!(authority = provider.key, why, "an authority's answer was refused");
            Ok(None)
        }
    }
}

fn away(provider: &Provider, why: &str) -> Error {
    tracing::warn!(authority = provider.key, why, "an authority could not be asked");
    Error::reason(reason!("people.authority_away"))
}

/// 256 random bits, as the standard wants them written.
fn random(app: &App) -> String {
    let mut bytes = [0; 32];
    app.random().fill(&mut bytes);
    BASE64URL_NOPAD.encode(&bytes)
}
