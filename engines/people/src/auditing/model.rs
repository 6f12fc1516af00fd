use crate::model::PersonId;
use lianxin_kernel::{Purpose, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

/// Someone a line of the audit names.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuditPerson {
    pub person: PersonId,
    /// `null` when the record was erased.
    pub name: Option<String>,
}

/// One line of the audit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuditEntry {
    pub id: String,
    pub at: Timestamp,
    /// `null` for the program itself and for whoever was not signed in.
    pub who: Option<AuditPerson>,
    /// In whose name.
    pub behalf: Option<AuditPerson>,
    /// `person`, or the part of the program.
    pub actor: String,
    /// The name of the command or query: `people.find_people`.
    pub what: String,
    pub target: Option<String>,
    pub purpose: Option<Purpose>,
    /// What was noted besides: `outcome`, `own_household`.
    #[schema(value_type = Object)]
    pub notes: serde_json::Value,
    /// The request in the log.
    pub request: Option<String>,
}

/// How far the chain of the audit has come.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuditChain {
    /// The number of the last link.
    pub links: i64,
    /// Lines that get their place in a moment.
    pub waiting: i64,
    /// The hash of the last link, in hex: noted elsewhere, it shows later that nothing was taken back.
    pub last_hash: Option<String>,
}
