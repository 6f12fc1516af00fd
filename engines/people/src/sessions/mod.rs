//! Who is signed in where: what is kept of a sign-in, what ends it, what is guessed at and waits.
mod commands;
mod guard;
mod http;
mod model;
pub(crate) mod permissions;
mod queries;
mod steps;

pub use commands::{EndOtherSignIns, EndSignIn, EndSignInsOf, Ended};
pub(crate) use guard::{Guard, Rule, not_locked};
pub(crate) use http::{Here, routes};
pub use model::{Browser, KioskId, Origin, SignInWay, System, WaitsFor};
pub use queries::{ListSignIns, ShowSignIn, SignInShown, SignInState};
pub(crate) use steps::{NewSignIn, here, look_here, open_sign_in, renew_token};
