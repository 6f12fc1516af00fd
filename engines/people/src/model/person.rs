use super::SealedPhone;
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

words! {
    /// Age as far as the program acts on it: a child is under 14 (the minors' rules of the personal
    /// information protection law), an elder 60 or more (the law on the rights of elders).
    pub enum AgeBand { Child = "child", Adult = "adult", Elder = "elder" }
}

impl AgeBand {
    pub fn of(birth_date: Date, today: Date) -> Self {
        match birth_date.age_on(today) {
            ..14 => Self::Child,
            14..60 => Self::Adult,
            60.. => Self::Elder,
        }
    }
}

/// What other parts of the program may know of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRef {
    pub id: PersonId,
    pub name: String,
    pub phone: Option<SealedPhone>,
    pub birth_date: Option<Date>,
    pub language: Language,
    pub home_center: Option<CenterId>,
}

impl PersonRef {
    pub fn age_band(&self, today: Date) -> Option<AgeBand> {
        self.birth_date.map(|born| AgeBand::of(born, today))
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
    pub age_band: Option<AgeBand>,
    pub home_center: Option<CenterId>,
}

impl PersonHit {
    pub fn of(person: PersonRef, keys: &Keyring, today: Date) -> Result<Self> {
        let (age_band, phone_hint) = (person.age_band(today), person.phone_hint(keys)?);
        let PersonRef { id, name, home_center, .. } = person;
        Ok(Self { person: id, name, phone_hint, age_band, home_center })
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
    fn bands_change_on_the_birthday() {
        let today: Date = "2026-03-02".parse().unwrap();
        for (born, band) in [
            ("2012-03-03", AgeBand::Child),
            ("2012-03-02", AgeBand::Adult),
            ("1966-03-03", AgeBand::Adult),
            ("1966-03-02", AgeBand::Elder),
            ("2026-03-02", AgeBand::Child),
        ] {
            assert_eq!(AgeBand::of(born.parse().unwrap(), today), band, "{born}");
        }
    }

    #[test]
    fn names_fold_alike() {
        assert_eq!(fold("Anna  MÜLLER"), fold("anna müller"));
        assert_eq!(fold("劉麗華"), "刘丽华");
        assert_eq!(fold("𠮷田 䶮"), "𠮷田䶮");
    }
}
