//! Types and pure rules: no async, no database.
mod comparison;
mod coverage;
mod five;
mod ids;
mod network;
mod population;
mod question;
mod run;
mod scenario;

pub use comparison::{Comparing, Comparison, PlanOfComparison, SiteLoad};
pub use coverage::{
    AgeReach, CenterReach, Coverage, CoverageBand, Gap, LeftOut, LoadFlag, RegionReach,
};
pub use five::{EstateStation, Estates, Five, FiveKind, FiveSlot, FiveStatus, FiveStreet};
pub use ids::{NetworkId, PopulationId, RunId, ScenarioId};
pub use network::{Network, NetworkFacts, NetworkList, RemarkCount};
pub use population::{AgeGroup, Population, PopulationFacts, PopulationList};
pub use question::{CoveragePart, Moment, Question, Site, Walker};
pub(crate) use question::{refuse, sorted};
pub use run::{Marginal, Run, RunAnswer, RunList, RunState, Unit};
pub use scenario::{
    Aim, AimKind, ExportFormat, Scenario, ScenarioChange, ScenarioFields, ScenarioList,
};
