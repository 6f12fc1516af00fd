//! The keys of an installation, kept outside its database: what is sensitive is unreadable, and a
//! changed row is noticed, for whoever has the database alone.
use crate::{Error, Random, Result, same, seal};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use data_encoding::BASE64URL_NOPAD;
use lianxin_db::Id;
use std::fmt;

/// Several keys, so that a new one can take over while what the old ones sealed is still read.
/// The newest seals.
#[derive(Clone)]
pub struct Keyring(Vec<Key>);

#[derive(Clone)]
struct Key {
    number: u32,
    secret: [u8; 32],
}

const NONCE: usize = 24;
/// How a sealed field begins: the form, then the number of the key.
const FORM: u8 = 1;
const HEAD: usize = 1 + 4;

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<u32> = self.0.iter().map(|key| key.number).collect();
        write!(f, "Keyring{numbers:?}")
    }
}

impl Keyring {
    /// A ring of one new key.
    pub fn fresh(random: &dyn Random) -> Self {
        Self(vec![]).renewed(random)
    }

    /// The same ring with a new key, which seals from now on.
    pub fn renewed(&self, random: &dyn Random) -> Self {
        let mut secret = [0; 32];
        random.fill(&mut secret);
        let number = self.current().saturating_add(1);
        let mut keys = self.0.clone();
        keys.push(Key { number, secret });
        Self(keys)
    }

    /// The ring without the keys before the newest: once nothing is sealed with them.
    pub fn without_old(&self) -> Self {
        Self(self.0.last().cloned().into_iter().collect())
    }

    /// Reads what [`Keyring::to_text`] wrote: a line for each key, `<number> <43 characters>`; lines
    /// that begin with `#` are notes.
    pub fn from_text(text: &str) -> Result<Self, String> {
        let mut keys: Vec<Key> = vec![];
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let key = read_key(line)
                .ok_or_else(|| format!("line {}: not a number and a key of 32 bytes", at + 1))?;
            if keys.last().is_some_and(|last| last.number >= key.number) {
                return Err(format!("line {}: the numbers of keys go up", at + 1));
            }
            keys.push(key);
        }
        match keys.is_empty() {
            true => Err("it holds no key; lianxin keys make writes one".to_owned()),
            false => Ok(Self(keys)),
        }
    }

    pub fn to_text(&self) -> String {
        let mut text =
            "# The keys of this installation. Without them what it sealed is lost: keep a \
            copy elsewhere, and not with the backups.\n"
                .to_owned();
        for key in &self.0 {
            text += &format!("{} {}\n", key.number, BASE64URL_NOPAD.encode(&key.secret));
        }
        text
    }

    /// The number of the key that seals.
    pub fn current(&self) -> u32 {
        self.0.last().map_or(0, |key| key.number)
    }

    /// Seals a value for one field of one thing; it opens nowhere else. `field` is
    /// `<table>.<column>`.
    pub fn seal(
        &self,
        field: &str,
        owner: Id,
        plain: &[u8],
        random: &dyn Random,
    ) -> Result<Vec<u8>> {
        let Some(key) = self.0.last() else {
            return Err(Error::internal("there is no key to seal with"));
        };
        let mut nonce = [0; NONCE];
        random.fill(&mut nonce);
        let bound = bound(field, owner);
        let payload = Payload { msg: plain, aad: &bound };
        let sealed = key.cipher(field).encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| Error::internal(format!("{field} could not be sealed")))?;
        let mut all = vec![FORM];
        all.extend(key.number.to_be_bytes());
        all.extend(nonce);
        all.extend(sealed);
        Ok(all)
    }

    /// Opens what [`Keyring::seal`] gave for the same field of the same thing. What was changed or
    /// moved is an error and never a value.
    pub fn open(&self, field: &str, owner: Id, sealed: &[u8]) -> Result<Vec<u8>> {
        let wrong = |why: &str| Error::internal(format!("{field} does not open: {why}"));
        let number = sealed_with(sealed).ok_or_else(|| wrong("it is not sealed"))?;
        let key = self.0.iter().find(|key| key.number == number);
        let key = key.ok_or_else(|| wrong(&format!("key {number} is not in the key file")))?;
        let (nonce, body) = sealed
            .get(HEAD..)
            .and_then(|rest| rest.split_first_chunk::<NONCE>())
            .ok_or_else(|| wrong("it is too short"))?;
        let bound = bound(field, owner);
        let payload = Payload { msg: body, aad: &bound };
        let plain = key.cipher(field).decrypt(&XNonce::from(*nonce), payload);
        plain.map_err(|_| wrong("it was changed, or belongs elsewhere"))
    }

    /// What a value is found by when it is sealed itself: a keyed hash.
    pub fn lookup(&self, field: &str, plain: &[u8]) -> Vec<u8> {
        self.0.last().map(|key| key.lookup(field, plain)).unwrap_or_default()
    }

    /// What a value may be found by while keys change, the newest first.
    pub fn lookups(&self, field: &str, plain: &[u8]) -> Vec<Vec<u8>> {
        self.0.iter().rev().map(|key| key.lookup(field, plain)).collect()
    }

    /// A mark that only this installation can make; it goes stale when a part changes.
    pub fn mac(&self, what: &str, parts: &[&[u8]]) -> Vec<u8> {
        let Some(key) = self.0.last() else {
            return vec![];
        };
        let mut mac = key.number.to_be_bytes().to_vec();
        mac.extend(key.mac(what, parts));
        mac
    }

    /// Whether a mark of [`Keyring::mac`] fits these parts.
    pub fn fits(&self, what: &str, mac: &[u8], parts: &[&[u8]]) -> bool {
        let Some((number, mac)) = mac.split_first_chunk::<4>() else {
            return false;
        };
        let number = u32::from_be_bytes(*number);
        let key = self.0.iter().find(|key| key.number == number);
        key.is_some_and(|key| same(&key.mac(what, parts), mac))
    }
}

/// The number of the key a value was sealed with.
pub fn sealed_with(sealed: &[u8]) -> Option<u32> {
    let (form, rest) = sealed.split_first()?;
    let (number, _) = rest.split_first_chunk::<4>()?;
    (*form == FORM).then(|| u32::from_be_bytes(*number))
}

impl Key {
    /// A key of its own for each field and use, so that none can stand for another.
    fn derived(&self, use_: &str, field: &str) -> [u8; 32] {
        seal(&self.secret, &[use_.as_bytes(), field.as_bytes()])
    }

    fn cipher(&self, field: &str) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.derived("field", field).into())
    }

    fn lookup(&self, field: &str, plain: &[u8]) -> Vec<u8> {
        seal(&self.derived("lookup", field), &[plain]).to_vec()
    }

    fn mac(&self, what: &str, parts: &[&[u8]]) -> [u8; 32] {
        seal(&self.derived("mac", what), parts)
    }
}

fn bound(field: &str, owner: Id) -> Vec<u8> {
    [field.as_bytes(), b"\0", owner.as_bytes()].concat()
}

fn read_key(line: &str) -> Option<Key> {
    let (number, secret) = line.split_once(char::is_whitespace)?;
    let number = number.parse().ok().filter(|n| *n > 0)?;
    let secret = BASE64URL_NOPAD.decode(secret.trim().as_bytes()).ok()?;
    Some(Key { number, secret: secret.try_into().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SeededRandom;
    use proptest::prelude::*;

    fn id(n: u64) -> Id {
        Id::compose(n, 1, n)
    }

    #[test]
    fn what_was_sealed_opens_for_the_same_field_of_the_same_thing_only() {
        let random = SeededRandom::new(1);
        let old = Keyring::fresh(&random);
        let sealed = old.seal("t.phone", id(1), b"13812342071", &random).unwrap();
        let ring = old.renewed(&random);
        assert_eq!(ring.open("t.phone", id(1), &sealed).unwrap(), b"13812342071");
        assert!(ring.open("t.phone", id(2), &sealed).is_err());
        assert!(ring.open("t.note", id(1), &sealed).is_err());
        assert!(ring.without_old().open("t.phone", id(1), &sealed).is_err());
        let again = ring.seal("t.phone", id(1), b"13812342071", &random).unwrap();
        assert_eq!((sealed_with(&sealed), sealed_with(&again)), (Some(1), Some(2)));
        assert!(!sealed.windows(4).any(|w| w == b"2071"));
    }

    #[test]
    fn a_changed_byte_is_noticed_wherever_it_is() {
        let random = SeededRandom::new(2);
        let ring = Keyring::fresh(&random);
        let sealed = ring.seal("t.a", id(1), b"secret", &random).unwrap();
        let mac = ring.mac("t", &[b"a", b"b"]);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(ring.open("t.a", id(1), &changed).is_err(), "{at}");
            assert!(ring.open("t.a", id(1), &sealed[..at]).is_err(), "{at}");
        }
        assert!(ring.fits("t", &mac, &[b"a", b"b"]) && !ring.fits("t", &mac, &[b"ab", b""]));
        assert!(!ring.fits("u", &mac, &[b"a", b"b"]) && !ring.fits("t", &[], &[b"a", b"b"]));
        assert!(ring.renewed(&random).fits("t", &mac, &[b"a", b"b"]));
    }

    #[test]
    fn a_ring_is_written_and_read() {
        let random = SeededRandom::new(3);
        let ring = Keyring::fresh(&random).renewed(&random);
        let read = Keyring::from_text(&ring.to_text()).unwrap();
        assert_eq!(ring.lookups("t.a", b"x"), read.lookups("t.a", b"x"));
        assert_eq!(read.lookups("t.a", b"x")[0], ring.lookup("t.a", b"x"));
        assert_eq!(format!("{read:?}"), "Keyring[1, 2]");
        for no in ["", "# nothing", "1 short", "x y", "1"] {
            assert!(Keyring::from_text(no).is_err(), "{no}");
        }
        let twice = format!("{}{}", ring.to_text(), ring.to_text());
        assert!(Keyring::from_text(&twice).unwrap_err().contains("go up"));
    }

    proptest! {
        #[test]
        fn nothing_that_was_not_sealed_opens(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let ring = Keyring::fresh(&SeededRandom::new(4));
            prop_assert!(ring.open("t.a", id(1), &bytes).is_err());
        }
    }
}
