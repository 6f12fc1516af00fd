//! Taking over people from lists, with a preview.
mod http;

pub(crate) use http::routes;
