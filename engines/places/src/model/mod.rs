//! Types and pure rules: no async, no database.
mod center;
mod check;
mod figure;
mod fold;
mod geo;
mod holiday;
mod hours;
mod ids;
mod kept;
mod key;
mod open;
#[cfg(test)]
mod open_tests;
mod region;
mod room;
mod room_tree;
mod rough_date;
mod view;

pub use center::{Catchment, CenterFacts, Level, Published, SisterFacility, Status, StatusSince};
pub(crate) use check::Checks;
pub use figure::{CenterFigure, Precision, RegionFigure};
pub use fold::{fold, matches};
pub use geo::{Point, check_outline, check_path, meters};
pub use holiday::HolidayDay;
pub use hours::{Exception, HolidayHours, HolidayRule, Hours, OpenSpan, Period, WeekSpan};
pub use ids::{CenterId, ExceptionId, RegionId, RoomId};
pub use kept::{KeptPart, KeptUp};
pub use key::Key;
pub use open::{DayHours, OpenState, Openness, day_hours, open_state};
pub use region::{Changed, FeatureKind, MapFeature, PlaceKind, Put, RegionFacts, RegionKind};
pub use room::{RoomFacts, RoomKind, ZoneClass};
pub use room_tree::RoomTree;
pub(crate) use room_tree::TreeFault;
pub use rough_date::RoughDate;
pub use view::{
    BuildOut, Center, CenterCard, CenterRef, CenterSpot, FigureAt, MapCollection, MapPiece,
    PlaceRef, PublishedFigure, Region, RegionSummary, Room, RoomRef,
};
