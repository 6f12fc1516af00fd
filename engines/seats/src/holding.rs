//! What this engine holds about persons: their claims, and the names in their parties.
use crate::any_id;
use crate::model::{ClaimId, MemberId};
use crate::store::holding as store;
use lianxin_kernel::{
    AnyId, EXPIRED_ROWS, Held, Holding, Kind, KindOf, Read, Result, SHOWN_ROWS, Timestamp, Write,
};
use serde_json::{Value, json};

pub(crate) struct Claims;

impl Holding for Claims {
    fn name(&self) -> &'static str {
        "seats.claims"
    }

    fn purpose(&self) -> &'static str {
        "activities"
    }

    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: AnyId) -> Held<'a, Vec<Value>> {
        Box::pin(async move {
            let claims = store::claims(r.tx(), person, SHOWN_ROWS).await?;
            let ids: Vec<ClaimId> = claims.iter().map(|c| c.id).collect();
            let mut members = vec![];
            for some in ids.chunks(1_000) {
                members.extend(crate::members_of(r.tx(), some).await?);
            }
            let shown = claims.into_iter().map(|c| {
                let companions: Vec<_> = members
                    .iter()
                    .filter(|m| m.claim == c.id && m.name.is_some())
                    .map(|m| json!({ "name": m.name, "band": m.band }))
                    .collect();
                json!({
                    "sign_up": c.id, "for": any_text(c.subject), "places": c.label,
                    "party": c.party_size, "state": c.state, "reference": c.reference,
                    "by_staff": c.by_staff, "made_at": c.created_at,
                    "changed_at": c.changed_at, "ends_at": c.ends_at, "companions": companions,
                })
            });
            Ok(shown.collect())
        })
    }

    /// Takes names out and gives up what has not ended: nobody will come for it.
    fn erase<'a>(&'a self, w: &'a mut Write<'_>, person: AnyId) -> Held<'a, u64> {
        Box::pin(async move {
            let now = w.now();
            let claims = store::claims(w.tx(), person, i64::from(u32::MAX)).await?;
            for open in claims.iter().filter(|c| c.state.is_active() && c.ends_at > now) {
                crate::leave(w, open.id).await?;
            }
            let ids: Vec<ClaimId> = claims.iter().map(|c| c.id).collect();
            let mut changed = store::blank_members(w.tx(), &ids).await?;
            changed += store::blank_companion(w.tx(), person).await?;
            Ok(changed + blank_wordings(w, &ids).await?)
        })
    }

    fn repoint<'a>(
        &'a self,
        w: &'a mut Write<'_>,
        from: AnyId,
        to: AnyId,
        rows: Option<&'a [AnyId]>,
    ) -> Held<'a, Vec<AnyId>> {
        Box::pin(store::move_claims(w.tx(), from, to, rows))
    }

    fn expire<'a>(&'a self, w: &'a mut Write<'_>, before: Timestamp) -> Held<'a, u64> {
        Box::pin(async move {
            let ended = store::ended_before(w.tx(), before, EXPIRED_ROWS).await?;
            blank_wordings(w, &ended).await?;
            for claim in &ended {
                let nobody: MemberId = w.fresh_in(claim.id().district());
                store::unlink(w.tx(), *claim, nobody.id()).await?;
            }
            Ok(ended.len() as u64)
        })
    }
}

/// Empties what staff wrote as a reason; which reason it was stays.
async fn blank_wordings(w: &mut Write<'_>, claims: &[ClaimId]) -> Result<u64> {
    let mut changed = 0;
    for mut wording in store::wordings(w.tx(), claims).await? {
        let mut what: Value =
            serde_json::from_str(&wording.text).map_err(lianxin_kernel::Error::internal)?;
        if blank(&mut what) {
            wording.text = what.to_string();
            store::set_wording(w.tx(), &wording).await?;
            changed += 1;
        }
    }
    Ok(changed)
}

/// Empties every value `reason` of a reason; says whether there was one.
fn blank(what: &mut Value) -> bool {
    match what {
        Value::Object(fields) => {
            let mut changed = false;
            for (name, value) in fields {
                match value {
                    Value::String(text) if name == "reason" && !text.is_empty() => {
                        text.clear();
                        changed = true;
                    }
                    other => changed |= blank(other),
                }
            }
            changed
        }
        Value::Array(items) => items.iter_mut().fold(false, |changed, item| blank(item) | changed),
        _ => false,
    }
}

fn any_text(id: AnyId) -> String {
    KindOf::show(any_id::PREFIX, id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_staff_wrote_is_emptied() {
        let mut what = json!({
            "outcome": "no",
            "reasons": [{ "code": "seats.removed", "values": { "reason": "吵闹", "free": 3 } }],
        });
        assert!(blank(&mut what));
        assert_eq!(
            what["reasons"][0],
            json!({ "code": "seats.removed", "values": { "reason": "", "free": 3 } })
        );
        assert!(!blank(&mut what));
    }
}
