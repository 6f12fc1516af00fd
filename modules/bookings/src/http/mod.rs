//! The operations of this module.
mod desk;
mod loans;
mod resident;

use lianxin_web::Routes;

pub fn routes() -> Routes {
    resident::routes().merge(desk::routes()).merge(loans::routes())
}
