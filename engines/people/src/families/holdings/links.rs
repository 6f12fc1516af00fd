use super::{asked, holding, lasts};
use crate::families::store::{self, held::links as held};
use crate::model::PersonId;
use lianxin_kernel::{AnyId, EXPIRED_ROWS, Read, Result, Timestamp, Write};
use serde_json::{Value, json};

holding!(
    /// Of whom someone is the guardian, and who is theirs.
    GuardiansHeld,
    "people.guardians",
    guardians,
    end_guardians,
    move_guardians,
    lasts
);

async fn guardians(r: &mut Read<'_>, person: PersonId) -> Result<Vec<Value>> {
    let mut all = store::guardian::of_child(r.tx(), person).await?;
    all.extend(store::guardian::of_guardian(r.tx(), person).await?);
    let shown = |g: store::guardian::GuardianRow| {
        json!({
            "id": g.id, "child": g.child, "guardian": g.guardian, "relation": g.relation,
            "evidence": g.evidence, "made_at": g.made_at,
        })
    };
    Ok(all.into_iter().map(shown).collect())
}

async fn end_guardians(w: &mut Write<'_>, person: PersonId) -> Result<u64> {
    let now = w.now();
    held::end_guardians(w.tx(), person, now).await
}

async fn move_guardians(
    w: &mut Write<'_>,
    from: PersonId,
    to: PersonId,
    rows: Option<&[AnyId]>,
) -> Result<Vec<AnyId>> {
    let all = asked(held::guardians(w.tx(), from).await?, rows);
    held::move_guardians(w.tx(), from, to, &all).await
}

holding!(
    /// Who may act for someone, and for whom they may.
    DelegatesHeld,
    "people.delegates",
    delegates,
    end_delegates,
    move_delegates,
    expire_delegates
);

async fn delegates(r: &mut Read<'_>, person: PersonId) -> Result<Vec<Value>> {
    let mut all = store::delegate::of_person(r.tx(), person).await?;
    all.extend(store::delegate::of_delegate(r.tx(), person).await?);
    let shown = |d: store::delegate::DelegateRow| {
        json!({
            "id": d.id, "person": d.person, "delegate": d.delegate, "modules": d.modules,
            "days": d.days, "consent": d.consent, "made_at": d.made_at,
        })
    };
    Ok(all.into_iter().map(shown).collect())
}

async fn end_delegates(w: &mut Write<'_>, person: PersonId) -> Result<u64> {
    let now = w.now();
    held::end_delegates(w.tx(), person, now).await
}

async fn move_delegates(
    w: &mut Write<'_>,
    from: PersonId,
    to: PersonId,
    rows: Option<&[AnyId]>,
) -> Result<Vec<AnyId>> {
    let all = asked(held::delegates(w.tx(), from).await?, rows);
    held::move_delegates(w.tx(), from, to, &all).await
}

async fn expire_delegates(w: &mut Write<'_>, before: Timestamp) -> Result<u64> {
    held::blank_old_delegates(w.tx(), before, EXPIRED_ROWS).await
}
