//! How staff prove who they are: second factors, passkeys, an authority's own sign-in; sessions.
mod http;

pub(crate) use http::routes;
