//! The endpoints.
use lianxin_web::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
}
