use crate::assemble::one_desk_session;
use crate::model::SessionId;
use crate::permissions;
use crate::reasons;
use crate::record::{SessionAt, SessionRecord};
use crate::rooms;
use crate::store;
use crate::targets::{self, Here};
use crate::views::DeskSession;
use lianxin_kernel::{Command, Error, Line, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Cancel one session. Everybody who has a place or waits is told, with the reason.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CancelSession {
    pub session: SessionId,
    pub reason: Line<120>,
}

impl Command for CancelSession {
    const NAME: &'static str = "activities.cancel_session";
    const NEEDS: Permission = permissions::PUBLISH;
    type Target = SessionAt;
    type Out = DeskSession;

    async fn target(&self, r: &mut Read<'_>) -> Result<SessionAt> {
        targets::session(r.tx(), self.session).await
    }

    fn lane(&self) -> Option<String> {
        Some(lianxin_seats::lane(self.session.0))
    }

    async fn run(&self, w: &mut Write<'_>, at: SessionAt) -> Result<DeskSession> {
        let session = cancel(w, at.session, self.reason.as_str()).await?;
        let moment = w.moment();
        one_desk_session(w.tx(), &moment, &session).await
    }
}

pub(super) async fn cancel(
    w: &mut Write<'_>,
    mut session: SessionRecord,
    reason: &str,
) -> Result<SessionRecord> {
    let now = w.now();
    if session.held(now) {
        return Err(Error::reason(reasons::ended()));
    }
    if !store::session::cancel(w.tx(), session.id, reason, now).await? {
        return Err(Error::reason(reasons::cancelled()));
    }
    store::day::mark(w.tx(), session.program.center, session.date).await?;
    rooms::give_back(w, &session).await?;
    // The move of each sign-up is told to its person.
    lianxin_seats::close(w, session.id.0).await?;
    session.cancelled = true;
    session.cancel_reason = Some(reason.to_owned());
    Ok(session)
}
