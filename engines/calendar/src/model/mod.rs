//! Types and pure rules: no async, no database.
mod hours;
mod item;
mod occupancy;
mod setting;
mod span;
mod week;

pub(crate) use hours::{outside, with_self_service};
pub use item::{Item, ItemFacts, ItemId, ItemKind};
pub use occupancy::{
    ClosingId, Occupancy, OccupancyId, OccupancyKind as Kind, OccupancyState as State, Resource,
    ResourceKind, SeriesId, Wish,
};
pub use setting::RoomSetting;
pub use span::Span;
pub(crate) use span::quarter_of;
pub use week::{Week, WeekBits, WeekNo};
