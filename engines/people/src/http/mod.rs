//! The endpoints.
mod desk;
mod me;
mod sign_in;

use lianxin_web::Routes;
pub use sign_in::SignedInIfAny;
pub(crate) use sign_in::{SignedInAs, session_cookie, signed_in};

pub fn routes() -> Routes {
    let own = sign_in::routes().merge(me::routes()).merge(desk::routes());
    let features = [
        crate::auditing::routes(),
        crate::correcting::routes(),
        crate::factors::routes(),
        crate::kiosks::routes(),
        crate::oidc::routes(),
        crate::sessions::routes(),
        crate::families::routes(),
        crate::finding::routes(),
        crate::intake::routes(),
        crate::merging::routes(),
        crate::organizations::routes(),
        crate::rights::routes(),
        crate::staff::routes(),
    ];
    features.into_iter().fold(own, Routes::merge)
}
