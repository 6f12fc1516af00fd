use super::question::{check_minutes, refuse};
use super::{CoverageBand, Moment, NetworkId, PopulationId, ScenarioId, Walker};
use lianxin_kernel::{FieldCode, FieldError, Line, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Plans to lay beside today, all asked the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Comparing {
    pub network: NetworkId,
    pub population: PopulationId,
    pub profile: Walker,
    #[schema(min_items = 1, max_items = 6)]
    pub minutes: Vec<u32>,
    #[serde(default)]
    pub at: Option<Moment>,
    #[serde(default)]
    pub service: Option<Line<60>>,
    #[schema(max_items = 3)]
    pub scenarios: Vec<ScenarioId>,
}

/// Today, then the plans in the order asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Comparison {
    pub plans: Vec<PlanOfComparison>,
}

/// What a plan changes against today.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PlanOfComparison {
    /// `null`: today.
    pub scenario: Option<ScenarioId>,
    /// `null`: today.
    pub name: Option<String>,
    pub bands: Vec<CoverageBand>,
    /// Within the largest number of minutes, more than today; less is negative.
    pub people_gained: i64,
    pub elders_gained: i64,
    pub mean_minutes: Option<f64>,
    /// Person-minutes of walking less than today, over those who had a center within an hour before.
    pub minutes_saved: f64,
    pub centers: Vec<SiteLoad>,
    /// Of the sites that are built, in fen; `null` when one has no cost.
    pub cost: Option<i64>,
    /// Fen for each person gained; `null` without a cost or a gain.
    pub cost_per_person: Option<f64>,
}

/// How many people have no nearer center.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SiteLoad {
    pub key: String,
    pub name: String,
    pub site: bool,
    pub load: u64,
}

impl Comparing {
    pub fn check(&self) -> Result<()> {
        let mut wrong = check_minutes(&self.minutes);
        if self.scenarios.len() > 3 {
            wrong.push(FieldError::new("scenarios", FieldCode::TooMany).with("max", 3));
        }
        refuse(wrong)
    }
}
