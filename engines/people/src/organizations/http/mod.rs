//! The endpoints.
mod contracts;
mod members;
mod mine;
mod organizations;

use lianxin_web::Routes;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

/// Nothing to say.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OrganizationRequest {}

/// Tells `null` from a field that is not there.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(d: D) -> Result<Option<T>, D::Error> {
    T::deserialize(d).map(Some)
}

pub(crate) fn routes() -> Routes {
    let all = [organizations::routes(), contracts::routes(), members::routes(), mine::routes()];
    all.into_iter().fold(Routes::new(), Routes::merge)
}
