use super::cancel_session::cancel;
use crate::model::SessionId;
use crate::permissions;
use crate::record::SessionAt;
use crate::targets;
use lianxin_calendar::{ClosedOver, Kind};
use lianxin_kernel::{Act, Command, Job, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// A room was closed: the session that had it is cancelled, for the same reason.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FollowClosing(pub ClosedOver);

impl Job for FollowClosing {
    const NAME: &'static str = "activities.follow_closing";

    async fn work(self, act: &Act) -> Result<()> {
        let ClosedOver(closed) = self.0;
        match closed.kind {
            Kind::Activity => {
                let (session, why) = (SessionId(closed.owner), closed.why.unwrap_or_default());
                act.run(CancelClosed { session, why }).await
            }
            _ => Ok(()),
        }
    }
}

#[derive(Clone, Debug, Serialize)]
struct CancelClosed {
    session: SessionId,
    why: String,
}

impl Command for CancelClosed {
    const NAME: &'static str = "activities.follow_closing";
    const NEEDS: Permission = permissions::TELL;
    type Target = SessionAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<SessionAt> {
        targets::session(r.tx(), self.session).await
    }

    async fn run(&self, w: &mut Write<'_>, at: SessionAt) -> Result<()> {
        let now = w.now();
        // Staff may have moved or cancelled it meanwhile.
        if at.session.cancelled || at.session.held(now) || crate::rooms::has(w, &at.session).await?
        {
            return Ok(());
        }
        cancel(w, at.session, &self.why).await.map(drop)
    }

    fn lane(&self) -> Option<String> {
        Some(lianxin_seats::lane(self.session.0))
    }
}
