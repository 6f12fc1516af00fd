//! For whom a person acts: to see, to end and to merge.
use super::store;
use crate::families::holdings::{asked, holding, lasts};
use crate::model::PersonId;
use lianxin_kernel::{AnyId, Kind, Read, Result, Write};
use serde_json::{Value, json};

holding!(
    /// The organizations a person acts or acted for.
    MembershipsHeld,
    "people.memberships",
    memberships,
    end_memberships,
    move_memberships,
    lasts
);

async fn memberships(r: &mut Read<'_>, person: PersonId) -> Result<Vec<Value>> {
    let app = r.app().clone();
    let all = store::member::of_person(r.tx(), &app, person).await?.into_iter();
    let shown = |m: super::Member| {
        json!({
            "id": m.id, "organization": m.organization, "role": m.role, "from": m.from,
            "until": m.until, "added_at": m.added_at, "ended_at": m.ended_at,
        })
    };
    Ok(all.map(shown).collect())
}

async fn end_memberships(w: &mut Write<'_>, person: PersonId) -> Result<u64> {
    let app = w.app().clone();
    let all = store::member::of_person(w.tx(), &app, person).await?;
    let open = all.iter().filter(|m| m.ended_at.is_none()).count();
    super::end_all(w, person).await?;
    Ok(u64::try_from(open).unwrap_or_default())
}

/// A mark is over whose row it is, so it is made anew. Nobody acts for one organization twice: where
/// the other record does already, the membership stays.
async fn move_memberships(
    w: &mut Write<'_>,
    from: PersonId,
    to: PersonId,
    rows: Option<&[AnyId]>,
) -> Result<Vec<AnyId>> {
    let app = w.app().clone();
    let all = store::member::of_person(w.tx(), &app, from).await?;
    let wanted = asked(all.iter().map(|m| m.id.id()).collect(), rows);
    let mut moved = vec![];
    for member in all.into_iter().filter(|m| wanted.contains(&m.id.id())) {
        let there = match member.ended_at {
            None => store::member::not_ended(w.tx(), member.organization, to).await?,
            Some(_) => None,
        };
        if there.is_none() {
            moved.push(member.id.id());
            store::member::hand_over(w.tx(), &app, &super::Member { person: to, ..member }).await?;
        }
    }
    Ok(moved)
}
