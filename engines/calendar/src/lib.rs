//! Who or what is busy when: rooms, equipment and people in one structure; halls and their halves,
//! setting up and cleaning, hours, closings, staff blockings.
//!
//! Here: holding, moving, giving back ([`occupy`], [`occupy_all`], [`move_to`], [`release`],
//! [`shorten`]), whether that may be ([`may_occupy`]), what is held, the weekly index, arranging
//! rooms, equipment, the search for free time ([`free`]), the reconciler, HTTP.
//! Not here: who asked, why, and by which rules of their own.
//!
//! Changes are functions called inside the caller's transaction ([`lianxin_kernel::Write`]). They are
//! right at any isolation: each takes the row of the ground first, and the key of the quarter hours
//! decides.
mod against;
pub mod any_id;
pub mod commands;
mod events;
pub mod feeds;
pub mod free;
mod ground;
mod holding;
mod http;
mod model;
mod occupying;
pub mod permissions;
pub mod queries;
mod reads;
mod reasons;
mod record;
mod series;
mod standing;
mod store;
mod using;
mod utilization;
mod verify;
mod weekly;

pub use against::{in_the_way, may_occupy};
pub use events::{Change, ClosedOver, OccupancyChanged};
pub use http::routes;
pub use model::{
    ClosingId, Kind, Occupancy, OccupancyId, Resource, ResourceKind, RoomSetting, SeriesId, Span,
    State, Week, WeekBits, WeekNo, Wish,
};
pub use model::{Item, ItemFacts, ItemId, ItemKind};
pub use occupying::{Move, move_to, occupy, occupy_all, release, release_of, shorten};
pub use reads::{
    held_by, item, items_of, occupancies, occupancies_at, occupancies_of, occupancy, weeks,
};
pub use record::{Closed, Closing, ClosingList, ItemList, OccupancyList};
pub use series::{
    Holidays, NewSeries, Outlook, Series, SeriesDate, SeriesOutcome, SeriesRule, end_series,
    occupy_series, preview_series, retry_series, series,
};
pub use standing::{RoomStanding, RoomState, standings};
pub use using::{UsableDay, closings, hold, hold_all, setting, usable_days};
pub use utilization::{HeatCell, HeldMinutes, RoomUtilization, Utilization};
pub use verify::verify;

use lianxin_kernel::Module;
use lianxin_places::CenterId;

pub const MODULE: Module = Module {
    name: "calendar",
    migrations: lianxin_db::migrations!("calendar", "0001_calendar.sql", "0002_item_room.sql"),
    permissions: &permissions::ALL,
    holdings: &[&holding::Persons, &feeds::Feeds],
    checks: &[verify::CHECK],
    ..Module::EMPTY
};

/// The lane in which commands that hold rooms of a center share commits. For speed only.
pub fn lane(center: CenterId) -> String {
    format!("calendar {center}")
}
