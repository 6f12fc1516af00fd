use crate::families::model::{GuardianEvidence, GuardianId, GuardianRelation};
use crate::families::permissions;
use crate::families::steps::{grown_up, not_by, room_for_one, who};
use crate::families::store;
use crate::families::store::guardian::GuardianRow;
use crate::model::{Born, PersonId};
use crate::queries::home_scope;
use crate::store as people;
use lianxin_kernel::{
    Command, Error, FieldCode, Found, Kind, Permission, Read, Result, Scope, Write,
};
use serde::Serialize;

/// The most guardians of a child and children of a guardian.
pub(crate) const GUARDIANS: usize = 6;
pub(crate) const CHILDREN: usize = 12;

/// Write down at the desk of a child's home who stands up for it, after looking at a paper.
#[derive(Serialize)]
pub struct LinkGuardian {
    pub child: PersonId,
    pub guardian: PersonId,
    pub relation: GuardianRelation,
    pub evidence: GuardianEvidence,
}

impl Command for LinkGuardian {
    const NAME: &'static str = "people.link_guardian";
    const NEEDS: Permission = permissions::CHANGE_FAMILY;
    type Target = Scope;
    type Out = GuardianId;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.child).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<GuardianId> {
        not_by(w, self.guardian)?;
        if self.evidence == GuardianEvidence::OwnWord {
            return Err(Error::field("evidence", FieldCode::Unknown));
        }
        let today = w.zone().date(w.now());
        let child = people::person::hold(w.tx(), self.child).await?.found("person")?;
        // A band is not enough: the paper that is looked at says the date, and from it follows until
        // when the guardian acts for the child.
        let born = child.born.and_then(Born::date);
        let born = born.ok_or_else(|| Error::field("birth_date", FieldCode::Required))?;
        if !Born::On(born).counts_as_minor(today) {
            return Err(Error::field("birth_date", FieldCode::OutOfRange));
        }
        let unknown = || Error::field("guardian", FieldCode::Unknown);
        let guardian = people::person::find(w.tx(), self.guardian).await?.ok_or_else(unknown)?;
        let refused = || Error::field("guardian", FieldCode::OutOfRange);
        if guardian.id == child.id {
            return Err(refused());
        }
        grown_up(guardian.born, today, refused())?;
        w.saw(self.child);
        link(w, self.child, self.guardian, self.relation, self.evidence).await
    }
}

/// Makes the link, unless there is one or there are too many. The child must be held.
pub(crate) async fn link(
    w: &mut Write<'_>,
    child: PersonId,
    guardian: PersonId,
    relation: GuardianRelation,
    evidence: GuardianEvidence,
) -> Result<GuardianId> {
    let held = store::guardian::of_child(w.tx(), child).await?;
    if held.iter().any(|g| g.guardian == guardian) {
        return Err(Error::field("guardian", FieldCode::Taken));
    }
    room_for_one("guardian", held.len(), GUARDIANS)?;
    let children = store::guardian::of_guardian(w.tx(), guardian).await?;
    room_for_one("guardian", children.len(), CHILDREN)?;
    let id = w.fresh_in::<GuardianId>(child.id().district());
    let row = GuardianRow { id, child, guardian, relation, evidence, made_at: w.now() };
    let by = who(w);
    store::guardian::insert(w.tx(), &row, by).await?;
    Ok(id)
}

/// Take a guardian from a child, at the desk of its home. It ends at once.
#[derive(Serialize)]
pub struct EndGuardian {
    pub child: PersonId,
    pub link: GuardianId,
}

impl Command for EndGuardian {
    const NAME: &'static str = "people.end_guardian";
    const NEEDS: Permission = permissions::CHANGE_FAMILY;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.child).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let row = store::guardian::find(w.tx(), self.link).await?;
        row.filter(|g| g.child == self.child).found("guardian")?;
        let (now, by) = (w.now(), who(w));
        w.saw(self.child);
        store::guardian::end(w.tx(), self.link, now, by).await?;
        Ok(())
    }
}
