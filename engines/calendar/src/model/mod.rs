//! Types and pure rules: no async, no database.
mod hours;
mod occupancy;
mod setting;
mod span;
mod week;

pub(crate) use hours::outside;
pub use occupancy::{
    ClosingId, Occupancy, OccupancyId, OccupancyKind as Kind, OccupancyState as State, Resource,
    ResourceKind, SeriesId, Wish,
};
pub use setting::RoomSetting;
pub use span::Span;
pub(crate) use span::quarter_of;
pub use week::{Week, WeekBits, WeekNo};
