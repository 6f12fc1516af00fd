use super::OrganizationId;
use crate::place::CenterId;
use crate::rights::Modules;
use lianxin_kernel::{AnyId, Date, Line, Timestamp, id};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

id!(ContractId, "con");

/// What an operator runs, from a day to a day, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Contract {
    pub contract: ContractId,
    pub organization: OrganizationId,
    pub from: Date,
    pub until: Date,
    /// The last day, when it was ended before `until`.
    pub ended_on: Option<Date>,
    pub centers: Vec<CenterId>,
    /// `null`: all modules.
    pub modules: Option<Modules>,
    /// As it stands on paper.
    pub number: Option<Line<80>>,
    pub agreed_at: Timestamp,
    #[serde(skip)]
    pub agreed_by: Option<AnyId>,
}

impl Contract {
    pub fn last_day(&self) -> Date {
        self.ended_on.map_or(self.until, |ended| ended.min(self.until))
    }

    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.last_day()
    }
}
