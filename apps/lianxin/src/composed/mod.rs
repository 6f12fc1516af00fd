//! Answers that join what several parts know.
mod about;
mod complete;
mod counts;
mod desk_centers;

pub use about::{MainRegion, about};
pub use complete::{Part, complete, describe, layer};

use lianxin_web::{Routes, routes};

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(about::show_about))
        .routes(routes!(desk_centers::list_desk_centers))
}
