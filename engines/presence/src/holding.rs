//! What this engine holds about persons: when they were where.
use crate::model::PresenceId;
use crate::store;
use lianxin_kernel::{
    AnyId, EXPIRED_ROWS, Held, Holding, Kind, KindOf, Read, SHOWN_ROWS, Timestamp, Write,
};
use serde_json::{Value, json};

pub(crate) struct Stays;

impl Holding for Stays {
    fn name(&self) -> &'static str {
        "presence.stays"
    }

    fn purpose(&self) -> &'static str {
        "activities"
    }

    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: AnyId) -> Held<'a, Vec<Value>> {
        Box::pin(async move {
            let stays = store::of_person(r.tx(), person, SHOWN_ROWS).await?;
            let shown = stays.into_iter().map(|s| {
                json!({
                    "at": KindOf::show("any", s.subject), "center": KindOf::show("cen", s.center),
                    "came_at": s.in_at, "left_at": s.out_at, "online": s.online,
                    "how": s.how, "age": s.band,
                })
            });
            Ok(shown.collect())
        })
    }

    /// A stay names nobody: its id of a person leads to nothing once the record is empty. Who recorded
    /// it goes.
    fn erase<'a>(&'a self, w: &'a mut Write<'_>, person: AnyId) -> Held<'a, u64> {
        Box::pin(store::forget_recorder(w.tx(), person))
    }

    fn repoint<'a>(
        &'a self,
        w: &'a mut Write<'_>,
        from: AnyId,
        to: AnyId,
        rows: Option<&'a [AnyId]>,
    ) -> Held<'a, Vec<AnyId>> {
        Box::pin(store::move_stays(w.tx(), from, to, rows))
    }

    fn expire<'a>(&'a self, w: &'a mut Write<'_>, before: Timestamp) -> Held<'a, u64> {
        Box::pin(async move {
            let old = store::old(w.tx(), before, EXPIRED_ROWS).await?;
            for stay in &old {
                let nobody: PresenceId = w.fresh_in(stay.id.id().district());
                // One who came without a claim stands there by their own id.
                let attendee = match stay.person {
                    Some(person) if person == stay.attendee => nobody.id(),
                    _ => stay.attendee,
                };
                store::unlink(w.tx(), stay.id, attendee).await?;
            }
            Ok(old.len() as u64)
        })
    }
}
