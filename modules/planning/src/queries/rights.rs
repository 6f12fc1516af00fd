use crate::permissions;
use crate::targets::{self, At};
use lianxin_kernel::{Permission, Query, Read, Result, Scope};
use lianxin_places::RegionId;

/// The district of whoever asks.
pub struct HomeDistrict;

impl Query for HomeDistrict {
    const NAME: &'static str = "planning.home_district";
    const NEEDS: Permission = permissions::LOOK;
    type Target = Scope;
    type Out = Option<RegionId>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let person = r.actor().and_then(|a| a.person());
        let places = person.map(|p| p.grants.iter().map(|g| g.place).collect());
        Ok(Scope::district(r.app().district()).at(places.unwrap_or_default()))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Option<RegionId>> {
        targets::home(r).await
    }
}

/// Whether whoever asks may plan for a district: asked before a file is read for it.
pub struct MayPlan {
    pub region: RegionId,
}

impl Query for MayPlan {
    const NAME: &'static str = "planning.may_plan";
    const NEEDS: Permission = permissions::PLAN;
    type Target = At<RegionId>;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<At<RegionId>> {
        targets::region(r, self.region, permissions::PLAN).await
    }

    async fn run(&self, _: &mut Read<'_>, _: At<RegionId>) -> Result<()> {
        Ok(())
    }
}
