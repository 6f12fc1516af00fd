use crate::model::PersonId;
use lianxin_kernel::{Date, id};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

id!(PickUpId, "pku");

/// Someone who may take a child home, beside the guardians. They need no account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PickUpPerson {
    pub id: PickUpId,
    pub child: PersonId,
    pub name: String,
    /// What they are to the child, in the family's words.
    pub relation: Option<String>,
    /// `138****2071`
    pub phone_hint: Option<String>,
    /// The last day on which they may.
    pub until: Option<Date>,
}
