use crate::queries::Inbox;
use crate::{permissions, store};
use lianxin_kernel::{Command, Permission, Read, Result, Write};
use serde::Serialize;

/// Marks every message of whoever asks as read.
#[derive(Clone, Debug, Serialize)]
pub struct ReadAllMessages {}

impl Command for ReadAllMessages {
    const NAME: &'static str = "notices.read_all_messages";
    const NEEDS: Permission = permissions::READ;
    type Target = Inbox;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Inbox> {
        Inbox::own(r)
    }

    async fn run(&self, w: &mut Write<'_>, Inbox(person): Inbox) -> Result<()> {
        let now = w.now();
        store::mark_all_read(w.tx(), person, now).await
    }
}
