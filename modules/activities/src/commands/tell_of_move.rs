use crate::events::NoticeWanted;
use crate::model::SessionId;
use crate::permissions;
use crate::record::SessionAt;
use crate::targets;
use lianxin_kernel::{Act, Command, Job, Permission, Read, Result, Write};
use lianxin_seats::{ClaimMoved, State};
use serde::{Deserialize, Serialize, Serializer};

/// Tell a person what became of their sign-up.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TellOfMove(pub ClaimMoved);

impl Job for TellOfMove {
    const NAME: &'static str = "activities.tell_of_move";

    async fn work(self, act: &Act) -> Result<()> {
        act.run(Tell(self.0)).await
    }
}

/// The audit keeps which claim it was: what staff wrote as a reason stays with the claim alone.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
struct Tell(#[serde(serialize_with = "claim_alone")] ClaimMoved);

fn claim_alone<S: Serializer>(moved: &ClaimMoved, s: S) -> std::result::Result<S::Ok, S::Error> {
    s.collect_str(&moved.claim)
}

impl Command for Tell {
    const NAME: &'static str = "activities.tell_of_move";
    const NEEDS: Permission = permissions::TELL;
    type Target = SessionAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<SessionAt> {
        targets::session(r.tx(), SessionId(self.0.subject)).await
    }

    async fn run(&self, w: &mut Write<'_>, at: SessionAt) -> Result<()> {
        let moved = &self.0;
        let Some(code) = code(moved) else {
            return Ok(());
        };
        let reason = at.session.cancel_reason.clone().unwrap_or_default();
        let mut notice = NoticeWanted::about(&at, moved.person, code, None)
            .with("reason", reason)
            .with_reason(&moved.why);
        if let Some(until) = moved.offered_until {
            notice = notice.with("until", until);
        }
        w.say(notice).await
    }
}

/// Which notice a move is worth. Who acted themself on a page that answered needs none.
fn code(moved: &ClaimMoved) -> Option<&'static str> {
    match (moved.from, moved.to) {
        (None, State::Seated | State::Waiting) if moved.by_staff => Some("staff_signed_you_up"),
        (None, State::Seated) => Some("sign_up_seated"),
        (None, State::Waiting) => Some("sign_up_waiting"),
        (Some(State::Waiting), State::Seated) => Some("sign_up_promoted"),
        (_, State::Offered) => Some("offer_made"),
        (_, State::Expired) => Some("offer_expired"),
        (_, State::Removed) => Some("removed"),
        (_, State::Cancelled) => Some("session_cancelled"),
        (_, State::Left | State::Seated | State::Waiting) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_db::Id;
    use lianxin_kernel::reason;

    fn moved(from: Option<State>, to: State, by_staff: bool) -> ClaimMoved {
        ClaimMoved {
            claim: Id::NIL.into(),
            pool: Id::NIL.into(),
            subject: Id::NIL,
            person: Id::NIL,
            from,
            to,
            why: reason!("seats.left"),
            offered_until: None,
            by_staff,
        }
    }

    #[test]
    fn what_one_did_not_do_oneself_is_told() {
        assert_eq!(code(&moved(None, State::Seated, false)), Some("sign_up_seated"));
        assert_eq!(code(&moved(None, State::Waiting, true)), Some("staff_signed_you_up"));
        assert_eq!(
            code(&moved(Some(State::Waiting), State::Seated, false)),
            Some("sign_up_promoted")
        );
        assert_eq!(code(&moved(Some(State::Seated), State::Left, false)), None);
        assert_eq!(
            code(&moved(Some(State::Seated), State::Cancelled, false)),
            Some("session_cancelled")
        );
        assert_eq!(code(&moved(Some(State::Offered), State::Seated, false)), None);
    }
}
