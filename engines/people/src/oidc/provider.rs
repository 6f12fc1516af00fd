//! The exchange with an authority, in the terms of the OpenID Connect library.
use super::fetch::{Fetcher, Fetching};
use super::model::Provider;
use chrono::DateTime;
use lianxin_kernel::{App, Timestamp};
use lianxin_web::PublicUrl;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType,
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
    CoreProviderMetadata, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken,
    EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest,
    IdTokenFields, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    StandardErrorResponse, StandardTokenResponse, TokenResponse,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All claims the standard does not name, by their names.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Claims {
    #[serde(flatten)]
    all: BTreeMap<String, serde_json::Value>,
}

impl AdditionalClaims for Claims {}

type Tokens = StandardTokenResponse<
    IdTokenFields<
        Claims,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

type Site = Client<
    Claims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Signatures that only the authority can make. Not `none`, and none by a secret both sides know.
const SIGNED_BY: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Where an authority sends people back to.
pub(super) const BACK: &str = "/api/v1/sign-in/authorities/back";

/// What an authority said of who signed in.
pub(super) struct Proven {
    pub subject: String,
    /// The login here, if the settings name a claim for it and it was there.
    pub login: Option<String>,
    /// Whether it proved two factors.
    pub strong: bool,
}

/// An authority that was found under its address.
pub(super) struct Authority<'a> {
    provider: &'a Provider,
    fetcher: Fetcher,
    site: Site,
}

impl<'a> Authority<'a> {
    /// Asks the authority for all there is to know about it, its keys too: each time, so that keys it
    /// gave up are worth nothing at once.
    pub async fn find(app: &App, provider: &'a Provider) -> Result<Self, String> {
        let url = app.settings().find::<PublicUrl>();
        let url = url.ok_or("server.public_url is not set, so it cannot send anyone back")?;
        let back = RedirectUrl::new(format!("{}{BACK}", url.0)).map_err(|e| e.to_string())?;
        let fetcher = app.settings().get::<Fetcher>().as_ref().clone();
        let issuer = IssuerUrl::new(provider.issuer.clone()).map_err(|e| e.to_string())?;
        let client = Self::client(&fetcher, provider);
        let metadata = CoreProviderMetadata::discover_async(issuer, &client).await;
        let metadata = metadata.map_err(|e| described(&e))?;
        let secret = match provider.client_secret_file.as_str() {
            "" => None,
            file => {
                let text = std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
                Some(ClientSecret::new(text.trim().to_owned()))
            }
        };
        let id = ClientId::new(provider.client_id.clone());
        let site = Site::from_provider_metadata(metadata, id, secret).set_redirect_uri(back);
        Ok(Self { provider, fetcher, site })
    }

    fn client(fetcher: &Fetcher, provider: &Provider) -> impl Fn(HttpRequest) -> Fetching + use<> {
        let (fetcher, provider) = (fetcher.clone(), provider.clone());
        move |request| fetcher.0.fetch(&provider, request)
    }

    /// Where to send the browser.
    pub fn address(&self, state: &str, nonce: &str, verifier: &str) -> String {
        let (state, nonce) = (CsrfToken::new(state.to_owned()), Nonce::new(nonce.to_owned()));
        let verifier = PkceCodeVerifier::new(verifier.to_owned());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        let request = self.site.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || state,
            move || nonce,
        );
        let scopes = self.provider.scopes.iter().cloned().map(Scope::new);
        let request = request.add_scopes(scopes).set_pkce_challenge(challenge);
        request.url().0.into()
    }

    /// Exchanges the code and holds the token against everything that was asked for.
    pub async fn prove(
        &self,
        code: &str,
        nonce: &str,
        verifier: &str,
        now: Timestamp,
    ) -> Result<Proven, String> {
        let client = Self::client(&self.fetcher, self.provider);
        let code = AuthorizationCode::new(code.to_owned());
        let request = self.site.exchange_code(code).map_err(|e| e.to_string())?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(verifier.to_owned()));
        let tokens = request.request_async(&client).await.map_err(|e| described(&e))?;
        let token = tokens.id_token().ok_or("it gave no ID token")?;
        let now = DateTime::from_timestamp(now.seconds(), 0).ok_or("the clock is out of range")?;
        let verifier = self.site.id_token_verifier().set_allowed_algs(SIGNED_BY);
        let verifier = verifier.set_time_fn(move || now);
        let nonce = Nonce::new(nonce.to_owned());
        let claims = token.claims(&verifier, &nonce).map_err(|e| described(&e))?;
        let said = claims.auth_context_ref().map(|acr| acr.as_str());
        let methods = claims.auth_method_refs().into_iter().flatten().map(|amr| amr.as_str());
        let strong = said.into_iter().chain(methods);
        let strong = { strong }.any(|s| self.provider.strong.iter().any(|known| known == s));
        let written = serde_json::to_value(claims).map_err(|e| e.to_string())?;
        let login = self.login(&written);
        Ok(Proven { subject: claims.subject().as_str().to_owned(), login, strong })
    }

    fn login(&self, claims: &serde_json::Value) -> Option<String> {
        let name = self.provider.login_claim.as_str();
        // An address anyone may write into a profile says nothing about whose it is.
        let verified = claims.get("email_verified") == Some(&serde_json::Value::Bool(true));
        if name.is_empty() || (name == "email" && !verified) {
            return None;
        }
        claims.get(name)?.as_str().map(str::to_owned)
    }
}

/// An error with what lies below it; neither holds a token or a name.
fn described(e: &(dyn std::error::Error + 'static)) -> String {
    let mut text = e.to_string();
    let mut below = e.source();
    while let Some(e) = below {
        text = format!("{text}: {e}");
        below = e.source();
    }
    text
}
