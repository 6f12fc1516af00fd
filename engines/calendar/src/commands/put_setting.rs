use super::RoomAt;
use crate::model::RoomSetting;
use crate::permissions;
use crate::{ground, store};
use lianxin_kernel::{Command, Permission, Read, Result, Write};
use lianxin_places::RoomId;
use serde::{Deserialize, Serialize};

/// Says how a room is used. What is held already keeps its own minutes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PutSetting {
    pub room: RoomId,
    pub setting: RoomSetting,
}

impl Command for PutSetting {
    const NAME: &'static str = "calendar.put_setting";
    const NEEDS: Permission = permissions::ARRANGE;
    type Target = RoomAt;
    type Out = RoomSetting;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoomAt> {
        super::room(r.tx(), self.room).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoomAt) -> Result<RoomSetting> {
        self.setting.check()?;
        let tree = lianxin_places::room_tree(w.tx(), self.room).await?;
        ground::lock(w.tx(), [(at.center.district, tree.top.0)]).await?;
        store::setting::put(w.tx(), self.room, &self.setting).await?;
        Ok(self.setting.clone())
    }
}
