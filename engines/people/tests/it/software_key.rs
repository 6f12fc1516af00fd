//! A device that keeps a passkey: another library than the one that checks what it says.
use data_encoding::BASE64URL_NOPAD;
use lianxin_kernel::Secret;
use lianxin_people::Challenge;
use passkey::authenticator::{Authenticator, UiHint, UserCheck, UserValidationMethod};
use passkey::client::{Client, DefaultClientData};
use passkey::crypto::rust_crypto::RustCryptoBackend;
use passkey::types::Passkey;
use passkey::types::ctap2::{Aaguid, Ctap2Error};
use serde_json::Value;
use webauthn_rs::prelude::Url;

struct Owner {
    shows_a_finger: bool,
}

#[async_trait::async_trait]
impl UserValidationMethod for Owner {
    type PasskeyItem = Passkey;

    async fn check_user<'a>(
        &self,
        _: UiHint<'a, Passkey>,
        _: bool,
        _: bool,
    ) -> Result<UserCheck, Ctap2Error> {
        Ok(UserCheck { presence: true, verification: self.shows_a_finger })
    }

    fn is_presence_enabled(&self) -> bool {
        true
    }

    fn is_verification_enabled(&self) -> Option<bool> {
        Some(true)
    }
}

/// Holds one passkey, like a phone set up for one site.
pub struct SoftwareKey(Option<Passkey>);

pub const HERE: &str = "https://lianxin.example";

impl SoftwareKey {
    pub fn new() -> Self {
        Self(None)
    }

    fn device(&self) -> Authenticator<Option<Passkey>, Owner, RustCryptoBackend> {
        let owner = Owner { shows_a_finger: true };
        Authenticator::new(Aaguid::new_empty(), self.0.clone(), owner, RustCryptoBackend)
    }

    /// What the browser would send after making a passkey at this site.
    pub async fn make(&mut self, site: &str, asked: &Challenge) -> Secret<Value> {
        let options = serde_json::from_value(asked.options.clone()).unwrap();
        let (site, mut client) = (Url::parse(site).unwrap(), Client::new(self.device()));
        let made = client.register(&site, options, DefaultClientData).await.unwrap();
        self.0 = client.authenticator().store().clone();
        Secret::new(as_browsers_write(serde_json::to_value(made).unwrap()))
    }

    /// What the browser would send after using it there.
    pub async fn show(&mut self, site: &str, asked: &Challenge) -> Secret<Value> {
        let options = serde_json::from_value(asked.options.clone()).unwrap();
        let (site, mut client) = (Url::parse(site).unwrap(), Client::new(self.device()));
        let shown = client.authenticate(&site, options, DefaultClientData).await.unwrap();
        self.0 = client.authenticator().store().clone();
        Secret::new(as_browsers_write(serde_json::to_value(shown).unwrap()))
    }
}

/// The library writes bytes as numbers; WebAuthn's JSON has them in base 64.
fn as_browsers_write(value: Value) -> Value {
    let byte = |v: &Value| v.as_u64().and_then(|n| u8::try_from(n).ok());
    match value {
        Value::Array(items) if !items.is_empty() && items.iter().all(|v| byte(v).is_some()) => {
            let bytes: Vec<u8> = items.iter().filter_map(byte).collect();
            BASE64URL_NOPAD.encode(&bytes).into()
        }
        Value::Array(items) => items.into_iter().map(as_browsers_write).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(name, v)| (name, as_browsers_write(v))).collect()
        }
        other => other,
    }
}
