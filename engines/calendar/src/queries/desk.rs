//! What the desk looks at.
use crate::commands::{RoomAt, room};
use crate::model::{RoomSetting, Span};
use crate::permissions;
use crate::record::{ClosingList, OccupancyList};
use crate::store;
use lianxin_kernel::{Date, Error, FieldCode, FieldError, Found, Permission, Query, Read, Result};
use lianxin_places::{CenterId, CenterRef, RoomId};

/// How a room is used.
pub struct ShowSetting {
    pub room: RoomId,
}

impl Query for ShowSetting {
    const NAME: &'static str = "calendar.show_setting";
    const NEEDS: Permission = permissions::SEE;
    type Target = RoomAt;
    type Out = RoomSetting;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoomAt> {
        room(r.tx(), self.room).await
    }

    async fn run(&self, r: &mut Read<'_>, at: RoomAt) -> Result<RoomSetting> {
        store::setting::of(r.tx(), at.room.id.0).await
    }
}

/// The closings of a center that are not over.
pub struct ListClosings {
    pub center: CenterId,
}

/// More than a center has ahead of it.
const MOST_CLOSINGS: i64 = 500;

impl Query for ListClosings {
    const NAME: &'static str = "calendar.list_closings";
    const NEEDS: Permission = permissions::SEE;
    type Target = CenterRef;
    type Out = ClosingList;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, center: CenterRef) -> Result<ClosingList> {
        let now = r.now();
        let items = store::closing::coming(r.tx(), center.id, now, MOST_CLOSINGS).await?;
        Ok(ClosingList { items })
    }
}

/// What is held at a center on some days.
pub struct ListOccupancies {
    pub center: CenterId,
    pub from: Date,
    /// The last day, at most 30 days after the first.
    pub to: Date,
}

impl Query for ListOccupancies {
    const NAME: &'static str = "calendar.list_occupancies";
    const NEEDS: Permission = permissions::SEE;
    type Target = CenterRef;
    type Out = OccupancyList;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, center: CenterRef) -> Result<OccupancyList> {
        if self.to < self.from {
            return Err(Error::field("to", FieldCode::BeforeStart));
        }
        if self.from.days_until(self.to) > 30 {
            let fault = FieldError::new("to", FieldCode::OutOfRange);
            return Err(Error::Invalid(vec![fault.with("max", self.from.plus_days(30))]));
        }
        let (from, to) = (r.zone().start_of(self.from), r.zone().start_of(self.to.plus_days(1)));
        let items = crate::occupancies_at(r.tx(), center.id, Span { from, to }).await?;
        Ok(OccupancyList { items })
    }
}
