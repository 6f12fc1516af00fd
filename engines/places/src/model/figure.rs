use super::RoughDate;
use crate::Key;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

lianxin_kernel::words! {
    /// How a published number is meant: just this, more than this, or roughly this.
    pub enum Precision { Exact = "exact", Over = "over", About = "about" }
}

/// One published number of a region, as it stood at one time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RegionFigure {
    /// `regional_centers_planned`
    pub key: Key,
    /// `None`: the source does not say when.
    pub as_of: Option<RoughDate>,
    pub value: f64,
    /// `m2`, `CNY`, `percent`, `min`; `None` for a count.
    pub unit: Option<String>,
    /// The document or row it stands in.
    pub source: Option<String>,
}

/// One published total of a center.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CenterFigure {
    /// `total_visits`
    pub key: Key,
    pub value: f64,
    pub about: Precision,
    pub as_of: Option<RoughDate>,
    /// What time it sums up: `half_year`, `month`; `None` for all until then.
    pub period: Option<String>,
}
