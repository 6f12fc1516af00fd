use crate::any_id;
use crate::floor::Floor;
use crate::model::ClaimId;
use crate::permissions;
use lianxin_kernel::{Act, AnyId, Command, Job, Kind, Permission, Read, Result, Scope, Write};
use serde::{Deserialize, Serialize};

/// Ends an offer whose time is over and offers its places to the next.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExpireOffer {
    pub claim: ClaimId,
    #[serde(with = "any_id")]
    pub subject: AnyId,
}

impl Job for ExpireOffer {
    const NAME: &'static str = "seats.expire_offer";

    async fn work(self, act: &Act) -> Result<()> {
        act.run(self).await
    }
}

impl Command for ExpireOffer {
    const NAME: &'static str = "seats.expire_offer";
    const NEEDS: Permission = permissions::EXPIRE;
    type Target = Scope;
    type Out = ();

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.claim.id().district()).on(self.claim))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        // Taking the lock settles every offer that is due, this one included; if it was answered or
        // prolonged meanwhile, nothing is left to do.
        let (floor, _) = Floor::of_claim(w, self.claim).await?;
        floor.finish(w).await?;
        Ok(())
    }

    fn lane(&self) -> Option<String> {
        Some(crate::lane(self.subject))
    }
}
