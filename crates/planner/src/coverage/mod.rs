//! Who is covered, who is not, and what a plan changes.
//!
//! People are counted at their homes, by the cost of the walk along the streets. Areas are drawn for the
//! eye only: nobody is counted by them.
mod areas;
mod compare;
mod contour;
mod cover;
mod equity;
mod five;
mod gaps;
mod opening;
mod register;
mod settled;
mod site;

pub use areas::{AreaBand, Detail, areas, geojson};
pub use compare::{Compared, Comparison, Plan, compare};
pub use contour::Polygon;
pub use cover::{Band, Coverage, RegionCoverage, SiteCoverage, cover};
pub use equity::Equity;
pub use five::{Facility, FiveInOne, Slot, SlotKind, SlotStatus, five_in_one};
pub use gaps::{Gap, GapRule, Gaps, NamedPlace, gaps};
pub use opening::Opening;
pub use register::{
    Catchment, Estate, EstateShare, Planned, Register, RegisterLine, estates, register,
};
pub use settled::{Ground, LeftOut, Settled};
pub use site::{LoadFlag, LoadLimits, Site};
