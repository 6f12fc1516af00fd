//! Every question about places; all of them are open to anyone.
mod centers;
mod filter;
mod find;
mod map;
mod regions;
mod rooms;

pub use centers::{ListCenters, ShowCenter};
pub use filter::CenterFilter;
pub(crate) use find::{FindCenter, FindRegion, FindRooms};
pub use map::ShowMap;
pub use regions::{ListRegions, RegionList, ShowRegion};
pub use rooms::{ListRooms, RoomList, ShowHours};
