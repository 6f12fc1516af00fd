use crate::finding;
use crate::merging::model::{Changed, MergeId, Merged, Moved, PersonField, UNDO};
use crate::merging::permissions;
use crate::merging::steps::{
    about, both_scope, fields_of, hindrances, seal, set_fields, still_with,
};
use crate::merging::store as merges;
use crate::model::PersonId;
use crate::rights::{holding, refuse};
use crate::store;
use lianxin_kernel::{AnyId, Command, Found, Kind, Permission, Read, Result, Scope, Write};
use serde::Serialize;

/// Put two records of one person together: what `merged` has goes over to `kept`, and its id, card
/// and phone lead there from then on. Its sign-ins end. Roles it was given go over only if who merges
/// could give them; what staff sign in with never does. It can be undone for 90 days.
#[derive(Serialize)]
pub struct MergePeople {
    pub kept: PersonId,
    pub merged: PersonId,
    /// Fields whose value comes from `merged` although `kept` has one.
    pub take: Vec<PersonField>,
}

impl Command for MergePeople {
    const NAME: &'static str = "people.merge_people";
    const NEEDS: Permission = permissions::MERGE;
    type Target = Scope;
    type Out = Merged;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        both_scope(r, self.kept, self.merged).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Merged> {
        let (app, now) = (w.app().clone(), w.now());
        // Always in the same order, so that two merges at once do not wait for each other.
        let first = self.kept.min(self.merged);
        store::person::hold(w.tx(), first).await?;
        store::person::hold(w.tx(), self.kept.max(self.merged)).await?;
        let kept = store::person::exactly(w.tx(), self.kept).await?.found("person")?;
        let merged = store::person::exactly(w.tx(), self.merged).await?.found("person")?;
        let why = hindrances(&mut w.read(), &kept, &merged).await?;
        refuse(why)?;
        about(w, &[kept.id, merged.id]).await?;

        store::person::lead_to(w.tx(), merged.id, Some(kept.id)).await?;
        finding::store::drop(w.tx(), merged.id).await?;
        store::sign_in::end_all(w.tx(), merged.id, now).await?;

        let before = fields_of(&kept, app.keys())?;
        let after = before.merged_with(&fields_of(&merged, app.keys())?, &self.take);
        set_fields(w, &kept, &after).await?;

        let (mut rows, mut moved): (Vec<(&'static str, AnyId)>, _) = (vec![], vec![]);
        for holding in app.holdings() {
            let gone = holding.repoint(w, merged.id.id(), kept.id.id(), None).await?;
            if !gone.is_empty() {
                moved.push(Moved { holding: holding.name().to_owned(), rows: gone.len() });
            }
            rows.extend(gone.into_iter().map(|row| (holding.name(), row)));
        }
        let id: MergeId = w.fresh_in(kept.id.id().district());
        let rights = holding::wording(w.tx(), &app, kept.id).await?;
        let fields = Some(seal(&app, id, &Changed { before, after, rights })?);
        let (kept, merged) = (kept.id, merged.id);
        let row = merges::MergeRow { id, kept, merged, at: now, fields, undone_at: None };
        let by = w.who();
        merges::insert(w.tx(), &row, by, &rows).await?;
        let stayed = still_with(&mut w.read(), merged).await?;
        Ok(Merged { merge: id, kept, merged, moved, stayed, undo_until: now + UNDO })
    }
}
