//! What only staff do with a sign-up, with a reason its person is told.
use crate::assemble::one_sign_up;
use crate::counting::touched;
use crate::permissions;
use crate::targets::{self, Here};
use crate::views::SignUp;
use lianxin_kernel::{Command, Line, Permission, Read, Result, Scope, Scoped, Write};
use lianxin_seats::{Claim, ClaimId};
use serde::{Deserialize, Serialize};

/// A sign-up of the center; that it is one's own gives no right here.
#[derive(Clone, Debug)]
pub struct OfCenter(targets::ClaimAt);

impl Scoped for OfCenter {
    fn scope(&self) -> Scope {
        self.0.at.center.scope().on(self.0.claim.id).hidden()
    }
}

async fn found(r: &mut Read<'_>, id: ClaimId) -> Result<OfCenter> {
    targets::claim(r.tx(), id).await.map(OfCenter)
}

async fn answer(w: &mut Write<'_>, claim: Claim) -> Result<SignUp> {
    let moment = w.moment();
    one_sign_up(w.tx(), &moment, claim).await
}

/// Seat a waiting party, also out of turn; the reason stays with the sign-up.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PromoteSignUp {
    pub sign_up: ClaimId,
    #[serde(serialize_with = "crate::masked")]
    pub reason: Line<120>,
}

impl Command for PromoteSignUp {
    const NAME: &'static str = "activities.promote_sign_up";
    const NEEDS: Permission = permissions::ATTEND;
    type Target = OfCenter;
    type Out = SignUp;

    async fn target(&self, r: &mut Read<'_>) -> Result<OfCenter> {
        found(r, self.sign_up).await
    }

    async fn run(&self, w: &mut Write<'_>, found: OfCenter) -> Result<SignUp> {
        let claim = lianxin_seats::promote(w, self.sign_up, self.reason.as_str()).await?;
        touched(w, &found.0.at.session).await?;
        answer(w, claim).await
    }
}

/// Take a party off the list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemoveSignUp {
    pub sign_up: ClaimId,
    #[serde(serialize_with = "crate::masked")]
    pub reason: Line<120>,
}

impl Command for RemoveSignUp {
    const NAME: &'static str = "activities.remove_sign_up";
    const NEEDS: Permission = permissions::ATTEND;
    type Target = OfCenter;
    type Out = SignUp;

    async fn target(&self, r: &mut Read<'_>) -> Result<OfCenter> {
        found(r, self.sign_up).await
    }

    async fn run(&self, w: &mut Write<'_>, found: OfCenter) -> Result<SignUp> {
        let claim = lianxin_seats::remove(w, self.sign_up, self.reason.as_str()).await?;
        touched(w, &found.0.at.session).await?;
        answer(w, claim).await
    }
}
