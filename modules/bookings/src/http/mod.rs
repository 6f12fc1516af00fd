//! The operations of this module.
mod desk;
mod loans;
mod resident;
mod series;

use lianxin_web::Routes;

pub fn routes() -> Routes {
    let rooms = resident::routes().merge(desk::routes()).merge(series::routes());
    rooms.merge(loans::routes()).merge(crate::rounds::http::routes())
}
