use crate::model::{Kept, MessageId, SmsState};
use crate::{permissions, store};
use lianxin_kernel::{Command, Found, Permission, Read, Result, Write};
use serde::Serialize;

/// Notes how the sending of a text message ended. Once sent, it stays sent.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RecordSms {
    pub message: MessageId,
    pub sms: SmsState,
}

impl Command for RecordSms {
    const NAME: &'static str = "notices.record_sms";
    const NEEDS: Permission = permissions::DELIVER;
    type Target = Kept;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Kept> {
        store::find(r.tx(), self.message).await?.found("message")
    }

    async fn run(&self, w: &mut Write<'_>, message: Kept) -> Result<()> {
        store::set_sms(w.tx(), message.id, self.sms).await
    }
}
