//! What this module holds about persons: what they were told.
use crate::store;
use lianxin_kernel::{AnyId, EXPIRED_ROWS, Held, Holding, Read, SHOWN_ROWS, Timestamp, Write};
use serde_json::{Value, json};

pub(crate) struct Messages;

impl Holding for Messages {
    fn name(&self) -> &'static str {
        "notices.messages"
    }

    fn purpose(&self) -> &'static str {
        "messages"
    }

    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: AnyId) -> Held<'a, Vec<Value>> {
        Box::pin(async move {
            let all = store::held(r.tx(), person.into(), SHOWN_ROWS).await?.into_iter();
            let shown = |m: crate::model::Kept| {
                json!({
                    "message": m.id, "at": m.at, "about": m.code, "values": m.values,
                    "read_at": m.read_at, "sms": m.sms,
                })
            };
            Ok(all.map(shown).collect())
        })
    }

    fn erase<'a>(&'a self, w: &'a mut Write<'_>, person: AnyId) -> Held<'a, u64> {
        Box::pin(store::blank(w.tx(), person.into()))
    }

    fn repoint<'a>(
        &'a self,
        w: &'a mut Write<'_>,
        from: AnyId,
        to: AnyId,
        rows: Option<&'a [AnyId]>,
    ) -> Held<'a, Vec<AnyId>> {
        Box::pin(store::move_messages(w.tx(), from.into(), to.into(), rows))
    }

    fn expire<'a>(&'a self, w: &'a mut Write<'_>, before: Timestamp) -> Held<'a, u64> {
        Box::pin(store::blank_before(w.tx(), before, EXPIRED_ROWS))
    }
}
