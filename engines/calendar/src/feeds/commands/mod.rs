mod center;
mod own;

pub use center::{EndFeed, MakeFeed, RotateFeed};
pub use own::{EndMyFeed, MakeMyFeed};
pub(crate) use own::{mine, own};
