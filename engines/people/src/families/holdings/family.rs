use super::{asked, holding, lasts};
use crate::families::queries::household_of;
use crate::families::store::{self, held::family as held};
use crate::model::PersonId;
use lianxin_kernel::{AnyId, EXPIRED_ROWS, Read, Result, Timestamp, Write};
use serde_json::{Value, json};

holding!(
    /// With whom someone lives and lived, and where.
    HouseholdsHeld,
    "people.households",
    households,
    erase_household,
    move_households,
    lasts
);

/// Of the others in a household only that there are so many: they are no data of this person.
async fn households(r: &mut Read<'_>, person: PersonId) -> Result<Vec<Value>> {
    let now = household_of(r, person).await?;
    let mut all = vec![];
    for row in store::household::memberships(r.tx(), person).await? {
        let here = now.as_ref().filter(|h| h.id == row.household && row.days.until.is_none());
        all.push(json!({
            "household": row.household, "relation": row.relation, "days": row.days,
            "address": here.and_then(|h| h.address.clone()),
            "members": here.map(|h| h.members.len()),
        }));
    }
    Ok(all)
}

async fn erase_household(w: &mut Write<'_>, person: PersonId) -> Result<u64> {
    let (now, today) = (w.now(), w.zone().date(w.now()));
    let Some(here) = store::household::membership(w.tx(), person).await? else {
        return Ok(0);
    };
    store::household::leave(w.tx(), person, today.max(here.days.from)).await?;
    if store::household::members(w.tx(), here.household).await?.is_empty() {
        store::household::end(w.tx(), here.household, now).await?;
    }
    Ok(1)
}

async fn move_households(
    w: &mut Write<'_>,
    from: PersonId,
    to: PersonId,
    rows: Option<&[AnyId]>,
) -> Result<Vec<AnyId>> {
    let all = asked(held::memberships(w.tx(), from).await?, rows);
    held::move_memberships(w.tx(), from, to, &all).await
}

holding!(
    /// Who may take a child home.
    PickUpsHeld,
    "people.pick_up_persons",
    pick_ups,
    erase_pick_ups,
    move_pick_ups,
    expire_pick_ups
);

async fn pick_ups(r: &mut Read<'_>, child: PersonId) -> Result<Vec<Value>> {
    let named = store::pick_up::of_child(r.tx(), child).await?;
    Ok(named.into_iter().map(|p| json!(p)).collect())
}

async fn erase_pick_ups(w: &mut Write<'_>, child: PersonId) -> Result<u64> {
    let now = w.now();
    held::blank_pick_ups(w.tx(), child, now).await
}

async fn move_pick_ups(
    w: &mut Write<'_>,
    from: PersonId,
    to: PersonId,
    rows: Option<&[AnyId]>,
) -> Result<Vec<AnyId>> {
    let all = asked(held::pick_ups(w.tx(), from).await?, rows);
    held::move_pick_ups(w.tx(), from, to, &all).await
}

async fn expire_pick_ups(w: &mut Write<'_>, before: Timestamp) -> Result<u64> {
    held::blank_old_pick_ups(w.tx(), before, EXPIRED_ROWS).await
}
