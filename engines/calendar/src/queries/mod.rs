//! What is asked about the calendar.
mod desk;
mod preview_closing;
mod verify;

pub use desk::{ListClosings, ListOccupancies, ShowSetting};
pub use preview_closing::PreviewClosing;
pub(crate) use verify::Verify;
