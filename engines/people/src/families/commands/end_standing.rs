use crate::families::kinds;
use crate::families::model::{StandingId, StandingKind};
use crate::families::permissions;
use crate::families::steps::{not_by, own_alone, who};
use crate::families::store;
use crate::model::PersonId;
use crate::place::scope_of;
use lianxin_kernel::{Command, Error, Found, Permission, Read, Result, Scope, Write};
use serde::Serialize;

/// What one said of oneself is so no more. It ends at once.
#[derive(Serialize)]
pub struct EndMyStanding {
    pub standing: StandingId,
}

impl Command for EndMyStanding {
    const NAME: &'static str = "people.end_my_standing";
    const NEEDS: Permission = permissions::OWN_STANDING;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_alone(r)
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let person: PersonId = w.person().ok_or(Error::SignIn)?.into();
        let kind = kind_of(w, person, self.standing).await?;
        // An office is taken back by who gave it.
        if !kind.is_own_word() {
            return Err(Error::Forbidden);
        }
        end(w, self.standing).await
    }
}

/// Someone is no longer what they were at a place of one's own.
#[derive(Serialize)]
pub struct EndStanding {
    pub person: PersonId,
    pub standing: StandingId,
}

impl Command for EndStanding {
    const NAME: &'static str = "people.end_standing";
    const NEEDS: Permission = permissions::STANDING;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        place_scope(r, self.person, self.standing).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        not_by(w, self.person)?;
        let kind = kind_of(w, self.person, self.standing).await?;
        if kind.is_sensitive() {
            return Err(Error::NotFound("standing"));
        }
        w.saw(self.person);
        end(w, self.standing).await
    }
}

/// Someone is no longer kept as a party member or veteran.
#[derive(Serialize)]
pub struct EndSensitiveStanding {
    pub person: PersonId,
    pub standing: StandingId,
}

impl Command for EndSensitiveStanding {
    const NAME: &'static str = "people.end_sensitive_standing";
    const NEEDS: Permission = permissions::SENSITIVE_STANDING;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        place_scope(r, self.person, self.standing).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        not_by(w, self.person)?;
        let kind = kind_of(w, self.person, self.standing).await?;
        if !kind.is_sensitive() {
            return Err(Error::NotFound("standing"));
        }
        w.saw(self.person);
        end(w, self.standing).await
    }
}

async fn place_scope(r: &mut Read<'_>, person: PersonId, id: StandingId) -> Result<Scope> {
    let row = store::standing::find(r.tx(), id).await?;
    let row = row.filter(|s| s.person == person).found("thing of yours")?;
    Ok(scope_of(r.tx(), "place", row.place).await?.on(person).hidden())
}

async fn kind_of(w: &mut Write<'_>, person: PersonId, id: StandingId) -> Result<StandingKind> {
    let row = store::standing::find(w.tx(), id).await?;
    let row = row.filter(|s| s.person == person).found("standing")?;
    kinds::kind_of(w.app().keys(), &row).found("standing")
}

async fn end(w: &mut Write<'_>, id: StandingId) -> Result<()> {
    let (now, by) = (w.now(), who(w));
    match store::standing::end(w.tx(), id, now, by).await? {
        true => Ok(()),
        false => Err(Error::NotFound("standing")),
    }
}
