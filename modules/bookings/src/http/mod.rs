//! The operations of this module.
mod desk;
mod figures;
mod loans;
mod resident;
mod series;

use lianxin_web::Routes;

pub fn routes() -> Routes {
    let rooms = resident::routes().merge(desk::routes()).merge(series::routes());
    let rooms = rooms.merge(figures::routes()).merge(loans::routes());
    rooms.merge(crate::rounds::http::routes())
}
