//! Types and pure rules.
mod assessment;
mod breach;
mod consent;
mod key;
mod provision;
mod purpose;
mod request;
mod surname;

pub use assessment::{
    Assessment, AssessmentFields, AssessmentId, AssessmentState, Risk, RiskLevel,
};
pub use breach::{BreachFields, BreachId, BreachNotice, BreachState, NoticeTo};
pub use consent::{Answer, Channel, DecisionId, Standing};
pub(crate) use consent::{ask_now, in_force};
pub use key::{MINORS, NOTICE, PurposeKey};
pub use provision::{ProvisionFields, ProvisionId, ProvisionKind};
pub use purpose::{DataClass, LegalBasis, OnWithdrawal, PurposeFields, Separate};
pub use request::{DataRequest, RequestId, RequestKind, RequestOutcome, RequestState};
pub(crate) use surname::surname;
