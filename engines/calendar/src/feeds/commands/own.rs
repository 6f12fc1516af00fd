//! One's own feed: when one is held oneself, as a trainer or a doctor. There is one, so making it anew
//! ends the one before.
use crate::feeds::model::{Feed, FeedKind, FeedRow, MadeFeed};
use crate::feeds::token::FeedToken;
use crate::permissions;
use crate::store;
use lianxin_kernel::{AnyId, Command, Error, Language, Permission, Read, Result, Scope, Write};
use serde::{Deserialize, Serialize};

pub(crate) fn own(person: Option<AnyId>) -> Result<Scope> {
    let person = person.ok_or(Error::SignIn)?;
    Ok(Scope::district(person.district()).owned_by(person).on(person))
}

pub(crate) fn mine(scope: &Scope) -> Result<AnyId> {
    scope.owner.ok_or(Error::SignIn)
}

/// Makes one's own feed, or gives it another address.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MakeMyFeed {
    pub language: Language,
}

impl Command for MakeMyFeed {
    const NAME: &'static str = "calendar.make_my_feed";
    const NEEDS: Permission = permissions::OWN_FEED;
    type Target = Scope;
    type Out = MadeFeed;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own(r.person())
    }

    async fn run(&self, w: &mut Write<'_>, scope: Scope) -> Result<MadeFeed> {
        let about = mine(&scope)?;
        let token = FeedToken::fresh(w.fresh_in(about.district()), w.random());
        let (made_at, language) = (w.now(), self.language);
        let (center, room, rotated_at) = (None, None, None);
        let feed = Feed { id: token.id, center, room, language, made_at, rotated_at };
        let (kind, token_hash, ended_at) = (FeedKind::Person, token.hash(), None);
        let row = FeedRow { feed, kind, about, token_hash, ended_at };
        store::feed::put_own(w.tx(), &row).await?;
        Ok(MadeFeed { feed: row.feed, path: token.path() })
    }
}

/// Ends one's own feed, if there is one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndMyFeed {}

impl Command for EndMyFeed {
    const NAME: &'static str = "calendar.end_my_feed";
    const NEEDS: Permission = permissions::OWN_FEED;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own(r.person())
    }

    async fn run(&self, w: &mut Write<'_>, scope: Scope) -> Result<()> {
        store::feed::forget(w.tx(), mine(&scope)?).await.map(drop)
    }
}
