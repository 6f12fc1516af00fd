//! What is asked about the calendar.
mod desk;
mod find_rooms;
mod list_items;
mod preview_closing;
mod show_utilization;
mod verify;

pub use desk::{ListClosings, ListOccupancies, ShowSetting};
pub use find_rooms::FindRooms;
pub use list_items::ListItems;
pub use preview_closing::PreviewClosing;
pub use show_utilization::ShowUtilization;
pub(crate) use verify::Verify;
