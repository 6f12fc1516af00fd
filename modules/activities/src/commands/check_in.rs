//! Checking oneself in and out, by the code at the door.
use crate::attendance::{self, Party};
use crate::commands::published;
use crate::model::SessionId;
use crate::permissions;
use crate::record::SessionAt;
use crate::targets;
use crate::views::CheckIn;
use lianxin_kernel::{Command, Error, Line, Permission, Read, Result, Secret, Write};
use lianxin_presence::How;
use serde::{Deserialize, Serialize};

/// Say that one's party is there. The code at the door proves it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckInByCode {
    pub session: SessionId,
    pub token: Secret<Line<40>>,
}

/// Say that one's party has left.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckOutByCode {
    pub session: SessionId,
    pub token: Secret<Line<40>>,
}

async fn found(r: &mut Read<'_>, session: SessionId) -> Result<SessionAt> {
    let at = targets::session(r.tx(), session).await?;
    published(&at)?;
    Ok(at)
}

/// The caller's party, when the code is right.
async fn party(w: &mut Write<'_>, at: &SessionAt, token: &Secret<Line<40>>) -> Result<Party> {
    let person = w.person().ok_or(Error::SignIn)?;
    let key = *lianxin_presence::door_key(w.app())?;
    let given = token.expose().as_str();
    lianxin_presence::check_door_token(&key, at.session.id.0, given, w.now())
        .map_err(Error::reason)?;
    attendance::party_of(w, at, person).await
}

impl Command for CheckInByCode {
    const NAME: &'static str = "activities.check_in_by_code";
    const NEEDS: Permission = permissions::JOIN;
    type Target = SessionAt;
    type Out = CheckIn;

    async fn target(&self, r: &mut Read<'_>) -> Result<SessionAt> {
        found(r, self.session).await
    }

    fn lane(&self) -> Option<String> {
        Some(lianxin_presence::lane(self.session.0))
    }

    async fn run(&self, w: &mut Write<'_>, at: SessionAt) -> Result<CheckIn> {
        let party = party(w, &at, &self.token).await?;
        let window = attendance::own_window(&at.session);
        attendance::check_in(w, &at, party, window, How::Qr).await
    }
}

impl Command for CheckOutByCode {
    const NAME: &'static str = "activities.check_out_by_code";
    const NEEDS: Permission = permissions::JOIN;
    type Target = SessionAt;
    type Out = CheckIn;

    async fn target(&self, r: &mut Read<'_>) -> Result<SessionAt> {
        found(r, self.session).await
    }

    fn lane(&self) -> Option<String> {
        Some(lianxin_presence::lane(self.session.0))
    }

    async fn run(&self, w: &mut Write<'_>, at: SessionAt) -> Result<CheckIn> {
        let party = party(w, &at, &self.token).await?;
        attendance::check_out(w, &at, party).await
    }
}
