//! The sign-in of an authority (OpenID Connect): whom it means, and that it was it who said so.
//!
//! A subject is linked by an administrator, or once by the claim the settings name; roles are
//! granted here alone.
mod commands;
mod fetch;
mod flow;
mod http;
mod model;
mod provider;
mod queries;
pub(crate) mod store;

pub use commands::{AuthoritySignIn, LinkSubject, UnlinkSubject};
pub use fetch::{Fetch, FetchError, Fetcher, Fetching};
pub use flow::{Came, Started, come_back, start};
pub(crate) use http::routes;
pub use model::Provider;
pub use queries::{ListSubjects, SubjectShown};
