//! How much rooms are used: quarter hours held of those they were open.
mod count;
mod find;
mod opened;
mod report;

pub(crate) use find::utilization;
pub use report::{HeatCell, HeldMinutes, RoomUtilization, Utilization};
