use super::{PersonId, Phone};
use lianxin_kernel::{Error, Keyring, Kind, Random, Result};

const FIELD: &str = "people_person.phone";
const TAIL: &str = "people_person.phone_tail";

/// The phone of a person as it is kept: unreadable without the keys of the installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedPhone {
    owner: PersonId,
    sealed: Vec<u8>,
}

/// What is written down of a phone: itself, and what it and its last four digits are found by.
pub(crate) struct PhoneColumns {
    pub sealed: Vec<u8>,
    pub key: Vec<u8>,
    pub tail_key: Vec<u8>,
}

impl SealedPhone {
    pub(crate) fn new(owner: PersonId, sealed: Vec<u8>) -> Self {
        Self { owner, sealed }
    }

    /// The whole phone. One that was changed behind the program's back is an error.
    pub fn open(&self, keys: &Keyring) -> Result<Phone> {
        let plain = keys.open(FIELD, self.owner.id(), &self.sealed)?;
        let phone = std::str::from_utf8(&plain).ok().and_then(Phone::parse);
        phone.ok_or_else(|| Error::internal(format!("{}: its phone is none", self.owner)))
    }

    /// What may be shown of it: `138****2071`.
    pub fn hint(&self, keys: &Keyring) -> Result<String> {
        Ok(self.open(keys)?.hint())
    }
}

impl PhoneColumns {
    pub fn of(owner: PersonId, phone: &Phone, keys: &Keyring, random: &dyn Random) -> Result<Self> {
        Ok(Self {
            sealed: keys.seal(FIELD, owner.id(), phone.as_str().as_bytes(), random)?,
            key: keys.lookup(FIELD, phone.as_str().as_bytes()),
            tail_key: keys.lookup(TAIL, phone.tail().as_bytes()),
        })
    }
}

/// What a phone may be found by while keys change.
pub(crate) fn phone_keys(keys: &Keyring, phone: &Phone) -> Vec<Vec<u8>> {
    keys.lookups(FIELD, phone.as_str().as_bytes())
}

/// The same of the last four digits.
pub(crate) fn tail_keys(keys: &Keyring, tail: &str) -> Vec<Vec<u8>> {
    keys.lookups(TAIL, tail.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_kernel::{AnyId, SeededRandom};

    #[test]
    fn a_phone_opens_for_its_owner_and_is_found_by_either_key() {
        let random = SeededRandom::new(1);
        let keys = Keyring::fresh(&random);
        let phone = Phone::parse("13812342071").unwrap();
        let owner = PersonId(AnyId::compose(1, 1, 1));
        let columns = PhoneColumns::of(owner, &phone, &keys, &random).unwrap();
        let both = keys.renewed(&random);
        let sealed = SealedPhone::new(owner, columns.sealed.clone());
        assert_eq!(sealed.open(&both).unwrap(), phone);
        assert_eq!(sealed.hint(&both).unwrap(), "138****2071");
        assert!(phone_keys(&both, &phone).contains(&columns.key));
        assert!(tail_keys(&both, "2071").contains(&columns.tail_key));
        let other = PersonId(AnyId::compose(1, 1, 2));
        assert!(SealedPhone::new(other, columns.sealed).open(&both).is_err());
    }
}
