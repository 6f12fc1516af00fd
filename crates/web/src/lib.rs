//! The HTTP edge: who calls, what they send, what they get back.
//!
//! Here: sessions, extractors, problem+json, OpenAPI assembly, limits, metrics, the page shell and
//! static files. Not here: any business word, any SQL.
mod address;
mod assets;
mod authority;
mod body;
mod caller;
mod cookie;
mod dialect;
mod edge;
mod openapi;
mod params;
mod problem;
mod reply;
mod server;
mod shared;
mod shell;
mod texts;
mod watch;

pub use address::{ClientAddress, PublicUrl, TrustProxy};
pub use assets::{Assets, Manifest};
pub use authority::{Authority, Authorized, Credentials};
pub use body::{Json, read_value};
pub use caller::{Caller, SignedIn, Wanted};
pub use cookie::{SESSION, SessionCookie, cookie};
pub use maud;
pub use openapi::{Api, api};
pub use params::{Params, Path, Path2};
pub use problem::{Problem, Problems};
pub use reply::{Created, Done, Reply, Svg};
pub use server::{Site, serve, site};
pub use shell::{Shell, StaticPage};
pub use texts::{Texts, act_words, texts};
pub use utoipa_axum::routes;

/// The routes of a module, each with its part of the OpenAPI document.
pub type Routes = utoipa_axum::router::OpenApiRouter<lianxin_kernel::App>;
