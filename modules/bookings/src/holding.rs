//! What this module holds about persons.
use crate::store;
use crate::store::holding as held;
use lianxin_kernel::{
    AnyId, EXPIRED_ROWS, Found, Held, Holding, Read, SHOWN_ROWS, Timestamp, Write,
};
use serde_json::{Value, json};

pub(crate) struct Bookings;

impl Holding for Bookings {
    fn name(&self) -> &'static str {
        "bookings.bookings"
    }

    fn purpose(&self) -> &'static str {
        "activities"
    }

    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: AnyId) -> Held<'a, Vec<Value>> {
        Box::pin(async move {
            let all = held::bookings(r.tx(), person, SHOWN_ROWS).await?.into_iter();
            let shown = |b: held::Held| {
                json!({
                    "booking": b.id, "room": b.room, "title": b.title, "people": b.people,
                    "from": b.starts_at, "to": b.ends_at, "state": b.state,
                })
            };
            Ok(all.map(shown).collect())
        })
    }

    /// What has not begun is given back first.
    fn erase<'a>(&'a self, w: &'a mut Write<'_>, person: AnyId) -> Held<'a, u64> {
        Box::pin(async move {
            let now = w.now();
            for b in held::bookings(w.tx(), person, SHOWN_ROWS).await? {
                if b.state.is_open() && b.starts_at > now {
                    let booking = store::booking::by_id(w.tx(), b.id).await?.found("booking")?;
                    crate::moving::cancel(w, booking, None).await?;
                }
            }
            held::blank(w.tx(), person).await
        })
    }

    fn repoint<'a>(
        &'a self,
        w: &'a mut Write<'_>,
        from: AnyId,
        to: AnyId,
        rows: Option<&'a [AnyId]>,
    ) -> Held<'a, Vec<AnyId>> {
        Box::pin(held::give(w.tx(), from, to, rows))
    }

    fn expire<'a>(&'a self, w: &'a mut Write<'_>, before: Timestamp) -> Held<'a, u64> {
        Box::pin(async move {
            let old = held::ended_before(w.tx(), before, EXPIRED_ROWS).await?;
            for id in &old {
                held::unlink(w.tx(), *id).await?;
            }
            Ok(old.len() as u64)
        })
    }
}
