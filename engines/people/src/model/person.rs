use super::{Born, PersonAgeGroup, SealedPhone, StatedBand};
use crate::place::CenterId;
use lianxin_kernel::{Date, Keyring, Language, Result, id, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

id!(PersonId, "per");
id!(CardId, "crd");
id!(GrantId, "grt");
id!(CodeId, "cod");
id!(
    /// One signing in, from then until its end.
    SignInId,
    "sin"
);

words! {
    /// How a person came into the register.
    pub enum AddedBy { Registered = "registered", Staff = "staff", Import = "import", Guardian = "guardian" }
}

words! {
    /// Residents sign in by code, staff by password. Only the latter carries the roles at places: a
    /// code sent to a phone that lies about is too little for the records of others. A card shown at
    /// a kiosk proves least: it reaches one's bookings, not one's account.
    pub enum SignInKind { Resident = "resident", Staff = "staff", Kiosk = "kiosk" }
}

/// What other parts of the program may know of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRef {
    pub id: PersonId,
    pub name: String,
    pub phone: Option<SealedPhone>,
    /// When they were born, or about how old they said they were.
    pub born: Option<Born>,
    pub language: Language,
    pub home_center: Option<CenterId>,
}

impl PersonRef {
    pub fn age_group(&self, today: Date) -> Option<PersonAgeGroup> {
        self.born.map(|born| born.age_group(today))
    }

    pub fn age_band(&self) -> Option<StatedBand> {
        self.born.and_then(Born::band)
    }

    /// What may be shown of the phone: `138****2071`.
    pub fn phone_hint(&self, keys: &Keyring) -> Result<Option<String>> {
        self.phone.as_ref().map(|p| p.hint(keys)).transpose()
    }
}

/// A person as the desk finds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonHit {
    pub person: PersonId,
    pub name: String,
    pub phone_hint: Option<String>,
    pub age_group: Option<PersonAgeGroup>,
    /// About how old they said they were, where no birth date is known.
    pub age_band: Option<StatedBand>,
    pub home_center: Option<CenterId>,
}

impl PersonHit {
    pub fn of(person: PersonRef, keys: &Keyring, today: Date) -> Result<Self> {
        let (age_group, age_band) = (person.age_group(today), person.age_band());
        let phone_hint = person.phone_hint(keys)?;
        let PersonRef { id, name, home_center, .. } = person;
        Ok(Self { person: id, name, phone_hint, age_group, age_band, home_center })
    }
}

/// What names are the same by: letters and digits, in lower case and simplified.
pub(crate) fn fold(name: &str) -> String {
    lianxin_places::fold(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_alike() {
        assert_eq!(fold("Anna  MÜLLER"), fold("anna müller"));
        assert_eq!(fold("劉麗華"), "刘丽华");
        assert_eq!(fold("𠮷田 䶮"), "𠮷田䶮");
    }
}
