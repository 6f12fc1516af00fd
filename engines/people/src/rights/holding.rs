//! What a person was given: to see, to take away and to merge.
use super::mac::Fingerprinted;
use super::model::{GrantKind, GrantRow};
use super::store;
use crate::families::holdings::{asked, holding, lasts};
use crate::model::PersonId;
use crate::organizations::{self, holding::MembershipsHeld};
use lianxin_db::Tx;
use lianxin_kernel::{AnyId, App, Holding, Kind, Read, Result, Write};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Memberships first: a grant by one goes where it went.
pub(crate) const ALL: &[&dyn Holding] = &[&MembershipsHeld, &GrantsHeld];

/// The names of the two, whose rows need more than others to go over.
pub(crate) const GRANTS: &str = "people.grants";
pub(crate) const MEMBERSHIPS: &str = "people.memberships";

holding!(
    /// Roles at places.
    GrantsHeld,
    "people.grants",
    grants,
    delete_grants,
    move_grants,
    lasts
);

async fn grants(r: &mut Read<'_>, person: PersonId) -> Result<Vec<Value>> {
    let app = r.app().clone();
    let all = store::grant::of(r.tx(), &app, person).await?.into_iter();
    let shown = |g: GrantRow| {
        json!({
            "id": g.id, "role": g.role, "place": g.place, "kind": g.kind, "modules": g.modules,
            "from": g.from, "until": g.until, "from_at": g.from_at, "until_at": g.until_at,
            "given_at": g.given_at,
        })
    };
    Ok(all.map(shown).collect())
}

async fn delete_grants(w: &mut Write<'_>, person: PersonId) -> Result<u64> {
    let app = w.app().clone();
    let all = store::grant::of(w.tx(), &app, person).await?.len();
    store::grant::delete_all(w.tx(), person).await?;
    Ok(u64::try_from(all).unwrap_or_default())
}

/// A mark is over whose row it is, so it is made anew. Stays: what the other was given as well, and
/// what rests on a membership that stayed.
async fn move_grants(
    w: &mut Write<'_>,
    from: PersonId,
    to: PersonId,
    rows: Option<&[AnyId]>,
) -> Result<Vec<AnyId>> {
    let app = w.app().clone();
    let all = store::grant::of(w.tx(), &app, from).await?;
    let wanted = asked(all.iter().map(|g| g.id.id()).collect(), rows);
    let members = organizations::store::member::of_person(w.tx(), &app, to).await?;
    let mut moved = vec![];
    for grant in all.into_iter().filter(|g| wanted.contains(&g.id.id())) {
        let there = match grant.kind {
            GrantKind::Standing => {
                store::grant::standing(w.tx(), to, grant.role, grant.place).await?
            }
            _ => None,
        };
        let follows = grant.member.is_none_or(|m| members.iter().any(|own| own.id == m));
        if there.is_none() && follows {
            moved.push(grant.id.id());
            store::grant::hand_over(w.tx(), &app, &GrantRow { person: to, ..grant }).await?;
        }
    }
    Ok(moved)
}

/// Everything the grants and memberships of a person say, by their ids: what a merge brought goes back
/// only as it came, since what was given anew meanwhile was given to the other.
pub(crate) async fn wording(
    tx: &mut Tx,
    app: &App,
    person: PersonId,
) -> Result<BTreeMap<String, String>> {
    let grants = store::grant::of(tx, app, person).await?;
    let members = organizations::store::member::of_person(tx, app, person).await?;
    let grants = grants.iter().map(|g| (g.which(), g.parts().join("\n")));
    Ok(grants.chain(members.iter().map(|m| (m.which(), m.parts().join("\n")))).collect())
}
