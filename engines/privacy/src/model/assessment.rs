use super::PurposeKey;
use lianxin_kernel::{Date, FieldCode, FieldError, Line, Note, Timestamp, id, words};
use lianxin_people::PersonId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

id!(AssessmentId, "dpa");

words! {
    pub enum AssessmentState {
        Draft = "draft",
        Submitted = "submitted",
        Approved = "approved",
        Rejected = "rejected",
    }
}

words! {
    pub enum RiskLevel { Low = "low", Medium = "medium", High = "high" }
}

/// One thing that could go wrong, and what is done against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    pub what: Note<500>,
    /// Before the measures.
    pub level: RiskLevel,
    pub measures: Note<1000>,
    /// What is left with them.
    pub remaining: RiskLevel,
}

/// What an assessment of the impact on persons says (PIPL Art. 56).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessmentFields {
    pub subject: Line<120>,
    /// 1 to 20.
    pub purposes: Vec<PurposeKey>,
    /// Why it is lawful, fair and necessary, and the way it is done.
    pub necessity: Note<2000>,
    /// 1 to 50.
    pub risks: Vec<Risk>,
    /// What the author proposes to do.
    pub decision: Note<1000>,
    pub next_review: Date,
}

impl AssessmentFields {
    pub(crate) fn faults(&self, today: Date) -> Vec<FieldError> {
        let mut faults = vec![];
        let mut count = |field: &str, n: usize, most: usize| {
            if n == 0 {
                faults.push(FieldError::new(field, FieldCode::Required));
            } else if n > most {
                let fault = FieldError::new(field, FieldCode::TooMany);
                faults.push(fault.with("max", most as i64));
            }
        };
        count("purposes", self.purposes.len(), 20);
        count("risks", self.risks.len(), 50);
        if self.next_review <= today {
            faults.push(FieldError::new("next_review", FieldCode::InPast));
        }
        faults
    }
}

/// One assessment as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    pub id: AssessmentId,
    pub place: lianxin_kernel::AnyId,
    pub state: AssessmentState,
    pub fields: AssessmentFields,
    pub version: i64,
    pub author: PersonId,
    pub created_at: Timestamp,
    pub reviewer: Option<PersonId>,
    pub reviewed_at: Option<Timestamp>,
    pub review_note: Option<String>,
}
