use super::commands::{mine, own};
use super::entries;
use super::model::{FeedList, OwnFeed};
use super::token::FeedToken;
use crate::permissions;
use crate::store;
use lianxin_kernel::{Found, Permission, Query, Read, Result, Scope, same};
use lianxin_places::{CenterId, CenterRef};

/// The feeds of a center and of its rooms that can be read, the latest first.
pub struct ListFeeds {
    pub center: CenterId,
}

impl Query for ListFeeds {
    const NAME: &'static str = "calendar.list_feeds";
    const NEEDS: Permission = permissions::FEEDS;
    type Target = CenterRef;
    type Out = FeedList;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, center: CenterRef) -> Result<FeedList> {
        let rows = store::feed::of_center(r.tx(), center.id).await?;
        Ok(FeedList { items: rows.into_iter().map(|row| row.feed).collect() })
    }
}

/// The text of the feed at an address. One that is wrong, one that was ended and one that never was
/// look the same.
pub struct ReadFeed {
    pub file: String,
}

impl Query for ReadFeed {
    const NAME: &'static str = "calendar.read_feed";
    const NEEDS: Permission = permissions::READ_FEED;
    type Target = Scope;
    type Out = String;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(r.app().district()))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<String> {
        let token = FeedToken::read(&self.file).found("feed")?;
        let row = store::feed::by_id(r.tx(), token.id).await?.found("feed")?;
        let right = same(&row.token_hash, &token.hash()) && row.ended_at.is_none();
        right.then_some(()).found("feed")?;
        entries::write(r, &row).await
    }
}

/// Says whether one has a feed; its address is not known here.
pub struct ShowMyFeed;

impl Query for ShowMyFeed {
    const NAME: &'static str = "calendar.show_my_feed";
    const NEEDS: Permission = permissions::OWN_FEED;
    type Target = Scope;
    type Out = OwnFeed;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own(r.person())
    }

    async fn run(&self, r: &mut Read<'_>, scope: Scope) -> Result<OwnFeed> {
        let row = store::feed::own(r.tx(), mine(&scope)?).await?;
        Ok(OwnFeed { feed: row.map(|row| row.feed) })
    }
}
