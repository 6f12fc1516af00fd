use crate::assemble::one_desk_session;
use crate::model::SessionId;
use crate::permissions;
use crate::reasons;
use crate::record::SessionAt;
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
        let now = w.now();
        if at.session.held(now) {
            return Err(Error::reason(reasons::ended()));
        }
        let reason = self.reason.as_str();
        if !store::session::cancel(w.tx(), self.session, reason, now).await? {
            return Err(Error::reason(reasons::cancelled()));
        }
        store::session::free_room(w.tx(), self.session).await?;
        // The move of each sign-up is told to its person.
        lianxin_seats::close(w, self.session.0).await?;
        let mut session = at.session;
        session.cancelled = true;
        session.cancel_reason = Some(reason.to_owned());
        let moment = w.moment();
        one_desk_session(w.tx(), &moment, &session).await
    }
}
