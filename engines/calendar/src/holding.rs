//! What this engine holds about persons: when they are booked themselves, as a trainer or a doctor.
use crate::any_id;
use crate::ground;
use crate::model::{Occupancy, Resource};
use crate::store;
use crate::weekly::settle;
use lianxin_kernel::{
    AnyId, EXPIRED_ROWS, Held, Holding, Kind as _, KindOf, Read, Result, SHOWN_ROWS, Timestamp,
    Write,
};
use serde_json::{Value, json};

pub(crate) struct Persons;

impl Holding for Persons {
    fn name(&self) -> &'static str {
        "calendar.persons"
    }

    fn purpose(&self) -> &'static str {
        "activities"
    }

    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: AnyId) -> Held<'a, Vec<Value>> {
        Box::pin(async move {
            let held = store::person::of(r.tx(), person, SHOWN_ROWS).await?;
            let shown = held.into_iter().map(|o| {
                json!({
                    "for": KindOf::show(any_id::PREFIX, o.owner), "kind": o.kind,
                    "center": o.resource.center, "from": o.span.from, "to": o.span.to,
                    "label": o.label, "state": o.state,
                })
            });
            Ok(shown.collect())
        })
    }

    /// An id leads to nothing once the record is empty; what has not begun is given back.
    fn erase<'a>(&'a self, w: &'a mut Write<'_>, person: AnyId) -> Held<'a, u64> {
        Box::pin(async move {
            let now = w.now();
            let mut released = 0;
            for o in store::person::of(w.tx(), person, SHOWN_ROWS).await? {
                if o.is_held() && o.span.from > now {
                    crate::release(w, o.id).await?;
                    released += 1;
                }
            }
            Ok(released)
        })
    }

    fn repoint<'a>(
        &'a self,
        w: &'a mut Write<'_>,
        from: AnyId,
        to: AnyId,
        rows: Option<&'a [AnyId]>,
    ) -> Held<'a, Vec<AnyId>> {
        Box::pin(async move {
            let mut went = vec![];
            for o in store::person::of(w.tx(), from, SHOWN_ROWS).await? {
                let wanted = rows.is_none_or(|rows| rows.contains(&o.id.id()));
                if wanted && give(w, &o, to).await? {
                    went.push(o.id.id());
                }
            }
            Ok(went)
        })
    }

    fn expire<'a>(&'a self, w: &'a mut Write<'_>, before: Timestamp) -> Held<'a, u64> {
        Box::pin(async move {
            let old = store::person::ended_before(w.tx(), before, EXPIRED_ROWS).await?;
            for o in &old {
                // Who it was for stands in for who it was: quarter hours are counted on.
                if !give(w, o, o.owner).await? {
                    crate::release(w, o.id).await?;
                    store::person::give(w.tx(), o.id, o.owner).await?;
                }
            }
            Ok(old.len() as u64)
        })
    }
}

/// False when the other is busy at that time.
async fn give(w: &mut Write<'_>, o: &Occupancy, to: AnyId) -> Result<bool> {
    let new = Resource::person(to, o.resource.center);
    let grounds = ground::hold(w.tx(), &[o.resource, new]).await?;
    let quarters = o.padded().quarters();
    let district = new.center.0.district();
    let busy = store::slot::busy(w.tx(), district, &[to], &quarters).await?;
    if o.is_held() && !busy.is_empty() {
        return Ok(false);
    }
    store::person::give(w.tx(), o.id, to).await?;
    for ground in &grounds {
        settle(w.tx(), ground, &quarters).await?;
    }
    Ok(true)
}
