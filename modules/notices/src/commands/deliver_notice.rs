use crate::jobs::SendSms;
use crate::model::{Kept, MessageId, NoticeCode, NoticeValues, SmsState};
use crate::queries::Inbox;
use crate::settings::NoticeSettings;
use crate::sms::SmsSenders;
use crate::{permissions, store};
use lianxin_kernel::{Command, Error, Permission, Read, Result, Write};
use lianxin_people::PersonId;
use serde::{Serialize, Serializer};

/// Puts a message into someone's inbox, and leaves its text message to be sent.
#[derive(Clone, Debug, Serialize)]
pub struct DeliverNotice {
    pub person: PersonId,
    pub code: NoticeCode,
    #[serde(serialize_with = "names_alone")]
    pub values: NoticeValues,
    pub link: Option<String>,
}

/// The audit keeps which values there were: what they say stays with the message alone.
fn names_alone<S: Serializer>(values: &NoticeValues, s: S) -> std::result::Result<S::Ok, S::Error> {
    s.collect_seq(values.keys())
}

impl Command for DeliverNotice {
    const NAME: &'static str = "notices.deliver_notice";
    const NEEDS: Permission = permissions::DELIVER;
    type Target = Inbox;
    /// `None` when the person's record is restricted and this is not for them.
    type Out = Option<MessageId>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Inbox> {
        Ok(Inbox(self.person))
    }

    async fn run(&self, w: &mut Write<'_>, Inbox(person): Inbox) -> Result<Option<MessageId>> {
        if !self.code.reaches_restricted() && lianxin_people::restricted(w.tx(), person).await? {
            return Ok(None);
        }
        let by_sms = w.settings().get::<NoticeSettings>().sms.contains(&self.code)
            && w.settings().find::<SmsSenders>().is_some();
        let message = Kept {
            id: w.fresh(),
            person,
            at: w.now(),
            read_at: None,
            code: self.code,
            values: self.values.clone(),
            link: self.link.clone(),
            sms: if by_sms { SmsState::Waiting } else { SmsState::None },
        };
        w.on(message.id);
        let values = serde_json::to_string(&self.values).map_err(Error::internal)?;
        store::insert(w.tx(), &message, values).await?;
        if by_sms {
            let at = w.now();
            w.later(SendSms { message: message.id }, at).await?;
        }
        Ok(Some(message.id))
    }
}
