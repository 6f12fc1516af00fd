use crate::feeds::model::{Feed, FeedId, FeedKind, FeedRow, MadeFeed, NewFeed};
use crate::feeds::token::FeedToken;
use crate::permissions;
use crate::store;
use lianxin_kernel::{
    Command, Error, FieldCode, FieldError, Found, Permission, Read, Result, Scope, Scoped, Write,
};
use lianxin_places::CenterRef;
use serde::{Deserialize, Serialize};

/// So many of one room or one center can be read at a time.
const MOST_FEEDS: i64 = 20;

/// Makes a feed of a room or of a center. Its address is told this once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MakeFeed {
    #[serde(flatten)]
    pub feed: NewFeed,
}

impl Command for MakeFeed {
    const NAME: &'static str = "calendar.make_feed";
    const NEEDS: Permission = permissions::FEEDS;
    type Target = CenterRef;
    type Out = MadeFeed;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.feed.center).await?.found("center")
    }

    async fn run(&self, w: &mut Write<'_>, center: CenterRef) -> Result<MadeFeed> {
        let (kind, about) = match self.feed.room {
            None => (FeedKind::Center, center.id.0),
            Some(id) => {
                let room = lianxin_places::room(w.tx(), id).await?;
                if room.is_none_or(|room| room.center != center.id) {
                    return Err(Error::field("room", FieldCode::Unknown));
                }
                (FeedKind::Room, id.0)
            }
        };
        if store::feed::count(w.tx(), center.id, about).await? >= MOST_FEEDS {
            let field = if kind == FeedKind::Room { "room" } else { "center" };
            let fault = FieldError::new(field, FieldCode::TooMany).with("max", MOST_FEEDS);
            return Err(Error::Invalid(vec![fault]));
        }
        let token = FeedToken::fresh(w.fresh_in(center.district), w.random());
        let feed = Feed {
            id: token.id,
            center: Some(center.id),
            room: self.feed.room,
            language: self.feed.language,
            made_at: w.now(),
            rotated_at: None,
        };
        let (token_hash, ended_at) = (token.hash(), None);
        let row = FeedRow { feed, kind, about, token_hash, ended_at };
        store::feed::insert(w.tx(), &row).await?;
        w.on(token.id);
        Ok(MadeFeed { feed: row.feed, path: token.path() })
    }
}

/// A feed of a center, and where that is.
pub struct FeedAt {
    feed: Feed,
    center: CenterRef,
}

impl Scoped for FeedAt {
    fn scope(&self) -> Scope {
        self.center.scope().on(self.feed.id)
    }
}

async fn at(r: &mut Read<'_>, id: FeedId) -> Result<FeedAt> {
    let row = store::feed::by_id(r.tx(), id).await?;
    let row = row.filter(|row| row.ended_at.is_none()).found("feed")?;
    let center = row.feed.center.found("feed")?;
    let center = lianxin_places::center(r.tx(), center).await?.found("feed")?;
    Ok(FeedAt { feed: row.feed, center })
}

/// Gives a feed another address; the one before is worth nothing from then on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RotateFeed {
    pub feed: FeedId,
}

impl Command for RotateFeed {
    const NAME: &'static str = "calendar.rotate_feed";
    const NEEDS: Permission = permissions::FEEDS;
    type Target = FeedAt;
    type Out = MadeFeed;

    async fn target(&self, r: &mut Read<'_>) -> Result<FeedAt> {
        at(r, self.feed).await
    }

    async fn run(&self, w: &mut Write<'_>, at: FeedAt) -> Result<MadeFeed> {
        let token = FeedToken::fresh(self.feed, w.random());
        let now = w.now();
        store::feed::rotate(w.tx(), self.feed, token.hash(), now).await?;
        let feed = Feed { rotated_at: Some(now), ..at.feed };
        Ok(MadeFeed { feed, path: token.path() })
    }
}

/// Ends a feed: nothing is read at its address any more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndFeed {
    pub feed: FeedId,
}

impl Command for EndFeed {
    const NAME: &'static str = "calendar.end_feed";
    const NEEDS: Permission = permissions::FEEDS;
    type Target = FeedAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<FeedAt> {
        at(r, self.feed).await
    }

    async fn run(&self, w: &mut Write<'_>, _: FeedAt) -> Result<()> {
        let now = w.now();
        store::feed::end(w.tx(), self.feed, now).await
    }
}
