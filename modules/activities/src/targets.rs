//! Finding what commands and queries are about.
use crate::assemble::Moment;
use crate::model::{ProgramId, SessionId};
use crate::record::{ProgramAt, SessionAt};
use crate::store;
use lianxin_db::Tx;
use lianxin_kernel::{Found, Read, Result, Scope, Scoped, Write};
use lianxin_places::{CenterId, CenterRef};
use lianxin_seats::{Claim, ClaimId};

pub async fn center(tx: &mut Tx, id: CenterId) -> Result<CenterRef> {
    lianxin_places::center(tx, id).await?.found("center")
}

/// A center as the thing acted on.
#[derive(Clone, Debug)]
pub struct Center(pub CenterRef);

impl Scoped for Center {
    fn scope(&self) -> Scope {
        self.0.scope()
    }
}

pub async fn session(tx: &mut Tx, id: SessionId) -> Result<SessionAt> {
    let session = store::session::by_id(tx, id).await?.found("session")?;
    let center = center(tx, session.program.center).await?;
    Ok(SessionAt { session, center })
}

pub async fn program(tx: &mut Tx, id: ProgramId) -> Result<ProgramAt> {
    let program = store::program::by_id(tx, id).await?.found("program")?;
    let center = center(tx, program.center).await?;
    Ok(ProgramAt { program, center })
}

/// A sign-up: its person's, and the center's where it is. To others it does not exist.
#[derive(Clone, Debug)]
pub struct ClaimAt {
    pub claim: Claim,
    pub at: SessionAt,
}

impl Scoped for ClaimAt {
    fn scope(&self) -> Scope {
        self.at.center.scope().owned_by(self.claim.person).on(self.claim.id).hidden()
    }
}

pub async fn claim(tx: &mut Tx, id: ClaimId) -> Result<ClaimAt> {
    let claim = lianxin_seats::claim_by_id(tx, id).await?.found("sign-up")?;
    let at = session(tx, SessionId(claim.subject)).await?;
    Ok(ClaimAt { claim, at })
}

/// The moment and reader of a look.
pub trait Here {
    fn moment(&self) -> Moment;
}

impl Here for Read<'_> {
    fn moment(&self) -> Moment {
        Moment { now: self.now(), zone: self.zone().clone(), reader: self.person() }
    }
}

impl Here for Write<'_> {
    fn moment(&self) -> Moment {
        Moment { now: self.now(), zone: self.zone().clone(), reader: self.person() }
    }
}
