use crate::sessions::KioskId;
use data_encoding::BASE64URL_NOPAD;
use lianxin_kernel::{AnyId, Kind, fingerprint};

/// What a sign-in at a kiosk reaches: one's bookings and sign-ups. A card that lies about must not
/// open the account, the family or the messages of whoever lost it.
pub(crate) const WITHIN: [&str; 4] = ["activities", "bookings", "presence", "seats"];

/// What a kiosk shows: its id and 256 random bits. Only a fingerprint is stored.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct KioskToken {
    pub id: KioskId,
    random: [u8; 32],
}

impl KioskToken {
    pub fn new(id: KioskId, random: [u8; 32]) -> Self {
        Self { id, random }
    }

    pub fn show(&self) -> String {
        BASE64URL_NOPAD.encode(&self.bytes())
    }

    pub fn read(text: &str) -> Option<Self> {
        if text.len() != 64 {
            return None;
        }
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let (id, random) = bytes.split_at_checked(16)?;
        let id = KioskId(AnyId::from_bytes(id.try_into().ok()?));
        Some(Self { id, random: random.try_into().ok()? })
    }

    pub fn print(&self) -> Vec<u8> {
        fingerprint(&self.bytes()).to_vec()
    }

    fn bytes(&self) -> Vec<u8> {
        [self.id.id().as_bytes().as_slice(), &self.random].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_token_reads_back(id in any::<[u8; 16]>(), random in any::<[u8; 32]>()) {
            let token = KioskToken::new(KioskId(AnyId::from_bytes(id)), random);
            prop_assert!(KioskToken::read(&token.show()) == Some(token));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,80}") {
            let _ = KioskToken::read(&text);
        }
    }
}
