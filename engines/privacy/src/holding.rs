//! What this engine itself holds about persons.
use crate::store;
use lianxin_kernel::{AnyId, EXPIRED_ROWS, Held, Holding, Read, SHOWN_ROWS, Timestamp, Write};
use serde_json::{Value, json};

const PURPOSE: &str = "data_requests";

/// What someone said to purposes. Kept as proof that it was said; it holds no free text.
pub(crate) struct Consents;

impl Holding for Consents {
    fn name(&self) -> &'static str {
        "privacy.consents"
    }

    fn purpose(&self) -> &'static str {
        PURPOSE
    }

    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: AnyId) -> Held<'a, Vec<Value>> {
        Box::pin(async move {
            let all = store::consent::history(r.tx(), person.into(), SHOWN_ROWS).await?;
            let shown = all.into_iter().map(|d| {
                json!({
                    "purpose": d.purpose, "answer": d.said.answer, "version": d.said.version,
                    "at": d.said.at, "channel": d.channel,
                    "witnessed": d.witness.is_some(), "by_guardian": d.guardian.is_some(),
                })
            });
            Ok(shown.collect())
        })
    }

    fn erase<'a>(&'a self, _: &'a mut Write<'_>, _: AnyId) -> Held<'a, u64> {
        Box::pin(async { Ok(0) })
    }

    fn repoint<'a>(
        &'a self,
        w: &'a mut Write<'_>,
        from: AnyId,
        to: AnyId,
        rows: Option<&'a [AnyId]>,
    ) -> Held<'a, Vec<AnyId>> {
        Box::pin(store::consent::repoint(w.tx(), from.into(), to.into(), rows))
    }

    fn expire<'a>(&'a self, _: &'a mut Write<'_>, _: Timestamp) -> Held<'a, u64> {
        Box::pin(async { Ok(0) })
    }
}

/// What someone asked about their data. The words go, number and times stay.
pub(crate) struct Requests;

impl Holding for Requests {
    fn name(&self) -> &'static str {
        "privacy.requests"
    }

    fn purpose(&self) -> &'static str {
        PURPOSE
    }

    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: AnyId) -> Held<'a, Vec<Value>> {
        Box::pin(async move {
            let all = store::request::of_person(r.tx(), person.into(), SHOWN_ROWS).await?;
            let shown = all.into_iter().filter(|r| !r.heir).map(|r| {
                json!({
                    "number": r.number, "kind": r.kind, "state": r.state, "wish": r.wish,
                    "received_at": r.received_at, "due_on": r.due_on, "outcome": r.outcome,
                    "answered_at": r.answered_at, "answer": r.answer, "reason": r.reason,
                    "law": r.law,
                })
            });
            Ok(shown.collect())
        })
    }

    fn erase<'a>(&'a self, w: &'a mut Write<'_>, person: AnyId) -> Held<'a, u64> {
        Box::pin(store::request::blank(w.tx(), person.into()))
    }

    fn repoint<'a>(
        &'a self,
        w: &'a mut Write<'_>,
        from: AnyId,
        to: AnyId,
        rows: Option<&'a [AnyId]>,
    ) -> Held<'a, Vec<AnyId>> {
        Box::pin(store::request::repoint(w.tx(), from.into(), to.into(), rows))
    }

    fn expire<'a>(&'a self, w: &'a mut Write<'_>, before: Timestamp) -> Held<'a, u64> {
        Box::pin(store::request::blank_before(w.tx(), before, EXPIRED_ROWS))
    }
}

/// That someone's data was part of a breach, and when they were told.
pub(crate) struct Breaches;

impl Holding for Breaches {
    fn name(&self) -> &'static str {
        "privacy.breaches"
    }

    fn purpose(&self) -> &'static str {
        PURPOSE
    }

    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: AnyId) -> Held<'a, Vec<Value>> {
        Box::pin(async move {
            let mut shown = vec![];
            for concerned in store::breach::of_person(r.tx(), person.into()).await? {
                if let Some(b) = store::breach::find(r.tx(), concerned.breach).await? {
                    let (number, found_at) = (b.number, b.found_at);
                    let (kinds, told_at) = (b.fields.kinds, concerned.told_at);
                    shown.push(json!({
                        "number": number, "found_at": found_at, "kinds": kinds, "told_at": told_at,
                    }));
                }
            }
            Ok(shown)
        })
    }

    fn erase<'a>(&'a self, _: &'a mut Write<'_>, _: AnyId) -> Held<'a, u64> {
        Box::pin(async { Ok(0) })
    }

    /// Stays with the person it was found for: who was told is proof.
    fn repoint<'a>(
        &'a self,
        _: &'a mut Write<'_>,
        _: AnyId,
        _: AnyId,
        _: Option<&'a [AnyId]>,
    ) -> Held<'a, Vec<AnyId>> {
        Box::pin(async { Ok(vec![]) })
    }

    fn expire<'a>(&'a self, _: &'a mut Write<'_>, _: Timestamp) -> Held<'a, u64> {
        Box::pin(async { Ok(0) })
    }
}
