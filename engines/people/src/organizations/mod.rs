//! Organizations and who acts for them.
mod http;

pub(crate) use http::routes;
