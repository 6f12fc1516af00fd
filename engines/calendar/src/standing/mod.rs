//! Where the rooms of a center stand at a moment: in use, free or closed, until when, and what comes.
mod find;
mod model;

pub use find::{RoomStanding, standings};
pub use model::RoomState;
