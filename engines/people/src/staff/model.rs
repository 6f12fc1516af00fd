use crate::model::PersonId;
use lianxin_kernel::{Role, Timestamp, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

words! {
    /// Whether an account of staff can be signed in to.
    pub enum StaffState {
        Active = "active",
        /// After too many wrong tries, until a moment.
        Locked = "locked",
        Ended = "ended",
    }
}

/// An account of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StaffLine {
    pub person: PersonId,
    pub name: String,
    /// Of an account that was ended it is free again, and not known.
    pub login: Option<String>,
    pub state: StaffState,
    pub locked_until: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    /// When one last signed in as staff.
    pub signed_in_at: Option<Timestamp>,
    /// Whether an app or a passkey proves who it is.
    pub second_factor: bool,
    /// Each role that was given to them there or below and is not over, once.
    pub roles: Vec<Role>,
}
