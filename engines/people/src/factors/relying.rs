//! The relying party of WebAuthn: this site, by the address people reach it under.
use super::model::{CeremonyId, Challenge};
use crate::model::PersonId;
use lianxin_kernel::{AnyId, App, Error, FieldCode, Kind, Result, Secret, reason};
use lianxin_web::PublicUrl;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, Passkey, PasskeyAuthentication,
    PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url, Uuid, Webauthn,
    WebauthnBuilder,
};

/// Passkeys are bound to the site's name, so there are none where that is not known.
pub(super) fn relying_party(app: &App) -> Result<Webauthn> {
    let known = app.settings().find::<PublicUrl>();
    let url = known.as_deref().and_then(|url| Url::parse(&url.0).ok());
    let host = url.as_ref().and_then(Url::host_str);
    let (Some(url), Some(host)) = (&url, host) else {
        return Err(Error::reason(reason!("people.no_public_url")));
    };
    let builder = WebauthnBuilder::new(host, url).map_err(broken)?;
    builder.rp_name("Lianxin").build().map_err(broken)
}

fn broken(e: impl std::fmt::Display) -> Error {
    Error::internal(format!("passkeys: {e}"))
}

pub(super) fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}

pub(super) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(Error::internal)
}

/// What a browser answered, in the shape it should have.
pub(super) fn answered<T: DeserializeOwned>(credential: &Secret<Value>) -> Result<T> {
    let read = T::deserialize(credential.expose());
    read.map_err(|_| Error::field("credential", FieldCode::WrongType))
}

/// The handle the passkey keeps of its owner, from which a sign-in without a login finds them.
fn handle(person: PersonId) -> Uuid {
    Uuid::from_bytes(*person.id().as_bytes())
}

/// Options for making a passkey, and what they are to be held against later.
pub(super) fn start_adding(
    app: &App,
    person: PersonId,
    login: &str,
    name: &str,
    known: &[Passkey],
) -> Result<(Value, String)> {
    let known = known.iter().map(|p| p.cred_id().clone()).collect();
    let site = relying_party(app)?;
    let started = site.start_passkey_registration(handle(person), login, name, Some(known));
    let (options, state) = started.map_err(broken)?;
    let mut options = serde_json::to_value(options).map_err(Error::internal)?;
    // A passkey the device finds by itself signs in without a login being typed.
    if let Some(selection) = options.pointer_mut("/publicKey/authenticatorSelection") {
        selection["residentKey"] = "preferred".into();
    }
    Ok((options, to_json(&state)?))
}

/// `None` when what came is no answer to the challenge.
pub(super) fn finish_adding(
    app: &App,
    credential: &Secret<Value>,
    state: &str,
) -> Result<Option<Passkey>> {
    let credential: RegisterPublicKeyCredential = answered(credential)?;
    let state: PasskeyRegistration = from_json(state)?;
    Ok(relying_party(app)?.finish_passkey_registration(&credential, &state).ok())
}

pub(super) fn start_proving(app: &App, known: &[Passkey]) -> Result<(Value, String)> {
    let started = relying_party(app)?.start_passkey_authentication(known);
    let (options, state) = started.map_err(broken)?;
    Ok((serde_json::to_value(options).map_err(Error::internal)?, to_json(&state)?))
}

pub(super) fn finish_proving(
    app: &App,
    credential: &Secret<Value>,
    state: &str,
) -> Result<Option<AuthenticationResult>> {
    let credential: PublicKeyCredential = answered(credential)?;
    let state: PasskeyAuthentication = from_json(state)?;
    Ok(relying_party(app)?.finish_passkey_authentication(&credential, &state).ok())
}

/// Options for a sign-in of whoever has a passkey here. They name nobody, so they tell nothing.
pub(super) fn start_signing_in(app: &App) -> Result<(Value, String)> {
    let started = relying_party(app)?.start_discoverable_authentication();
    let (mut options, state) = started.map_err(broken)?;
    // The device asks at once and not only when a field of the page is touched.
    options.mediation = None;
    Ok((serde_json::to_value(options).map_err(Error::internal)?, to_json(&state)?))
}

/// Whose passkey a browser says it answered with.
pub(super) fn claimed(credential: &Secret<Value>) -> Result<Option<PersonId>> {
    let credential: PublicKeyCredential = answered(credential)?;
    let user = credential.get_user_unique_id().and_then(|b| b.try_into().ok());
    Ok(user.map(|bytes: [u8; 16]| PersonId(AnyId::from_bytes(bytes))))
}

pub(super) fn finish_signing_in(
    app: &App,
    credential: &Secret<Value>,
    state: &str,
    known: &[Passkey],
) -> Result<Option<AuthenticationResult>> {
    let credential: PublicKeyCredential = answered(credential)?;
    let state: DiscoverableAuthentication = from_json(state)?;
    let shown = credential.get_credential_id();
    let Some(key) = known.iter().find(|key| key.cred_id().as_slice() == shown) else {
        return Ok(None);
    };
    let done = relying_party(app)?.finish_discoverable_authentication_v2(&credential, state, key);
    // Whoever holds the device must also have shown it a finger, a face or a number: two factors.
    Ok(done.ok().filter(AuthenticationResult::user_verified))
}

pub(super) fn challenge(ceremony: CeremonyId, options: Value) -> Challenge {
    Challenge { ceremony, options }
}
