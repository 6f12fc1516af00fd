//! Finding what commands and queries are about, and who may.
use crate::model::{NetworkId, PopulationId, RunId, ScenarioId};
use crate::permissions::{LOOK, PLAN};
use crate::store;
use crate::store::network::NetworkRow;
use crate::store::population::PopulationRow;
use crate::store::run::RunRow;
use crate::store::scenario::ScenarioRow;
use lianxin_db::Id;
use lianxin_kernel::{Found, Kind, Permission, Read, Result, Scope, Scoped, allows};
use lianxin_places::RegionId;

/// A thing of a district's plan, and the scope it is in for whoever acts.
#[derive(Clone, Debug)]
pub struct At<T> {
    pub thing: T,
    scope: Scope,
}

impl<T> Scoped for At<T> {
    fn scope(&self) -> Scope {
        self.scope.clone()
    }
}

/// The district of a plan as the thing acted on.
pub async fn region(r: &mut Read<'_>, id: RegionId, needs: Permission) -> Result<At<RegionId>> {
    lianxin_places::place(r.tx(), id.id()).await?.found("region")?;
    Ok(At { thing: id, scope: scope(r, id, id, needs).await? })
}

pub async fn network(r: &mut Read<'_>, id: NetworkId, needs: Permission) -> Result<At<NetworkRow>> {
    let thing = store::network::by_id(r.tx(), id).await?.found("network")?;
    let scope = scope(r, thing.region, id, needs).await?;
    Ok(At { thing, scope })
}

pub async fn population(
    r: &mut Read<'_>,
    id: PopulationId,
    needs: Permission,
) -> Result<At<PopulationRow>> {
    let thing = store::population::by_id(r.tx(), id).await?.found("population")?;
    let scope = scope(r, thing.region, id, needs).await?;
    Ok(At { thing, scope })
}

pub async fn scenario(
    r: &mut Read<'_>,
    id: ScenarioId,
    needs: Permission,
) -> Result<At<ScenarioRow>> {
    let thing = store::scenario::by_id(r.tx(), id).await?.found("scenario")?;
    let scope = scope(r, thing.region, id, needs).await?;
    Ok(At { thing, scope })
}

/// A run and its scenario.
pub async fn run(
    r: &mut Read<'_>,
    id: RunId,
    needs: Permission,
) -> Result<At<(RunRow, ScenarioRow)>> {
    let run = store::run::by_id(r.tx(), id).await?.found("run")?;
    let scenario = store::scenario::by_id(r.tx(), run.run.scenario).await?.found("run")?;
    let scope = scope(r, scenario.region, id, needs).await?;
    Ok(At { thing: (run, scenario), scope })
}

/// The plan of a district is planned at the district. It is looked at from every place in it, so for
/// a look the places where the person works stand on the path. Others learn nothing of it.
async fn scope(
    r: &mut Read<'_>,
    region: RegionId,
    on: impl Into<Id>,
    needs: Permission,
) -> Result<Scope> {
    let place = lianxin_places::place(r.tx(), region.id()).await?.found("region")?;
    let district = place.district;
    let planning = Scope::district(district).at(place.path).on(on);
    let mut looking = planning.clone();
    let grants = r.actor().and_then(|a| a.person()).map_or(&[][..], |p| &p.grants);
    let here = grants.iter().filter(|g| g.place.district() == district).map(|g| g.place);
    looking.path.extend(here);
    let hidden = !allows(r.actor(), LOOK, &looking);
    let scope = if needs == PLAN { planning } else { looking };
    Ok(Scope { hidden, ..scope })
}

/// The district of whoever asks: of the first place where they may look.
pub async fn home(r: &mut Read<'_>) -> Result<Option<RegionId>> {
    let grants = r.actor().and_then(|a| a.person()).map(|p| p.grants.clone()).unwrap_or_default();
    for grant in grants.iter().filter(|g| LOOK.roles.contains(&g.role)) {
        if let Some(place) = lianxin_places::place(r.tx(), grant.place).await? {
            // Of all that carries its number, the district itself is the farthest up.
            let of_it = place.path.iter().rev().find(|id| id.district() == place.district);
            return Ok(of_it.copied().map(RegionId));
        }
    }
    Ok(None)
}
