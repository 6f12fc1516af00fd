//! The endpoints.
mod desk;
mod me;
mod sign_in;

use lianxin_web::Routes;

pub fn routes() -> Routes {
    sign_in::routes().merge(me::routes()).merge(desk::routes())
}
