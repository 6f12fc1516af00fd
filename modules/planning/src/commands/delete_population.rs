use crate::model::PopulationId;
use crate::permissions;
use crate::reasons;
use crate::store;
use crate::store::population::PopulationRow;
use crate::store::shelf::{self, Ware};
use crate::targets::{self, At};
use lianxin_kernel::{Command, Error, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Throw a population away that no scenario stands on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeletePopulation {
    pub population: PopulationId,
}

impl Command for DeletePopulation {
    const NAME: &'static str = "planning.delete_population";
    const NEEDS: Permission = permissions::PLAN;
    type Target = At<PopulationRow>;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<At<PopulationRow>> {
        targets::population(r, self.population, permissions::PLAN).await
    }

    async fn run(&self, w: &mut Write<'_>, at: At<PopulationRow>) -> Result<()> {
        // A scenario that is added at the same moment is held by its foreign key.
        let uses = store::population::uses(w.tx(), self.population).await?;
        if uses > 0 {
            return Err(Error::reason(reasons::in_use(uses)));
        }
        if store::population::delete(w.tx(), self.population).await? {
            shelf::give_room(w.tx(), at.thing.region, Ware::Population).await?;
        }
        Ok(())
    }
}
