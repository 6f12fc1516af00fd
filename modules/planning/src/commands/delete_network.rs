use crate::model::NetworkId;
use crate::permissions;
use crate::reasons;
use crate::store;
use crate::store::network::NetworkRow;
use crate::store::shelf::{self, Ware};
use crate::targets::{self, At};
use lianxin_kernel::{Command, Error, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Throw a network away that no scenario stands on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeleteNetwork {
    pub network: NetworkId,
}

impl Command for DeleteNetwork {
    const NAME: &'static str = "planning.delete_network";
    const NEEDS: Permission = permissions::PLAN;
    type Target = At<NetworkRow>;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<At<NetworkRow>> {
        targets::network(r, self.network, permissions::PLAN).await
    }

    async fn run(&self, w: &mut Write<'_>, at: At<NetworkRow>) -> Result<()> {
        // A scenario that is added at the same moment is held by its foreign key.
        let uses = store::network::uses(w.tx(), self.network).await?;
        if uses > 0 {
            return Err(Error::reason(reasons::in_use(uses)));
        }
        if store::network::delete(w.tx(), self.network).await? {
            shelf::give_room(w.tx(), at.thing.region, Ware::Network).await?;
        }
        Ok(())
    }
}
