use lianxin_kernel::{FieldCode, FieldError, Names, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

words! {
    /// What makes processing lawful (PIPL Art. 13).
    pub enum LegalBasis {
        Consent = "consent",
        Contract = "contract",
        StatutoryDuty = "statutory_duty",
        PublicInterest = "public_interest",
        Emergency = "emergency",
    }
}

words! {
    /// How much harm its loss could do; sensitive is what PIPL Art. 28 names.
    pub enum DataClass {
        Public = "public",
        Internal = "internal",
        Personal = "personal",
        Sensitive = "sensitive",
    }
}

words! {
    /// Why a consent has to be asked for alone (PIPL Art. 23, 25, 29).
    pub enum Separate { Sensitive = "sensitive", Publish = "publish", Provide = "provide" }
}

words! {
    /// What becomes of what is held when a consent is withdrawn (PIPL Art. 47).
    pub enum OnWithdrawal {
        Erase = "erase",
        /// Only stored, because a law asks for it.
        Restrict = "restrict",
        /// What rests on other grounds too.
        Keep = "keep",
    }
}

/// One purpose as the register has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PurposeFields {
    pub name: Names,
    pub basis: LegalBasis,
    /// At most four.
    pub classes: Vec<DataClass>,
    /// Days after the end of what it was for; then it is made anonymous. 1 to 36,500.
    pub retention_days: i64,
    /// Who answers for it.
    pub handler: Names,
    /// Who else gets it, at most 20.
    pub recipients: Vec<Names>,
    /// For what rests on consent.
    pub separate: Option<Separate>,
    pub on_withdrawal: OnWithdrawal,
    /// What stops when a consent is withdrawn.
    pub stops: Names,
    /// Whether it is in use; one that is not is nobody's ground for anything.
    pub active: bool,
}

impl PurposeFields {
    pub(crate) const RECIPIENTS: usize = 20;
    pub(crate) const DAYS: std::ops::RangeInclusive<i64> = 1..=36_500;

    /// Whether people are asked.
    pub fn asks(&self) -> bool {
        self.active && self.basis == LegalBasis::Consent
    }

    pub(crate) fn faults(&self) -> Vec<FieldError> {
        let mut faults = vec![];
        if self.classes.is_empty() {
            faults.push(FieldError::new("classes", FieldCode::Required));
        }
        if self.classes.len() > DataClass::ALL.len() {
            let most = DataClass::ALL.len() as i64;
            faults.push(FieldError::new("classes", FieldCode::TooMany).with("max", most));
        }
        if !Self::DAYS.contains(&self.retention_days) {
            let fault = FieldError::new("retention_days", FieldCode::OutOfRange);
            faults.push(fault.with("min", *Self::DAYS.start()).with("max", *Self::DAYS.end()));
        }
        if self.recipients.len() > Self::RECIPIENTS {
            let most = Self::RECIPIENTS as i64;
            faults.push(FieldError::new("recipients", FieldCode::TooMany).with("max", most));
        }
        // Consent to sensitive data has to be asked for alone.
        let sensitive = self.classes.contains(&DataClass::Sensitive);
        if self.basis == LegalBasis::Consent && sensitive && self.separate.is_none() {
            faults.push(FieldError::new("separate", FieldCode::Required));
        }
        faults
    }
}
