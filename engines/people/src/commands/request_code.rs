use super::steps::{hold_phone, main, subject_of, wait};
use crate::config::Config;
use crate::jobs::SendCode;
use crate::model::{CODE_PHONE, CodeId, Phone, code_of};
use crate::permissions;
use crate::sender::CodeSenders;
use crate::sessions::{Origin, not_locked};
use crate::store;
use crate::store::code::NewCode;
use lianxin_kernel::{
    Command, Error, Kind, Language, Permission, Read, Result, Scope, Secret, Span, Timestamp, Write,
};
use serde::{Deserialize, Serialize};

/// Ask for a one-time code. The answer is the same whether or not anyone has this phone.
#[derive(Serialize)]
pub struct RequestCode {
    pub phone: Secret<Phone>,
    /// The language of the message.
    pub language: Language,
    pub from: Origin,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct CodeRequested {
    /// Seconds until another code may be asked for.
    pub resend_after: i64,
    /// Seconds the code works.
    pub expires_in: i64,
    /// The code itself where the sender shows it, as in development.
    pub development_code: Option<Secret<String>>,
}

const HOUR: Span = Span::hours(1);

impl Command for RequestCode {
    const NAME: &'static str = "people.request_code";
    const NEEDS: Permission = permissions::SIGN_IN;
    type Target = Scope;
    type Out = CodeRequested;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(main(r.app())))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<CodeRequested> {
        let (phone, now, district) = (self.phone.expose(), w.now(), w.district());
        let config = w.settings().get::<Config>();
        let senders = w.settings().find::<CodeSenders>().ok_or_else(|| {
            Error::internal("no sender of sign-in codes is set up: name one in the settings")
        })?;
        let phone_key = hold_phone(w, phone).await?;
        // Codes that would only be guessed at.
        not_locked(store::limit::look(w.tx(), district, &phone_key).await?, now)?;
        let past = store::code::for_phone(w.tx(), district, &phone_key, now - HOUR).await?;
        if let Some(last) = past.first()
            && now < *last + config.resend()
        {
            return Err(wait(*last + config.resend(), now));
        }
        within(&past, config.codes_per_phone, now)?;
        let address_key = self.hold_address(w, config.codes_per_address).await?;
        let network_key = self.hold_network(w, config.codes_per_network).await?;

        let id: CodeId = w.fresh();
        let (created_at, expires_at) = (now, now + config.code_lasts());
        let language = self.language;
        let plain = phone.as_str().as_bytes();
        let phone_sealed = w.app().keys().seal(CODE_PHONE, id.id(), plain, w.random())?;
        let new = NewCode {
            id,
            phone_key,
            address_key,
            network_key,
            phone_sealed,
            language,
            created_at,
            expires_at,
        };
        store::code::insert(w.tx(), district, new).await?;
        w.later(SendCode { code: id }, now).await?;

        let shown = match senders.0.shows_code() {
            true => Some(Secret::new(code_of(w.app().secret("people.code")?, id, phone))),
            false => None,
        };
        Ok(CodeRequested {
            resend_after: config.resend().in_seconds(),
            expires_in: config.code_lasts().in_seconds(),
            development_code: shown,
        })
    }
}

impl RequestCode {
    /// Holds the address's row and refuses when it asked too often.
    async fn hold_address(&self, w: &mut Write<'_>, most: u16) -> Result<Option<[u8; 32]>> {
        let Some(address) = self.from.address() else {
            return Ok(None);
        };
        let (now, district) = (w.now(), w.district());
        let key = subject_of(w.app(), "code address", &address)?;
        store::limit::hold(w.tx(), district, &key, now).await?;
        let past = store::code::for_address(w.tx(), district, &key, now - HOUR).await?;
        within(&past, most, now)?;
        Ok(Some(key))
    }

    /// The same for all its neighbors.
    async fn hold_network(&self, w: &mut Write<'_>, most: u16) -> Result<Option<[u8; 32]>> {
        let Some(network) = self.from.network() else {
            return Ok(None);
        };
        let (now, district) = (w.now(), w.district());
        let key = subject_of(w.app(), "code network", &network)?;
        store::limit::hold(w.tx(), district, &key, now).await?;
        let past = store::code::for_network(w.tx(), district, &key, now - HOUR).await?;
        within(&past, most, now)?;
        Ok(Some(key))
    }
}

/// At most so many in any hour; `past` are those of the last one, the newest first.
fn within(past: &[Timestamp], most: u16, now: Timestamp) -> Result<()> {
    match past.get(usize::from(most).saturating_sub(1)) {
        Some(oldest) => Err(wait(*oldest + HOUR, now)),
        None => Ok(()),
    }
}
