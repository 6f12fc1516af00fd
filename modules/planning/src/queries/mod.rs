//! Every question about the plan of a district.
mod asked;
mod bytes;
mod five;
mod lists;
mod rights;
mod runs;
mod scenarios;

pub use asked::{AskPlan, Asked, CenterToday};
pub use bytes::{NetworkBytes, PopulationBytes};
pub use five::{ShowEstates, ShowFive};
pub use lists::{ListNetworks, ListPopulations, ShowNetwork, ShowPopulation};
pub use rights::{HomeDistrict, MayPlan};
pub use runs::{ListRuns, ShowRun, WantsRun};
pub use scenarios::{ListScenarios, ShowScenario};
