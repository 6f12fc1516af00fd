//! The endpoints.
mod own;
mod passkeys;
mod prove;

use lianxin_web::Routes;

pub(crate) fn routes() -> Routes {
    own::routes().merge(passkeys::routes()).merge(prove::routes())
}
