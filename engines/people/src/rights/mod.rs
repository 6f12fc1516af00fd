//! Roles as data and where they are given.
mod http;

pub(crate) use http::routes;
