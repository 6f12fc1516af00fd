//! The endpoints.
mod acting;
mod children;
mod desk_family;
mod desk_person;
mod desk_standings;
mod me;
mod paper;

use lianxin_web::Routes;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

/// Something was made.
#[derive(Serialize, ToSchema)]
struct MadeDelegate {
    id: crate::families::model::DelegateId,
}

/// Tells `null` from a field that is not there.
pub(crate) fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    d: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(d).map(Some)
}

pub(crate) fn routes() -> Routes {
    let parts = [
        acting::routes(),
        children::routes(),
        desk_family::routes(),
        desk_person::routes(),
        desk_standings::routes(),
        me::routes(),
        paper::routes(),
    ];
    parts.into_iter().fold(Routes::new(), Routes::merge)
}
