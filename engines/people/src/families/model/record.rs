use super::{
    Child, Delegate, Field, Guardian, Household, LunarBirthday, Needs, PickUpPerson, Residency,
    Sex, Standing,
};
use crate::model::{PersonAgeGroup, PersonId, StatedBand};
use crate::place::CenterId;
use lianxin_kernel::{Date, Language};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One person's record, with the fields that were asked for; the others are `null`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = PersonRecord)]
pub struct Record {
    pub person: PersonId,
    /// Which fields this answer holds: one of them that is `null` is not known.
    pub fields: Vec<Field>,
    /// Whoever asks lives with this person or is family by guardianship; the look is marked so.
    pub own_household: bool,
    pub name: Option<String>,
    pub phone_hint: Option<String>,
    pub phone: Option<String>,
    pub birth_date: Option<Date>,
    pub age_group: Option<PersonAgeGroup>,
    /// About how old they said they were, where no birth date is known.
    pub age_band: Option<StatedBand>,
    pub sex: Option<Sex>,
    pub lunar_birthday: Option<LunarBirthday>,
    pub language: Option<Language>,
    pub home_center: Option<CenterId>,
    pub household: Option<Household>,
    pub guardians: Option<Vec<Guardian>>,
    pub children: Option<Vec<Child>>,
    pub delegates: Option<Vec<Delegate>>,
    pub pick_up_persons: Option<Vec<PickUpPerson>>,
    pub residency: Option<Residency>,
    pub standings: Option<Vec<Standing>>,
    pub sensitive_standings: Option<Vec<Standing>>,
    pub needs: Option<Needs>,
}

impl Record {
    pub(crate) fn empty(person: PersonId, fields: Vec<Field>, own_household: bool) -> Self {
        Self {
            person,
            fields,
            own_household,
            name: None,
            phone_hint: None,
            phone: None,
            birth_date: None,
            age_group: None,
            age_band: None,
            sex: None,
            lunar_birthday: None,
            language: None,
            home_center: None,
            household: None,
            guardians: None,
            children: None,
            delegates: None,
            pick_up_persons: None,
            residency: None,
            standings: None,
            sensitive_standings: None,
            needs: None,
        }
    }
}
