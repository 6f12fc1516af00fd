use super::RoomAt;
use crate::model::{Kind, Occupancy, OccupancyId, Resource, Span, Wish};
use crate::occupying::occupy_as;
use crate::permissions;
use crate::store;
use lianxin_kernel::{
    Command, Error, FieldCode, Found, Kind as _, Line, Names, Permission, Read, Result, Timestamp,
    Write,
};
use lianxin_places::RoomId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// When a room is kept for staff, and what for.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Blocking {
    pub from: Timestamp,
    /// At most 31 days after `from`.
    pub to: Timestamp,
    /// Shown at the desk.
    #[schema(value_type = String)]
    pub why: Line<120>,
}

/// Keeps a room for staff, also when its center is not open. What is held already stands against it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Block {
    pub room: RoomId,
    #[serde(flatten)]
    pub blocking: Blocking,
}

impl Command for Block {
    const NAME: &'static str = "calendar.block";
    const NEEDS: Permission = permissions::BLOCK;
    type Target = RoomAt;
    type Out = Occupancy;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoomAt> {
        super::room(r.tx(), self.room).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoomAt) -> Result<Occupancy> {
        let Blocking { from, to, why } = &self.blocking;
        let span = Span::new(*from, *to);
        let span = span.ok_or_else(|| Error::field("to", FieldCode::BeforeStart))?;
        let id: OccupancyId = w.fresh();
        let wish = Wish {
            resource: Resource::room(self.room, at.center.id),
            span,
            kind: Kind::Blocking,
            // Nobody else knows of it: it is its own.
            owner: id.id(),
            label: Names::zh_cn(why.as_str()),
            outside_hours: true,
            series: None,
        };
        let held = occupy_as(w, vec![(id, wish)]).await?;
        held.into_iter().next().ok_or_else(|| Error::internal("nothing is held"))
    }
}

/// Gives a room back that staff kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Unblock {
    pub blocking: OccupancyId,
}

impl Command for Unblock {
    const NAME: &'static str = "calendar.unblock";
    const NEEDS: Permission = permissions::BLOCK;
    type Target = RoomAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<RoomAt> {
        let found = store::occupancy::by_id(r.tx(), self.blocking).await?;
        let blocking = found.filter(|o| o.kind == Kind::Blocking).found("blocking")?;
        let room = blocking.resource.as_room().found("blocking")?;
        super::room(r.tx(), room).await
    }

    async fn run(&self, w: &mut Write<'_>, _: RoomAt) -> Result<()> {
        crate::release(w, self.blocking).await
    }
}
