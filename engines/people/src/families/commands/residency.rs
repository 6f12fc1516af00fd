use crate::families::model::{
    Residency, ResidencyEvidence, ResidencyId, ResidencyState, check_until,
};
use crate::families::permissions;
use crate::families::queries::residency;
use crate::families::steps::{not_by, who};
use crate::families::store;
use crate::families::store::residency::{Decided, OpenClaim};
use crate::model::PersonId;
use crate::queries::home_scope;
use crate::store as people;
use lianxin_kernel::{
    Command, Date, Error, FieldCode, Found, Kind, Note, Permission, Read, Result, Scope, Scoped,
    Secret, Write,
};
use serde::Serialize;

/// Say that someone lives in the community of their home center. Said again while nobody has
/// decided, it changes nothing.
#[derive(Serialize)]
pub struct ClaimResidency {
    pub person: PersonId,
    /// What will be shown.
    pub evidence: Option<ResidencyEvidence>,
}

impl Command for ClaimResidency {
    const NAME: &'static str = "people.claim_residency";
    const NEEDS: Permission = permissions::CLAIM_RESIDENCY;
    type Target = Scope;
    type Out = Residency;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.person).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Residency> {
        let (now, by) = (w.now(), who(w));
        let person = people::person::hold(w.tx(), self.person).await?.found("person")?;
        let center = person.home_center;
        let center = center.ok_or_else(|| Error::field("home_center", FieldCode::Required))?;
        let open = store::residency::open(w.tx(), self.person).await?;
        if open.as_ref().is_none_or(|o| o.center != center) {
            if let Some(moved) = open {
                let (state, evidence) = (ResidencyState::Expired, None);
                let left = Decided { state, evidence, until: None, reason: None };
                store::residency::decide(w.tx(), moved.id, &left, now, by).await?;
            }
            let id = w.fresh_in::<ResidencyId>(self.person.id().district());
            let (tx, evidence) = (w.tx(), self.evidence);
            store::residency::claim(tx, id, self.person, center, evidence, now, by).await?;
        }
        w.saw(self.person);
        let today = w.zone().date(now);
        residency(w.tx(), self.person, today).await
    }
}

/// A claim that waits, at the home it is about, and who made it.
pub struct Deciding {
    scope: Scope,
    claim: OpenClaim,
}

impl Scoped for Deciding {
    fn scope(&self) -> Scope {
        self.scope.clone()
    }
}

async fn deciding(r: &mut Read<'_>, person: PersonId) -> Result<Deciding> {
    let scope = home_scope(r, person).await?;
    let home = people::person::find(r.tx(), person).await?.and_then(|p| p.home_center);
    let claim = store::residency::open(r.tx(), person).await?;
    // A claim about a place they have left is no one's to decide.
    let claim = claim.filter(|c| Some(c.center) == home).found("thing of yours")?;
    let scope = match claim.by {
        Some(by) => scope.requested_by(by),
        None => scope,
    };
    Ok(Deciding { scope, claim })
}

/// Confirm a claim by what was shown; by someone else than who claimed and whom it is about.
#[derive(Serialize)]
pub struct ConfirmResidency {
    pub person: PersonId,
    pub evidence: ResidencyEvidence,
    /// The last day on which it holds; a lease or permit says when it ends.
    pub until: Option<Date>,
}

impl Command for ConfirmResidency {
    const NAME: &'static str = "people.confirm_residency";
    const NEEDS: Permission = permissions::DECIDE_RESIDENCY;
    type Target = Deciding;
    type Out = Residency;

    async fn target(&self, r: &mut Read<'_>) -> Result<Deciding> {
        deciding(r, self.person).await
    }

    async fn run(&self, w: &mut Write<'_>, target: Deciding) -> Result<Residency> {
        let today = w.zone().date(w.now());
        match self.until {
            Some(until) => check_until(until, today)?,
            None if self.evidence.runs_out() => {
                return Err(Error::field("until", FieldCode::Required));
            }
            None => {}
        }
        let (state, evidence) = (ResidencyState::Confirmed, Some(self.evidence));
        let decided = Decided { state, evidence, until: self.until, reason: None };
        decide(w, self.person, &target.claim, decided).await
    }
}

/// Refuse a claim, saying why.
#[derive(Serialize)]
pub struct RefuseResidency {
    pub person: PersonId,
    pub reason: Secret<Note<200>>,
}

impl Command for RefuseResidency {
    const NAME: &'static str = "people.refuse_residency";
    const NEEDS: Permission = permissions::DECIDE_RESIDENCY;
    type Target = Deciding;
    type Out = Residency;

    async fn target(&self, r: &mut Read<'_>) -> Result<Deciding> {
        deciding(r, self.person).await
    }

    async fn run(&self, w: &mut Write<'_>, target: Deciding) -> Result<Residency> {
        let reason = Some(self.reason.expose().to_string());
        let state = ResidencyState::Refused;
        let decided = Decided { state, evidence: None, until: None, reason };
        decide(w, self.person, &target.claim, decided).await
    }
}

async fn decide(
    w: &mut Write<'_>,
    person: PersonId,
    claim: &OpenClaim,
    decided: Decided,
) -> Result<Residency> {
    not_by(w, person)?;
    let (now, by) = (w.now(), who(w));
    people::person::hold(w.tx(), person).await?.found("person")?;
    if !store::residency::decide(w.tx(), claim.id, &decided, now, by).await? {
        return Err(Error::NotFound("open claim"));
    }
    w.saw(person);
    let today = w.zone().date(now);
    residency(w.tx(), person, today).await
}
