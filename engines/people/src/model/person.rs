use crate::place::CenterId;
use lianxin_kernel::{Date, Language, id, words};
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
    /// code sent to a phone that lies about is too little for the records of others.
    pub enum SignInKind { Resident = "resident", Staff = "staff" }
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
    /// `138****2071`
    pub phone_hint: Option<String>,
    pub birth_date: Option<Date>,
    pub language: Language,
    pub home_center: Option<CenterId>,
}

impl PersonRef {
    pub fn age_band(&self, today: Date) -> Option<AgeBand> {
        self.birth_date.map(|born| AgeBand::of(born, today))
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
    pub fn of(person: PersonRef, today: Date) -> Self {
        let age_band = person.age_band(today);
        let PersonRef { id, name, phone_hint, home_center, .. } = person;
        Self { person: id, name, phone_hint, age_band, home_center }
    }
}

/// What a name is found by: lower case, single spaces.
pub(crate) fn fold(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
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
        assert_eq!(fold("Anna  MÜLLER"), "anna müller");
        assert_eq!(fold("𠮷田 䶮"), "𠮷田 䶮");
    }
}
