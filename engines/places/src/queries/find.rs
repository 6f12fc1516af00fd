//! What an import asks: what is known already, so that a file adds to it and takes nothing away.
use crate::model::*;
use crate::permissions;
use crate::store;
use lianxin_kernel::{Permission, Query, Read, Result, Scope};

pub(crate) struct FindRegion<'a>(pub &'a Key);
pub(crate) struct FindCenter<'a>(pub &'a Key);
pub(crate) struct FindRooms(pub CenterId);

impl Query for FindRegion<'_> {
    const NAME: &'static str = "places.find_region";
    const NEEDS: Permission = permissions::SEE;
    type Target = Scope;
    type Out = Option<(RegionId, RegionFacts)>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::default())
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Self::Out> {
        Ok(store::region_by_key(r.tx(), self.0).await?.map(|row| (row.id, row.facts)))
    }
}

impl Query for FindCenter<'_> {
    const NAME: &'static str = "places.find_center";
    const NEEDS: Permission = permissions::SEE;
    type Target = Scope;
    type Out = Option<CenterFacts>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::default())
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Self::Out> {
        Ok(store::center_by_key(r.tx(), self.0).await?.map(|row| row.facts))
    }
}

impl Query for FindRooms {
    const NAME: &'static str = "places.find_rooms";
    const NEEDS: Permission = permissions::SEE;
    type Target = Scope;
    /// Key and facts.
    type Out = Vec<(String, RoomFacts)>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::default())
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Self::Out> {
        let rooms = store::rooms(r.tx(), self.0).await?;
        Ok(rooms.into_iter().map(|row| (row.key, row.facts)).collect())
    }
}
