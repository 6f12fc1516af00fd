//! The operations of season rounds.
mod club;
mod desk;

use lianxin_web::Routes;

pub fn routes() -> Routes {
    desk::routes().merge(club::routes())
}
