use crate::lookup;
use crate::model::*;
use crate::permissions;
use crate::store;
use lianxin_kernel::{Found, Permission, Query, Read, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The rooms of a center.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RoomList {
    pub items: Vec<Room>,
}

/// The rooms of a center, in the order of the house.
pub struct ListRooms {
    pub center: CenterId,
}

impl Query for ListRooms {
    const NAME: &'static str = "places.list_rooms";
    const NEEDS: Permission = permissions::SEE;
    type Target = CenterRef;
    type Out = RoomList;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lookup::center(r.tx(), self.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, center: CenterRef) -> Result<RoomList> {
        let rooms = store::rooms(r.tx(), center.id).await?;
        Ok(RoomList { items: rooms.into_iter().map(Room::from).collect() })
    }
}

/// The opening hours of a center as they were entered, with the exceptions that are not over.
pub struct ShowHours {
    pub center: CenterId,
}

impl Query for ShowHours {
    const NAME: &'static str = "places.show_hours";
    const NEEDS: Permission = permissions::SEE;
    type Target = CenterRef;
    type Out = Hours;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lookup::center(r.tx(), self.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, center: CenterRef) -> Result<Hours> {
        let today = r.zone().date(r.now());
        store::hours(r.tx(), center.id, today).await
    }
}
