use crate::model::BookingId;
use crate::permissions;
use crate::store;
use lianxin_calendar::{ItemId, OccupancyId};
use lianxin_kernel::{Found, Permission, Query, Read, Result};
use lianxin_places::{CenterRef, RoomId};

/// As many as can reasonably wait for the rooms of one tree.
const MOST_WAITING: i64 = 200;

/// Bookings that wait for the rooms in which something changed, the first to ask first.
pub struct WhoWaits(pub OccupancyId);

impl Query for WhoWaits {
    const NAME: &'static str = "bookings.who_waits";
    const NEEDS: Permission = permissions::KEEP;
    type Target = CenterRef;
    type Out = Vec<BookingId>;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        let changed = lianxin_calendar::occupancy(r.tx(), self.0).await?.found("occupancy")?;
        lianxin_places::center(r.tx(), changed.resource.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, center: CenterRef) -> Result<Vec<BookingId>> {
        let now = r.now();
        let changed = lianxin_calendar::occupancy(r.tx(), self.0).await?.found("occupancy")?;
        let Some(room) = changed.resource.as_room() else {
            let item = ItemId(changed.resource.id);
            return store::thing::waiting(r.tx(), center.id, item, now, MOST_WAITING).await;
        };
        let tree = lianxin_places::room_tree(r.tx(), room).await?;
        let rooms: Vec<RoomId> = tree.rooms.into_iter().map(|(room, _)| room).collect();
        let waiting = store::booking::waiting(r.tx(), center.id, &rooms, now, MOST_WAITING).await?;
        Ok(waiting.into_iter().map(|b| b.id).collect())
    }
}
