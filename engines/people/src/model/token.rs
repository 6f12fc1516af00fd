use super::SignInId;
use data_encoding::BASE64URL_NOPAD;
use lianxin_kernel::{AnyId, Kind, fingerprint};

/// What the holder of a sign-in shows.
pub(crate) type Token = ShownToken<SignInId>;

/// An id and 256 random bits, shown by whoever holds what the id names. Only a fingerprint is stored.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ShownToken<K> {
    pub id: K,
    random: [u8; 32],
}

impl<K: Kind> ShownToken<K> {
    pub fn new(id: K, random: [u8; 32]) -> Self {
        Self { id, random }
    }

    pub fn show(&self) -> String {
        BASE64URL_NOPAD.encode(&self.bytes())
    }

    pub fn read(text: &str) -> Option<Self> {
        // Refused before it is decoded: a header may be long.
        if text.len() != 64 {
            return None;
        }
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let (id, random) = bytes.split_at_checked(16)?;
        let id = AnyId::from_bytes(id.try_into().ok()?).into();
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
            let token = Token::new(SignInId(AnyId::from_bytes(id)), random);
            let back = Token::read(&token.show()).unwrap();
            prop_assert!(back == token);
            prop_assert_eq!(back.print(), token.print());
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,80}") {
            let _ = Token::read(&text);
        }
    }
}
