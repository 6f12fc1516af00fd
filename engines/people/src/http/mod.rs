//! The endpoints.
mod desk;
mod me;
mod sign_in;

pub(crate) use sign_in::{SignedInAs, signed_in};

use lianxin_web::Routes;

pub fn routes() -> Routes {
    let own = sign_in::routes().merge(me::routes()).merge(desk::routes());
    let features = [
        crate::auditing::routes(),
        crate::factors::routes(),
        crate::families::routes(),
        crate::finding::routes(),
        crate::intake::routes(),
        crate::merging::routes(),
        crate::organizations::routes(),
        crate::rights::routes(),
    ];
    features.into_iter().fold(own, Routes::merge)
}
