use crate::model::{PersonId, StatedBand};
use crate::place::CenterId;
use lianxin_kernel::{Date, Timestamp, id, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

id!(
    /// That someone is the guardian of a child.
    GuardianId,
    "gdn"
);

words! {
    /// Who stands up for a child (civil code, articles 27 to 32).
    pub enum GuardianRelation {
        Father = "father",
        Mother = "mother",
        Grandparent = "grandparent",
        Sibling = "sibling",
        OtherRelative = "other_relative",
        Appointed = "appointed",
    }
}

words! {
    /// What a guardian was believed by. What was shown is not kept.
    pub enum GuardianEvidence {
        /// Their own word, when they added their child themselves.
        OwnWord = "own_word",
        HouseholdRegister = "household_register",
        BirthCertificate = "birth_certificate",
        CourtDecision = "court_decision",
        CommunityWord = "community_word",
    }
}

/// A guardian, as the desk and the family see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Guardian {
    pub id: GuardianId,
    pub guardian: PersonId,
    pub name: String,
    pub phone_hint: Option<String>,
    pub relation: GuardianRelation,
    pub evidence: GuardianEvidence,
    pub made_at: Timestamp,
}

/// A child of whoever asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Child {
    pub id: GuardianId,
    pub child: PersonId,
    pub name: String,
    pub birth_date: Option<Date>,
    /// About how old, where no birth date is known.
    pub age_band: Option<StatedBand>,
    pub home_center: Option<CenterId>,
    pub relation: GuardianRelation,
    /// The child comes of age: from this day their guardian acts for them no more. Not known without
    /// a birth date.
    pub adult_from: Option<Date>,
}
