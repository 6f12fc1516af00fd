use super::{DataClass, PurposeKey};
use lianxin_kernel::{Date, FieldCode, FieldError, Line, Note, id, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

id!(ProvisionId, "prv");

words! {
    /// In which way someone else gets data (PIPL Art. 20, 21, 23).
    pub enum ProvisionKind {
        /// Works with it for the handler, by a contract.
        Entrusted = "entrusted",
        /// Gets it for purposes of its own.
        Provided = "provided",
        /// Decides together with the handler.
        Joint = "joint",
    }
}

/// Who gets what for what, by which contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProvisionFields {
    pub kind: ProvisionKind,
    pub purpose: PurposeKey,
    pub receiver: Line<120>,
    /// How the receiver is reached.
    pub contact: Line<120>,
    pub classes: Vec<DataClass>,
    /// Number or title of the contract.
    pub contract: Line<120>,
    /// In what way it is handed over and protected.
    pub manner: Note<1000>,
    pub from: Date,
    pub until: Option<Date>,
}

impl ProvisionFields {
    pub(crate) fn faults(&self) -> Vec<FieldError> {
        let mut faults = vec![];
        if self.classes.is_empty() {
            faults.push(FieldError::new("classes", FieldCode::Required));
        }
        if self.classes.len() > DataClass::ALL.len() {
            faults.push(FieldError::new("classes", FieldCode::TooMany).with("max", 4));
        }
        if self.until.is_some_and(|until| until < self.from) {
            faults.push(FieldError::new("until", FieldCode::BeforeStart));
        }
        faults
    }
}
