//! What feeds hold about persons: that somebody reads when they are held themselves.
use super::FeedId;
use crate::store;
use lianxin_kernel::{AnyId, EXPIRED_ROWS, Held, Holding, Kind as _, Read, Timestamp, Write};
use serde_json::{Value, json};

pub(crate) struct Feeds;

impl Holding for Feeds {
    fn name(&self) -> &'static str {
        "calendar.feeds"
    }

    fn purpose(&self) -> &'static str {
        "activities"
    }

    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: AnyId) -> Held<'a, Vec<Value>> {
        Box::pin(async move {
            let feed = store::feed::own(r.tx(), person).await?;
            let shown = feed.map(|row| json!({ "made_at": row.feed.made_at }));
            Ok(shown.into_iter().collect())
        })
    }

    fn erase<'a>(&'a self, w: &'a mut Write<'_>, person: AnyId) -> Held<'a, u64> {
        Box::pin(async move { store::feed::forget(w.tx(), person).await })
    }

    /// The address was given to one of the two; the other makes one of their own.
    fn repoint<'a>(
        &'a self,
        w: &'a mut Write<'_>,
        from: AnyId,
        _to: AnyId,
        rows: Option<&'a [AnyId]>,
    ) -> Held<'a, Vec<AnyId>> {
        Box::pin(async move {
            let feed = store::feed::own(w.tx(), from).await?.map(|row| row.feed.id.id());
            if let Some(feed) = feed.filter(|id| rows.is_none_or(|rows| rows.contains(id))) {
                store::feed::forget(w.tx(), from).await?;
                return Ok(vec![feed]);
            }
            Ok(vec![])
        })
    }

    /// Whoever made one long ago and wants it still makes it anew.
    fn expire<'a>(&'a self, w: &'a mut Write<'_>, before: Timestamp) -> Held<'a, u64> {
        Box::pin(async move {
            let old: Vec<FeedId> = store::feed::own_before(w.tx(), before, EXPIRED_ROWS).await?;
            for feed in &old {
                store::feed::delete(w.tx(), *feed).await?;
            }
            Ok(old.len() as u64)
        })
    }
}
