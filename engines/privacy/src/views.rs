//! The shapes of answers.
use crate::model::*;
use crate::store::breach::BreachRow;
use crate::store::purpose::{PurposeRow, TextRow};
use crate::store::register::ProvisionRow;
use crate::store::retention::RunRow;
use lianxin_kernel::{Date, Names, Role, Timestamp};
use lianxin_people::PersonId;
use serde::Serialize;
use utoipa::ToSchema;

/// A purpose of the register.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PurposeView {
    pub key: PurposeKey,
    pub version: i64,
    pub changed_at: Timestamp,
    #[serde(flatten)]
    pub fields: PurposeFields,
    /// The number of the text people read now.
    pub text_version: Option<i64>,
}

impl PurposeView {
    pub(crate) fn of(row: PurposeRow, text_version: Option<i64>) -> Self {
        let PurposeRow { key, version, fields, changed_at } = row;
        Self { key, version, changed_at, fields, text_version }
    }
}

/// A text people read before they decide.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PrivacyText {
    pub subject: PurposeKey,
    pub version: i64,
    pub title: Names,
    pub body: Names,
    pub published_at: Timestamp,
}

impl From<TextRow> for PrivacyText {
    fn from(row: TextRow) -> Self {
        let TextRow { subject, version, title, body, published_at, .. } = row;
        Self { subject, version, title, body, published_at }
    }
}

/// Where a person stands with a purpose that asks for consent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConsentView {
    pub purpose: PurposeKey,
    pub name: Names,
    /// Why it is asked for alone.
    pub separate: Option<Separate>,
    /// The text that counts now.
    pub text: Option<PrivacyText>,
    /// Whether it holds.
    pub holds: bool,
    /// Whether to ask now, once; else it waits until the person looks.
    pub ask: bool,
    pub answer: Option<Answer>,
    pub answered_version: Option<i64>,
    pub answered_at: Option<Timestamp>,
    pub channel: Option<Channel>,
    /// The surname of the member of staff who heard it.
    pub witness: Option<String>,
    /// The name of the guardian who said it.
    pub guardian: Option<String>,
}

/// What a withdrawal would do.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WithdrawalEffect {
    pub purpose: PurposeKey,
    pub stops: Names,
    /// What becomes of what is held.
    pub then: OnWithdrawal,
    pub held: Vec<HeldCount>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HeldNumber)]
pub struct HeldCount {
    /// `activities.feedback`
    pub holding: String,
    pub rows: i64,
}

/// Everything held about a person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeldData {
    /// `lianxin.my-data/1`
    pub format: &'static str,
    pub person: PersonId,
    pub at: Timestamp,
    pub parts: Vec<HeldPart>,
}

/// What is held for one purpose.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeldPart {
    pub purpose: String,
    /// `None` for what no purpose of the register stands for.
    pub name: Option<Names>,
    pub basis: Option<LegalBasis>,
    pub classes: Vec<DataClass>,
    pub retention_days: Option<i64>,
    pub recipients: Vec<Names>,
    pub holdings: Vec<HeldRows>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeldRows {
    pub holding: String,
    /// Each as its part of the program shows it.
    #[schema(value_type = Vec<Object>)]
    pub rows: Vec<serde_json::Value>,
}

/// A request about one's data, as its person sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DataRequestView {
    pub id: RequestId,
    pub number: String,
    pub kind: RequestKind,
    pub state: RequestState,
    pub channel: Channel,
    pub heir: bool,
    pub wish: Option<String>,
    pub received_at: Timestamp,
    /// The last day of the answer.
    pub due_on: Date,
    pub provisional: bool,
    pub outcome: Option<RequestOutcome>,
    pub answered_at: Option<Timestamp>,
    pub answer: Option<String>,
    pub reason: Option<String>,
    pub law: Option<String>,
    /// When an erasure that was granted will be done.
    pub carry_out_at: Option<Timestamp>,
    pub done_at: Option<Timestamp>,
    pub can_withdraw: bool,
}

impl From<DataRequest> for DataRequestView {
    fn from(r: DataRequest) -> Self {
        let can_withdraw = !r.heir && (r.state.is_open() || r.is_to_be_done());
        Self {
            id: r.id,
            number: r.number,
            kind: r.kind,
            state: r.state,
            channel: r.channel,
            heir: r.heir,
            wish: r.wish,
            received_at: r.received_at,
            due_on: r.due_on,
            provisional: r.provisional,
            outcome: r.outcome,
            answered_at: r.answered_at,
            answer: r.answer,
            reason: r.reason,
            law: r.law,
            carry_out_at: r.carry_out_at,
            done_at: r.done_at,
            can_withdraw,
        }
    }
}

/// A request as staff see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeskDataRequest {
    #[serde(flatten)]
    pub request: DataRequestView,
    pub person: PersonId,
    /// `None` when the account was ended.
    pub name: Option<String>,
    pub relation: Option<String>,
    pub relative: Option<String>,
    pub evidence: Option<String>,
    pub taken_by: Option<String>,
    /// Open after its day.
    pub late: bool,
    /// Whether whoever asks may answer it; not their own.
    pub may_answer: bool,
}

/// One look at a person's record, or one change of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LookView {
    pub at: Timestamp,
    /// The name of the act, `people.find_people`.
    pub what: String,
    pub words: Names,
    /// What it was for, as was stated.
    pub purpose: Option<String>,
    /// The surname of the member of staff.
    pub who: Option<String>,
    /// What they are now, and where.
    #[schema(value_type = Option<String>)]
    pub role: Option<Role>,
    pub place: Option<Names>,
    /// The person themself.
    pub oneself: bool,
    /// On behalf of the person.
    pub on_behalf: bool,
}

/// What a run of the retention did.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RetentionRun {
    pub at: Timestamp,
    pub holding: String,
    pub purpose: String,
    /// What ended before was made anonymous.
    pub ended_before: Timestamp,
    pub changed: i64,
}

impl From<RunRow> for RetentionRun {
    fn from(row: RunRow) -> Self {
        let RunRow { at, holding, purpose, ended_before, changed, .. } = row;
        Self { at, holding, purpose, ended_before, changed }
    }
}

/// An assessment of the impact on persons.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssessmentView {
    pub id: AssessmentId,
    pub state: AssessmentState,
    pub version: i64,
    #[serde(flatten)]
    pub fields: AssessmentFields,
    pub author: Option<String>,
    pub created_at: Timestamp,
    pub reviewer: Option<String>,
    pub reviewed_at: Option<Timestamp>,
    pub review_note: Option<String>,
}

/// A breach, as far as is known.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BreachView {
    pub id: BreachId,
    pub number: String,
    pub state: BreachState,
    pub version: i64,
    pub found_at: Timestamp,
    #[serde(flatten)]
    pub fields: BreachFields,
    pub recorded_at: Timestamp,
    pub authority_told_at: Option<Timestamp>,
    pub authority_how: Option<String>,
    pub persons_told_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    /// Persons listed, and how many of them were told.
    pub listed: i64,
    pub told: i64,
    /// The two notices in three languages; only where one breach is shown.
    pub notices: Vec<BreachNotice>,
}

impl BreachView {
    pub(crate) fn of(row: BreachRow, counts: (i64, i64), notices: Vec<BreachNotice>) -> Self {
        Self {
            id: row.id,
            number: row.number,
            state: row.state,
            version: row.version,
            found_at: row.found_at,
            fields: row.fields,
            recorded_at: row.recorded_at,
            authority_told_at: row.authority_told_at,
            authority_how: row.authority_how,
            persons_told_at: row.persons_told_at,
            closed_at: row.closed_at,
            listed: counts.0,
            told: counts.1,
            notices,
        }
    }
}

/// Someone whose data a breach concerns.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConcernedView {
    pub person: PersonId,
    pub name: Option<String>,
    pub told_at: Option<Timestamp>,
}

/// Who else gets data.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProvisionView {
    pub id: ProvisionId,
    #[serde(flatten)]
    pub fields: ProvisionFields,
    pub recorded_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

impl From<ProvisionRow> for ProvisionView {
    fn from(row: ProvisionRow) -> Self {
        let ProvisionRow { id, fields, recorded_at, ended_at, .. } = row;
        Self { id, fields, recorded_at, ended_at }
    }
}
