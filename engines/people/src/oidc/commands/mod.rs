//! Changes on the way through an authority, and to whom its subjects mean.
mod link;
mod sign_in;
mod wait;

pub use link::{LinkSubject, UnlinkSubject};
pub use sign_in::AuthoritySignIn;
pub(super) use sign_in::{SignInByAuthority, Subject};
pub(super) use wait::{BeginAuthority, TakeAuthority, Waiting};
