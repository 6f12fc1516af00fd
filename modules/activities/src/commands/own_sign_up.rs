//! What people do with their own sign-up; the desk can do it for them.
use crate::assemble::one_sign_up;
use crate::counting::touched;
use crate::permissions;
use crate::targets::{self, ClaimAt, Here};
use crate::views::SignUp;
use lianxin_kernel::{Command, Permission, Read, Result, Write};
use lianxin_seats::{Claim, ClaimId};
use serde::{Deserialize, Serialize};

async fn answer(w: &mut Write<'_>, claim: Claim) -> Result<SignUp> {
    let moment = w.moment();
    one_sign_up(w.tx(), &moment, claim).await
}

macro_rules! own {
    ($(#[$meta:meta])* $name:ident, $act:literal, $change:path) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub struct $name {
            pub sign_up: ClaimId,
        }

        impl Command for $name {
            const NAME: &'static str = $act;
            const NEEDS: Permission = permissions::SIGN_UPS;
            type Target = ClaimAt;
            type Out = SignUp;

            async fn target(&self, r: &mut Read<'_>) -> Result<ClaimAt> {
                targets::claim(r.tx(), self.sign_up).await
            }

            async fn run(&self, w: &mut Write<'_>, found: ClaimAt) -> Result<SignUp> {
                let claim = $change(w, self.sign_up).await?;
                touched(w, &found.at.session).await?;
                answer(w, claim).await
            }
        }
    };
}

own!(
    /// Give one's place or wait up. What becomes free goes to who is next.
    LeaveSession,
    "activities.leave_session",
    lianxin_seats::leave
);
own!(
    /// Take an offered place.
    AcceptOffer,
    "activities.accept_offer",
    lianxin_seats::accept
);
own!(
    /// Say no to an offered place.
    DeclineOffer,
    "activities.decline_offer",
    lianxin_seats::decline
);
