//! Finding a person in seconds.
mod http;

pub(crate) use http::routes;
