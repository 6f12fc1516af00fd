//! What is asked of this feature, by people and by other parts of the program.
mod delegates;
mod details;
mod guardians;
mod household;
mod public;
mod record;
mod residency;
mod standings;

pub(crate) use delegates::delegates_of;
pub use delegates::{ListActingFor, ListDelegates};
pub(crate) use details::open_details;
pub use details::{ShowDetails, ShowMyDetails};
pub use guardians::{ListChildren, ListGuardians, ListPickUps, ShowPickUpPhone};
pub(crate) use guardians::{children_of, guardians_of};
pub use household::ShowHousehold;
pub(crate) use household::household_of;
pub use public::{
    guardian_of, guardians, household_persons, may_take_home, needs_guardian_consent, residency,
    standings,
};
pub use record::{ShowRecord, ShowSensitiveRecord};
pub use residency::ShowResidency;
pub use standings::{ListSensitiveStandingsAt, ListStandings, ListStandingsAt};
