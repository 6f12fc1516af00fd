//! Feeds of iCalendar: what is held of a room, a center or a person, for the calendar programs of
//! whoever has the address. An address is a secret; whoever loses it gets another.
mod commands;
mod entries;
mod fold;
mod holding;
pub(crate) mod http;
mod ics;
mod model;
mod queries;
mod timezone;
mod token;

pub use commands::{EndFeed, EndMyFeed, MakeFeed, MakeMyFeed, RotateFeed};
pub(crate) use holding::Feeds;
pub use ics::{Ics, IcsEvent};
pub(crate) use model::FeedRow;
pub use model::{Feed, FeedId, FeedKind, FeedList, MadeFeed, NewFeed, OwnFeed};
pub use queries::{ListFeeds, ReadFeed, ShowMyFeed};
