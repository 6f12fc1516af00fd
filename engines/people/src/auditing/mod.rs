//! Reading the audit of a district: who did or looked at what, when, for what.
mod http;
mod model;
pub(crate) mod permissions;
mod queries;

pub(crate) use http::routes;
