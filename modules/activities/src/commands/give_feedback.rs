use crate::model::{Comment, LEVELS, SessionId};
use crate::permissions;
use crate::reasons;
use crate::record::SessionAt;
use crate::store;
use crate::targets;
use lianxin_kernel::{Command, Error, FieldCode, FieldError, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Say how one liked it: five levels, 5 is very satisfied, and a comment. Once, afterwards, by those
/// who were there. The desk sees levels and comments, never who.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GiveFeedback {
    pub session: SessionId,
    pub level: i64,
    #[serde(serialize_with = "crate::masked")]
    pub comment: Option<Comment>,
}

impl Command for GiveFeedback {
    const NAME: &'static str = "activities.give_feedback";
    const NEEDS: Permission = permissions::JOIN;
    type Target = SessionAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<SessionAt> {
        let at = targets::session(r.tx(), self.session).await?;
        super::published(&at)?;
        Ok(at)
    }

    async fn run(&self, w: &mut Write<'_>, at: SessionAt) -> Result<()> {
        let person = w.person().ok_or(Error::SignIn)?;
        if !LEVELS.contains(&self.level) {
            let fault = FieldError::new("level", FieldCode::OutOfRange);
            return Err(Error::Invalid(vec![fault.with("min", 1).with("max", 5)]));
        }
        let now = w.now();
        if !at.session.held(now) {
            return Err(Error::reason(reasons::feedback_too_early()));
        }
        let stays = lianxin_presence::present_of_subject(w.tx(), self.session.0).await?;
        if !stays.iter().any(|s| s.person == Some(person)) {
            return Err(Error::reason(reasons::feedback_not_there()));
        }
        let id = w.fresh();
        let comment = self.comment.as_ref().map(|c| c.as_str().to_owned());
        let given = (self.level, comment);
        if !store::feedback::insert(w.tx(), id, self.session, person, given, now).await? {
            return Err(Error::reason(reasons::feedback_given()));
        }
        Ok(())
    }
}
