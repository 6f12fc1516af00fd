use crate::model::PersonId;
use data_encoding::{BASE32_NOPAD, Encoding, Specification};
use lianxin_kernel::{Error, Kind, Random, Result, Secret, Timestamp, id, seal, words};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use totp_rs::{Builder, Totp};
use utoipa::ToSchema;

id!(PasskeyId, "psk");
id!(
    /// Something asked of a browser that waits for its answer.
    CeremonyId,
    "cer"
);

words! {
    /// What a browser was asked for.
    pub enum CeremonyKind {
        AddPasskey = "add_passkey",
        ProvePasskey = "prove_passkey",
        PasskeySignIn = "passkey_sign_in",
        Authority = "authority",
    }
}

/// What the browser's `navigator.credentials` is to be called with, and what to answer it under.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Challenge {
    pub ceremony: CeremonyId,
    /// As WebAuthn's JSON has it: `{"publicKey": {…}}`.
    #[schema(value_type = Object)]
    pub options: serde_json::Value,
}

/// What apps show as the name of the account's owner.
const ISSUER: &str = "Lianxin";

/// The secret of an app (RFC 6238): SHA-1, six digits, 30 seconds, since that is what every app knows.
pub(crate) struct TotpSecret(pub [u8; 20]);

impl TotpSecret {
    pub fn make(random: &dyn Random) -> Self {
        let mut secret = [0; 20];
        random.fill(&mut secret);
        Self(secret)
    }

    pub fn read(bytes: &[u8]) -> Result<Self> {
        let wrong = |_| Error::internal("the secret of an app is not 20 bytes long");
        bytes.try_into().map(Self).map_err(wrong)
    }

    /// The secret as it is typed when no camera is at hand.
    pub fn typed(&self) -> String {
        BASE32_NOPAD.encode(&self.0)
    }

    /// `otpauth://totp/…`, what the QR code holds.
    pub fn uri(&self, login: &str) -> Result<String> {
        self.totp(login)?.to_url().map_err(|e| Error::internal(format!("the app's code: {e}")))
    }

    /// The number of the 30 seconds a code is of: these, those before or those after.
    pub fn step(&self, code: &str, now: Timestamp) -> Result<Option<i64>> {
        let seconds = u64::try_from(now.seconds()).unwrap_or_default();
        let step = self.totp("")?.check(code, seconds);
        Ok(step.and_then(|s| i64::try_from(s).ok()))
    }

    fn totp(&self, login: &str) -> Result<Totp> {
        let builder = Builder::new().with_secret(self.0.as_slice()).with_skew(1);
        let builder = builder.with_account_name(login).with_issuer(Some(ISSUER));
        builder.build().map_err(|e| Error::internal(format!("the app's code: {e}")))
    }
}

/// Six digits, the gaps people leave in them taken away.
pub(crate) fn six_digits(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let good = plain.len() == 6 && plain.bytes().all(|b| b.is_ascii_digit());
    good.then_some(plain)
}

/// How many recovery codes one has.
pub(crate) const RECOVERY_CODES: usize = 10;

static BASE32: LazyLock<Option<Encoding>> = LazyLock::new(|| {
    let mut spec = Specification::new();
    spec.symbols.push_str("0123456789abcdefghjkmnpqrstvwxyz");
    spec.encoding().ok()
});

/// 50 random bits that can be written down: `7k2mp-q0x4d`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct RecoveryCode(String);

impl RecoveryCode {
    pub fn make(random: &dyn Random) -> Self {
        let mut bytes = [0; 10];
        random.fill(&mut bytes);
        let text = BASE32.as_ref().map(|b| b.encode(&bytes)).unwrap_or_default();
        Self(text.chars().take(10).collect())
    }

    /// Reads what was typed: any case, any gaps, o for 0, i and l for 1.
    pub fn read(text: &str) -> Option<Self> {
        let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '-').take(11);
        let plain: String = kept
            .map(|c| match c.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                other => other,
            })
            .collect();
        let known = |c: char| c.is_ascii_digit() || (c.is_ascii_lowercase() && c != 'u');
        (plain.len() == 10 && plain.chars().all(known)).then_some(Self(plain))
    }

    pub fn show(&self) -> Secret<String> {
        let (a, b) = self.0.split_at_checked(5).unwrap_or_default();
        Secret::new(format!("{a}-{b}"))
    }

    pub fn print(&self, key: &[u8; 32], person: PersonId) -> Vec<u8> {
        seal(key, &[b"recovery", person.id().as_bytes(), self.0.as_bytes()]).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_kernel::SeededRandom;
    use proptest::prelude::*;

    /// RFC 6238, appendix B, the last six digits of its SHA-1 column.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = TotpSecret(*b"12345678901234567890");
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            let at = |s: i64| Timestamp((seconds + s) * 1_000_000);
            assert_eq!(secret.step(code, at(0)).unwrap(), Some(seconds / 30), "{seconds}");
            assert_eq!(secret.step(code, at(30)).unwrap(), Some(seconds / 30), "{seconds}");
            assert_eq!(secret.step(code, at(-30)).unwrap(), Some(seconds / 30), "{seconds}");
            assert_eq!(secret.step(code, at(90)).unwrap(), None, "{seconds}");
        }
    }

    #[test]
    fn an_app_reads_the_uri() {
        let secret = TotpSecret(*b"12345678901234567890");
        let uri = secret.uri("wang.li@a").unwrap();
        assert!(uri.starts_with("otpauth://totp/Lianxin:wang.li%40a?"), "{uri}");
        assert!(uri.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{uri}");
        assert!(uri.contains("issuer=Lianxin"), "{uri}");
    }

    #[test]
    fn a_recovery_code_is_read_as_it_is_typed() {
        let code = RecoveryCode("7k2mpq0x41".into());
        assert_eq!(code.show().expose(), "7k2mp-q0x41");
        for typed in ["7k2mp-q0x41", " 7K2MP QOX4L ", "7k2mpq0x4i"] {
            assert!(RecoveryCode::read(typed) == Some(code.clone()), "{typed}");
        }
        for bad in ["", "7k2mp-q0x4", "7k2mp-q0x411", "7k2mp-q0x4u", "7k2mp-q0x4é"] {
            assert!(RecoveryCode::read(bad).is_none(), "{bad}");
        }
        let other = PersonId(lianxin_kernel::AnyId::compose(1, 1, 2));
        let mine = PersonId(lianxin_kernel::AnyId::compose(1, 1, 1));
        assert_ne!(code.print(&[1; 32], mine), code.print(&[1; 32], other));
    }

    proptest! {
        #[test]
        fn every_recovery_code_reads_back(seed in any::<u64>()) {
            let code = RecoveryCode::make(&SeededRandom::new(seed));
            prop_assert!(RecoveryCode::read(code.show().expose()) == Some(code));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = (RecoveryCode::read(&text), six_digits(&text));
        }
    }
}
