//! The accounts of staff: who signs in by login, when they last did, and what keeps them out.
//!
//! An account is shown to who answers for a place it was given something at; one that was given
//! nothing, and one that was ended, at the home center.
mod http;
mod model;
pub(crate) mod permissions;
mod queries;
mod store;

pub(crate) use http::routes;
pub use model::{StaffLine, StaffState};
pub use queries::ListStaff;
