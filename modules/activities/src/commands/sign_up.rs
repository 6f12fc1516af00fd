use crate::assemble::{fresh_sign_up, one_sign_up, pool_of};
use crate::model::{ProgramStatus, SessionId, Way};
use crate::permissions;
use crate::reasons;
use crate::record::SessionAt;
use crate::targets::{self, Here};
use crate::views::SignUp;
use lianxin_kernel::{
    AnyId, Command, Error, FieldCode, Found, Line, Permission, Read, Reason, Result, Timestamp,
    Write, Zone,
};
use lianxin_people::{PersonId, PersonRef};
use lianxin_seats::{Band, ClaimSpec, Companion};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Someone who comes along.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompanionDraft {
    #[serde(serialize_with = "crate::masked")]
    pub name: Line<40>,
    pub band: CompanionBand,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CompanionBand {
    Child,
    Adult,
    Elder,
}

impl From<CompanionBand> for Band {
    fn from(band: CompanionBand) -> Self {
        match band {
            CompanionBand::Child => Self::Child,
            CompanionBand::Adult => Self::Adult,
            CompanionBand::Elder => Self::Elder,
        }
    }
}

/// Sign oneself up, alone or with a party: all of it gets places, or none of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignUpForSession {
    pub session: SessionId,
    pub wish: Wish,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    pub mode: Way,
    /// At most five.
    #[serde(default)]
    pub companions: Vec<CompanionDraft>,
    /// Would wait when there is no place.
    #[serde(default)]
    pub wait: bool,
}

impl Command for SignUpForSession {
    const NAME: &'static str = "activities.sign_up_for_session";
    const NEEDS: Permission = permissions::JOIN;
    type Target = SessionAt;
    type Out = SignUp;

    async fn target(&self, r: &mut Read<'_>) -> Result<SessionAt> {
        let at = targets::session(r.tx(), self.session).await?;
        published(&at)?;
        Ok(at)
    }

    fn lane(&self) -> Option<String> {
        Some(lianxin_seats::lane(self.session.0))
    }

    async fn run(&self, w: &mut Write<'_>, at: SessionAt) -> Result<SignUp> {
        let person = w.person().ok_or(Error::SignIn)?;
        claim(w, &at, person, &self.wish, false).await
    }
}

/// Sign someone up at the desk. Their age and the times of signing up do not bind staff, the
/// number of places does.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignUpFor {
    pub session: SessionId,
    pub person: PersonId,
    pub wish: Wish,
}

impl Command for SignUpFor {
    const NAME: &'static str = "activities.sign_up_for";
    const NEEDS: Permission = permissions::ATTEND;
    type Target = SessionAt;
    type Out = SignUp;

    async fn target(&self, r: &mut Read<'_>) -> Result<SessionAt> {
        targets::session(r.tx(), self.session).await
    }

    fn lane(&self) -> Option<String> {
        Some(lianxin_seats::lane(self.session.0))
    }

    async fn run(&self, w: &mut Write<'_>, at: SessionAt) -> Result<SignUp> {
        lianxin_people::person(w.tx(), self.person).await?.found("person")?;
        claim(w, &at, self.person.0, &self.wish, true).await
    }
}

/// What is not published does not exist for residents.
pub fn published(at: &SessionAt) -> Result<()> {
    match at.session.program.status {
        ProgramStatus::Draft => Err(Error::NotFound("session")),
        ProgramStatus::Published | ProgramStatus::Archived => Ok(()),
    }
}

/// What stands against joining whatever the number of places.
pub fn against(
    at: &SessionAt,
    person: Option<&PersonRef>,
    moment: (Timestamp, &Zone),
) -> Option<Reason> {
    let (now, zone) = moment;
    let (session, fields) = (&at.session, &at.session.program.fields);
    if session.cancelled {
        return Some(reasons::cancelled());
    }
    if session.ends_at <= now {
        return Some(reasons::ended());
    }
    if !fields.sign_up_needed {
        return Some(reasons::no_sign_up_needed());
    }
    let day = zone.date(session.starts_at);
    let age = person.and_then(|p| p.born).map(|born| born.age_on(day));
    fields.admits(age).filter(|_| person.is_some())
}

async fn claim(
    w: &mut Write<'_>,
    at: &SessionAt,
    person: AnyId,
    wish: &Wish,
    by_staff: bool,
) -> Result<SignUp> {
    let (now, zone) = (w.now(), w.zone().clone());
    let who = lianxin_people::person(w.tx(), PersonId(person)).await?.found("person")?;
    let asked = Some(&who).filter(|_| !by_staff);
    if let Some(why) = against(at, asked, (now, &zone)) {
        return Err(Error::reason(why));
    }
    let pools = lianxin_seats::pools_of_subject(w.tx(), at.session.id.0).await?;
    let pool = pool_of(&pools, wish.mode);
    let pool = pool.ok_or_else(|| Error::field("mode", FieldCode::Unknown))?.id;
    let companions = wish.companions.iter().map(companion).collect::<Result<_>>()?;
    let wait = wish.wait;
    let spec = ClaimSpec { pool, person, companions, wait, by_staff, quota_exempt: by_staff };
    let claimed = lianxin_seats::claim_whole(w, spec).await?;
    w.on(claimed.claim.id);
    let moment = w.moment();
    if by_staff {
        return one_sign_up(w.tx(), &moment, claimed.claim).await;
    }
    fresh_sign_up(w.tx(), &moment, at, (pools, who), claimed).await
}

fn companion(draft: &CompanionDraft) -> Result<Companion> {
    let name = Line::new(draft.name.as_str()).map_err(Error::internal)?;
    Ok(Companion { name, band: draft.band.into(), person: None })
}
