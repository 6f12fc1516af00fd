use crate::model::{Kept, MessageId};
use crate::{permissions, store};
use lianxin_kernel::{Command, Found, Permission, Read, Result, Write};
use serde::Serialize;

/// Marks one message as read.
#[derive(Clone, Debug, Serialize)]
pub struct ReadMessage {
    pub message: MessageId,
}

impl Command for ReadMessage {
    const NAME: &'static str = "notices.read_message";
    const NEEDS: Permission = permissions::READ;
    type Target = Kept;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Kept> {
        store::find(r.tx(), self.message).await?.found("message")
    }

    async fn run(&self, w: &mut Write<'_>, message: Kept) -> Result<()> {
        let now = w.now();
        store::mark_read(w.tx(), message.id, now).await
    }
}
