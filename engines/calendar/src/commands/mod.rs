//! One file for each change that staff make to the calendar itself.
mod arrange_room;
mod block;
mod close_room;
mod end_closing;
mod items;
mod put_setting;

pub use arrange_room::ArrangeRoom;
pub use block::{Block, Blocking, Unblock};
pub use close_room::{CloseRoom, NewClosing};
pub use end_closing::EndClosing;
pub use items::{AddItem, ChangeItem, EndItem, ItemAt, NewItem};
pub use put_setting::PutSetting;

use lianxin_db::Tx;
use lianxin_kernel::{Found, Kind as _, Result, Scope, Scoped};
use lianxin_places::{CenterRef, RoomId, RoomRef};

/// A room with the center it belongs to: what commands are about.
#[derive(Clone, Debug)]
pub struct RoomAt {
    pub room: RoomRef,
    pub center: CenterRef,
}

impl Scoped for RoomAt {
    fn scope(&self) -> Scope {
        self.center.scope().on(self.room.id.id())
    }
}

pub(crate) async fn room(tx: &mut Tx, id: RoomId) -> Result<RoomAt> {
    let room = lianxin_places::room(tx, id).await?.found("room")?;
    let center = lianxin_places::center(tx, room.center).await?.found("center")?;
    Ok(RoomAt { room, center })
}
