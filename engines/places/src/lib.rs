//! Where things are: the tree of regions, the centers in it, their rooms and opening hours, and the
//! statutory holidays.
//!
//! Here: [`center`], [`room`], [`room_tree`], [`place`], [`centers_below`], [`open_spans`],
//! [`calendar`] for other parts, called inside their transaction, and of many centers at once
//! [`center_spots`], [`rooms_of`], [`open_spans_of`], [`kept_up`]; the commands; the import of a network file; the HTTP
//! routes of places. Not here: who is busy when, who works where, anything that happens at a center.
mod arranging;
mod at_once;
pub mod commands;
mod http;
pub mod import;
mod lookup;
mod model;
mod offers;
pub mod permissions;
pub mod queries;
mod store;

pub use arranging::{room_parts, room_tree, set_part_of};
pub use at_once::{center_names, center_spots, kept_up, open_spans_of, rooms_of};
pub use http::routes;
pub use lookup::{
    calendar, center, center_ids_below, centers_below, centers_near, open_spans, place, room,
    rooms, upper_path,
};
pub use model::*;
pub use offers::{CenterOffer, hours_on, offers, regions_below};

use lianxin_db::Migration;
use lianxin_kernel::Module;

pub const MIGRATIONS: &[Migration] =
    lianxin_db::migrations!("places", "0001_places.sql", "0002_kept.sql");

/// The tables of this crate that carry no district: all of them, each small and the same everywhere.
pub const REFERENCE_TABLES: &[&str] = &[
    "places_ground",
    "places_region",
    "places_region_figure",
    "places_center",
    "places_center_status",
    "places_center_figure",
    "places_room",
    "places_hours_period",
    "places_hours_exception",
    "places_holiday_year",
    "places_holiday",
    "places_feature",
    "places_kept",
];

pub const MODULE: Module = Module {
    name: "places",
    migrations: MIGRATIONS,
    reference_tables: REFERENCE_TABLES,
    permissions: &permissions::ALL,
    ..Module::EMPTY
};
