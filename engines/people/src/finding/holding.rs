use super::store;
use lianxin_kernel::{AnyId, Held, Holding, Read, Timestamp, Write};
use serde_json::{Value, json};

/// When someone was at which center last.
pub struct Visits;

impl Holding for Visits {
    fn name(&self) -> &'static str {
        "people.visits"
    }

    fn purpose(&self) -> &'static str {
        "activities"
    }

    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: AnyId) -> Held<'a, Vec<Value>> {
        Box::pin(async move {
            let visits = store::visits_of(r.tx(), person.into()).await?;
            let show = |v: store::VisitRow| json!({ "center": v.center, "last_at": v.at });
            Ok(visits.into_iter().map(show).collect())
        })
    }

    fn erase<'a>(&'a self, w: &'a mut Write<'_>, person: AnyId) -> Held<'a, u64> {
        Box::pin(async move { store::forget_visits(w.tx(), person.into()).await })
    }

    /// They have no ids and only put someone in front of a list: they stay, and are made anew.
    fn repoint<'a>(
        &'a self,
        _: &'a mut Write<'_>,
        _: AnyId,
        _: AnyId,
        _: Option<&'a [AnyId]>,
    ) -> Held<'a, Vec<AnyId>> {
        Box::pin(async { Ok(vec![]) })
    }

    fn expire<'a>(&'a self, w: &'a mut Write<'_>, before: Timestamp) -> Held<'a, u64> {
        Box::pin(async move { store::forget_visits_before(w.tx(), before).await })
    }
}
