use crate::finding;
use crate::merging::model::{MergeId, Merged, Moved, UNDO};
use crate::merging::permissions;
use crate::merging::steps::{about, both_scope, fields_of, open, set_fields, still_with};
use crate::merging::store as merges;
use crate::model::GrantId;
use crate::organizations::OrganizationMemberId;
use crate::rights::holding;
use crate::store;
use lianxin_kernel::{
    AnyId, Command, Error, Found, Kind, Permission, Read, Result, Scope, Write, reason,
};
use serde::Serialize;

/// Take two records apart again: exactly the rows that went over go back, and the fields are what
/// they were, but for those that were changed since. A role given anew meanwhile stays where it was
/// given. Sign-ins since the merge end, since either could have begun them.
#[derive(Serialize)]
pub struct UndoMerge {
    pub merge: MergeId,
}

impl Command for UndoMerge {
    const NAME: &'static str = "people.undo_merge";
    const NEEDS: Permission = permissions::MERGE;
    type Target = Scope;
    type Out = Merged;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let merge = merges::find(r.tx(), self.merge).await?.found("thing of yours")?;
        both_scope(r, merge.kept, merge.merged).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Merged> {
        let (app, now) = (w.app().clone(), w.now());
        let merge = merges::find(w.tx(), self.merge).await?.found("merge")?;
        let Some(sealed) = merge.fields.filter(|_| merge.undone_at.is_none()) else {
            return Err(Error::reason(reason!("people.merge_undone")));
        };
        if now >= merge.at + UNDO {
            return Err(Error::reason(reason!("people.merge_too_old", until = merge.at + UNDO)));
        }
        // Had the kept record gone on into another, the rows would be there: that one comes first.
        let Some(kept) = store::person::hold(w.tx(), merge.kept).await? else {
            return Err(Error::reason(reason!("people.merge_not_last")));
        };
        let merged = store::person::exactly(w.tx(), merge.merged).await?.found("person")?;
        let who = w.who();
        if [kept.id.id(), merged.id.id()].iter().any(|id| who == Some(*id)) {
            return Err(Error::reason(reason!("people.merge_oneself")));
        }
        about(w, &[kept.id, merged.id]).await?;
        w.on(kept.id);

        let changed = open(&app, merge.id, &sealed)?;
        let mut fields = fields_of(&kept, app.keys())?.undone(&changed);
        if let Some(phone) = &fields.phone {
            // Its first phone may be somebody else's by now.
            let district = kept.id.id().district();
            let holders = store::person::with_phone_in(w.tx(), district, app.keys(), phone).await?;
            if holders.iter().any(|p| p.id != kept.id) {
                fields.phone = None;
            }
        }
        set_fields(w, &kept, &fields).await?;
        store::person::lead_to(w.tx(), merged.id, None).await?;
        finding::store::put(w.tx(), merged.id, &merged.name, merged.home_center).await?;

        // Whoever came in by the phone or card of the other record came in as this one.
        store::sign_in::end_since(w.tx(), kept.id, merge.at, now).await?;
        let given = holding::wording(w.tx(), &app, kept.id).await?;
        let unchanged = |which: String| given.get(&which) == changed.rights.get(&which);
        let rows = merges::rows(w.tx(), merge.id).await?;
        let mut moved = vec![];
        for held in app.holdings() {
            let of_it = rows.iter().filter(|row| row.holding == held.name());
            let things = of_it.map(|row| row.thing).filter(|thing| match held.name() {
                holding::GRANTS => unchanged(GrantId(*thing).to_string()),
                holding::MEMBERSHIPS => unchanged(OrganizationMemberId(*thing).to_string()),
                _ => true,
            });
            let things: Vec<AnyId> = things.collect();
            if things.is_empty() {
                continue;
            }
            let back = held.repoint(w, kept.id.id(), merged.id.id(), Some(&things)).await?;
            moved.push(Moved { holding: held.name().to_owned(), rows: back.len() });
        }
        let by = w.who();
        if !merges::undone(w.tx(), merge.id, by, now).await? {
            return Err(Error::reason(reason!("people.merge_undone")));
        }
        let stayed = still_with(&mut w.read(), kept.id).await?;
        let (kept, merged) = (kept.id, merged.id);
        Ok(Merged { merge: merge.id, kept, merged, moved, stayed, undo_until: merge.at + UNDO })
    }
}
