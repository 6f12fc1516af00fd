use super::FeedId;
use data_encoding::BASE64URL_NOPAD;
use lianxin_kernel::{AnyId, Kind as _, Random, fingerprint};

/// What stands in the address of a feed: its id and 256 random bits. Only a fingerprint is kept.
pub(super) struct FeedToken {
    pub id: FeedId,
    random: [u8; 32],
}

const ENDING: &str = ".ics";

impl FeedToken {
    pub fn fresh(id: FeedId, source: &dyn Random) -> Self {
        let mut random = [0; 32];
        source.fill(&mut random);
        Self { id, random }
    }

    pub fn path(&self) -> String {
        format!("/api/v1/feeds/{}{ENDING}", BASE64URL_NOPAD.encode(&self.bytes()))
    }

    /// Reads the last part of an address.
    pub fn read(file: &str) -> Option<Self> {
        let text = file.strip_suffix(ENDING).filter(|text| text.len() == 64)?;
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let (id, random) = bytes.split_at_checked(16)?;
        let id = AnyId::from_bytes(id.try_into().ok()?).into();
        Some(Self { id, random: random.try_into().ok()? })
    }

    pub fn hash(&self) -> Vec<u8> {
        fingerprint(&self.bytes()).to_vec()
    }

    fn bytes(&self) -> Vec<u8> {
        [self.id.id().as_bytes().as_slice(), &self.random].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_kernel::SeededRandom;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_address_reads_back(id in any::<[u8; 16]>(), seed in any::<u64>()) {
            let token = FeedToken::fresh(FeedId(AnyId::from_bytes(id)), &SeededRandom::new(seed));
            let path = token.path();
            let back = FeedToken::read(path.rsplit('/').next().unwrap()).unwrap();
            prop_assert_eq!((back.id, back.hash()), (token.id, token.hash()));
            prop_assert!(FeedToken::read(path.trim_end_matches(ENDING)).is_none());
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,80}") {
            prop_assert!(FeedToken::read(&text).is_none());
        }
    }
}
