//! What readers ask of season rounds.
mod club;
mod desk;
mod input;

pub use club::{ListMyRounds, ShowClubRound};
pub use desk::{ListRounds, ShowDeskRound};
pub use input::AskAllocation;
