//! What this module holds about persons. Sign-ups are held by `seats`, attendance by `presence`.
use crate::store::holding as store;
use lianxin_kernel::{AnyId, EXPIRED_ROWS, Held, Holding, Read, SHOWN_ROWS, Timestamp, Write};
use serde_json::{Value, json};

pub(crate) struct Feedback;

impl Holding for Feedback {
    fn name(&self) -> &'static str {
        "activities.feedback"
    }

    fn purpose(&self) -> &'static str {
        "activities"
    }

    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: AnyId) -> Held<'a, Vec<Value>> {
        Box::pin(async move {
            let all = store::feedback(r.tx(), person, SHOWN_ROWS).await?.into_iter();
            let shown = |f: store::Held| {
                json!({
                    "feedback": f.id, "session": f.session, "level": f.level,
                    "comment": f.comment, "at": f.at,
                })
            };
            Ok(all.map(shown).collect())
        })
    }

    fn erase<'a>(&'a self, w: &'a mut Write<'_>, person: AnyId) -> Held<'a, u64> {
        Box::pin(store::blank_comments(w.tx(), person))
    }

    fn repoint<'a>(
        &'a self,
        w: &'a mut Write<'_>,
        from: AnyId,
        to: AnyId,
        rows: Option<&'a [AnyId]>,
    ) -> Held<'a, Vec<AnyId>> {
        Box::pin(store::move_feedback(w.tx(), from, to, rows))
    }

    fn expire<'a>(&'a self, w: &'a mut Write<'_>, before: Timestamp) -> Held<'a, u64> {
        Box::pin(async move {
            let old = store::old_feedback(w.tx(), before, EXPIRED_ROWS).await?;
            for id in &old {
                store::unlink_feedback(w.tx(), *id).await?;
            }
            Ok(old.len() as u64)
        })
    }
}
