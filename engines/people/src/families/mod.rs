//! Who belongs to whom: households, guardians, pick-up persons, delegates; residency; what someone is in life.
mod http;

pub(crate) use http::routes;
