//! The operations of this module.
mod coverage;
mod ground;
mod scenarios;
mod upload;

use lianxin_kernel::{Act, Found, Result};
use lianxin_places::RegionId;
use lianxin_web::Routes;
use serde::Deserialize;
use utoipa::IntoParams;

pub fn routes() -> Routes {
    ground::routes().merge(coverage::routes()).merge(scenarios::routes())
}

/// Whose plan.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct District {
    /// The caller's own when not given.
    #[param(value_type = Option<String>)]
    district: Option<RegionId>,
}

/// The district asked for, else the caller's.
async fn district(act: &Act, asked: Option<RegionId>) -> Result<RegionId> {
    match asked {
        Some(region) => Ok(region),
        None => act.ask(crate::queries::HomeDistrict).await?.found("district of yours"),
    }
}
