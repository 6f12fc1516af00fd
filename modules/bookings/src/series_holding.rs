//! What series hold about persons; their dates are bookings and held as such.
use crate::store::series_holding as held;
use lianxin_kernel::{AnyId, EXPIRED_ROWS, Held, Holding, Read, SHOWN_ROWS, Timestamp, Write};
use serde_json::{Value, json};

pub(crate) struct Series;

impl Holding for Series {
    fn name(&self) -> &'static str {
        "bookings.series"
    }

    fn purpose(&self) -> &'static str {
        "activities"
    }

    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: AnyId) -> Held<'a, Vec<Value>> {
        Box::pin(async move {
            let all = held::series(r.tx(), person, SHOWN_ROWS).await?.into_iter();
            let shown = |s: held::HeldSeries| {
                json!({
                    "series": s.id, "room": s.room, "title": s.title, "people": s.people,
                    "made_at": s.made_at, "last_at": s.last_at,
                })
            };
            Ok(all.map(shown).collect())
        })
    }

    fn erase<'a>(&'a self, w: &'a mut Write<'_>, person: AnyId) -> Held<'a, u64> {
        Box::pin(async move {
            let now = w.now();
            held::blank(w.tx(), person, now).await
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
