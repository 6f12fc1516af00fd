//! One file for each change.
mod add_network;
mod add_population;
mod begin_run;
mod cancel_run;
mod delete_network;
mod delete_population;
mod delete_scenario;
mod end_run;
mod put_scenario;
mod start_run;
mod tell_run;

pub use add_network::AddNetwork;
pub use add_population::AddPopulation;
pub use begin_run::{BeginRun, BegunRun};
pub use cancel_run::CancelRun;
pub use delete_network::DeleteNetwork;
pub use delete_population::DeletePopulation;
pub use delete_scenario::DeleteScenario;
pub use end_run::{EndRun, Ending};
pub use put_scenario::{AddScenario, ChangeScenario};
pub use start_run::StartRun;
pub use tell_run::TellRun;
