use super::Days;
use crate::model::{PersonAgeGroup, PersonId};
use crate::place::CenterId;
use lianxin_kernel::{id, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

id!(HouseholdId, "hsh");
id!(
    /// One person's time in a household.
    MemberId,
    "hsm"
);

words! {
    /// What someone is to the head of the household.
    pub enum MemberRelation {
        Head = "head",
        Spouse = "spouse",
        Child = "child",
        Parent = "parent",
        Grandparent = "grandparent",
        Grandchild = "grandchild",
        Sibling = "sibling",
        OtherRelative = "other_relative",
        Carer = "carer",
        Other = "other",
    }
}

/// People who live together. Someone is in at most one at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Household {
    pub id: HouseholdId,
    pub center: CenterId,
    pub address: Option<String>,
    pub members: Vec<HouseholdMember>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HouseholdMember {
    pub person: PersonId,
    pub name: String,
    pub age_group: Option<PersonAgeGroup>,
    pub relation: MemberRelation,
    pub days: Days,
}
