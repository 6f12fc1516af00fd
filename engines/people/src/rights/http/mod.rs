//! The endpoints.
mod grants;
mod roles;
mod why;

use lianxin_web::Routes;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

/// Nothing to say.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RightsRequest {}

/// Tells `null` from a field that is not there.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(d: D) -> Result<Option<T>, D::Error> {
    T::deserialize(d).map(Some)
}

pub(crate) fn routes() -> Routes {
    Routes::new().merge(grants::routes()).merge(roles::routes()).merge(why::routes())
}
