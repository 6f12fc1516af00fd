use lianxin_kernel::{AnyId, Language, Timestamp, id, words};
use lianxin_places::{CenterId, RoomId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

id!(FeedId, "fed");

words! {
    /// What a feed is about.
    pub enum FeedKind { Room = "room", Center = "center", Person = "person" }
}

/// A feed that can be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Feed {
    pub id: FeedId,
    /// `null` for one's own.
    pub center: Option<CenterId>,
    /// `null`: the whole center.
    pub room: Option<RoomId>,
    /// Of the words in it.
    pub language: Language,
    pub made_at: Timestamp,
    /// When it got its present address, if not at first.
    pub rotated_at: Option<Timestamp>,
}

/// A feed with its address, which is told this once.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct MadeFeed {
    #[serde(flatten)]
    pub feed: Feed,
    /// Where it is read, below the address of this installation.
    pub path: String,
}

/// What a feed shall be about.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFeed {
    pub center: CenterId,
    /// `null`: the whole center.
    #[serde(default)]
    pub room: Option<RoomId>,
    #[serde(default)]
    pub language: Language,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FeedList {
    pub items: Vec<Feed>,
}

/// One's own feed.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct OwnFeed {
    /// `null`: there is none.
    pub feed: Option<Feed>,
}

/// A feed as it is kept.
pub(crate) struct FeedRow {
    pub feed: Feed,
    pub kind: FeedKind,
    pub about: AnyId,
    pub token_hash: Vec<u8>,
    pub ended_at: Option<Timestamp>,
}
