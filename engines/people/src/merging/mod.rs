//! Two records of one person, and the way back.
mod http;

pub(crate) use http::routes;
