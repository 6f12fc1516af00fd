use super::Days;
use crate::model::PersonId;
use lianxin_kernel::{Date, Error, FieldCode, FieldError, Note, Result, Timestamp, id, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

id!(
    /// That someone may act for another.
    DelegateId,
    "dlg"
);

words! {
    /// How the person agreed that another acts for them.
    pub enum Consent {
        /// In their own account.
        Account = "account",
        /// At a desk, with their card.
        Card = "card",
        /// Staff wrote down why and saw something.
        Record = "record",
    }
}

words! {
    /// What staff saw when they wrote a consent down. What was shown is not kept.
    pub enum EvidenceKind {
        SignedForm = "signed_form",
        WordBeforeWitness = "word_before_witness",
        NotarizedPaper = "notarized_paper",
        CourtDecision = "court_decision",
    }
}

/// A staff record of a consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentRecord {
    pub evidence: EvidenceKind,
    pub reason: Note<200>,
}

/// Someone who may act for another, as both sides and the desk see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Delegate {
    pub id: DelegateId,
    /// For whom.
    pub person: PersonId,
    pub person_name: String,
    pub delegate: PersonId,
    pub delegate_name: String,
    /// The parts of the program in which it holds; `null` for all.
    pub modules: Option<Vec<String>>,
    pub days: Days,
    pub consent: Consent,
    pub made_at: Timestamp,
}

words! {
    /// Why someone may act for another.
    pub enum ActingBasis { Delegate = "delegate", Guardian = "guardian", Staff = "staff" }
}

/// Someone for whom whoever asks may act today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActingFor {
    pub person: PersonId,
    pub name: String,
    pub basis: ActingBasis,
    pub modules: Option<Vec<String>>,
    /// The last day, if one is known.
    pub until: Option<Date>,
    /// Set where it can be ended from this side.
    pub delegate: Option<DelegateId>,
}

/// The most parts of the program one consent may list.
const MODULES: usize = 20;

/// The named parts, each once; refuses an empty list and what is no part of the program.
pub(crate) fn check_modules(
    modules: Option<&[String]>,
    known: &[&str],
) -> Result<Option<Vec<String>>> {
    let Some(modules) = modules else {
        return Ok(None);
    };
    if modules.is_empty() {
        return Err(Error::field("modules", FieldCode::Required));
    }
    if modules.len() > MODULES {
        let most = i64::try_from(MODULES).unwrap_or_default();
        let field = FieldError::new("modules", FieldCode::TooMany).with("max", most);
        return Err(Error::Invalid(vec![field]));
    }
    for (at, module) in modules.iter().enumerate() {
        if !known.contains(&module.as_str()) {
            return Err(Error::field(format!("modules.{at}"), FieldCode::Unknown));
        }
    }
    let mut modules = modules.to_vec();
    modules.sort_unstable();
    modules.dedup();
    Ok(Some(modules))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consent_names_parts_that_there_are() {
        let known = ["activities", "people"];
        let list = |all: &[&str]| all.iter().map(|m| (*m).to_owned()).collect::<Vec<_>>();
        assert_eq!(check_modules(None, &known).unwrap(), None);
        let twice = list(&["people", "activities", "people"]);
        let once = check_modules(Some(&twice), &known).unwrap();
        assert_eq!(once, Some(list(&["activities", "people"])));
        assert!(check_modules(Some(&[]), &known).is_err());
        assert!(check_modules(Some(&list(&["peopl"])), &known).is_err());
        assert!(check_modules(Some(&vec!["people".to_owned(); 21]), &known).is_err());
    }
}
