use crate::commands::{DeliverNotice, RecordSms};
use crate::model::{MessageId, NoticeCode, NoticeValues, SmsState};
use crate::queries::{FindSmsWork, SmsWork};
use crate::sms::{SmsError, SmsSenders};
use lianxin_kernel::{Act, Error, Job, Result};
use lianxin_people::PersonId;
use serde::{Deserialize, Serialize};

/// What any part of the program says to have someone told: the event `notices.wanted`. In JSON
/// `{"person": "per_…", "code": "offer_made", "values": {"until": "2026-11-21T01:30:00Z"}, "link": "/me"}`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeliverWanted {
    pub person: PersonId,
    pub code: NoticeCode,
    #[serde(default)]
    pub values: NoticeValues,
    #[serde(default)]
    pub link: Option<String>,
}

impl Job for DeliverWanted {
    const NAME: &'static str = "notices.deliver_wanted";

    async fn work(self, act: &Act) -> Result<()> {
        let Self { person, code, values, link } = self;
        act.run(DeliverNotice { person, code, values, link }).await.map(drop)
    }
}

/// Sends the text message of a notice. Tried again while the gateway does not answer; a gateway
/// that goes by the message's key sends it once even if its answer was lost.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SendSms {
    pub message: MessageId,
}

impl SendSms {
    async fn record(&self, act: &Act, sms: SmsState) -> Result<()> {
        let key = format!("sms {} {sms}", self.message);
        act.once(&key).run(RecordSms { message: self.message, sms }).await
    }
}

impl Job for SendSms {
    const NAME: &'static str = "notices.send_sms";

    async fn work(self, act: &Act) -> Result<()> {
        let sms = match act.ask(FindSmsWork(self.message)).await? {
            SmsWork::Nothing => return Ok(()),
            SmsWork::NoPhone => return self.record(act, SmsState::None).await,
            SmsWork::Send(sms) => sms,
        };
        let Some(senders) = act.app().settings().find::<SmsSenders>() else {
            return self.record(act, SmsState::None).await;
        };
        match senders.0.send(sms).await {
            Ok(()) => self.record(act, SmsState::Sent).await,
            Err(SmsError::Refused(why)) => {
                tracing::warn!(message = %self.message, why, "the gateway refused a text message");
                self.record(act, SmsState::Failed).await
            }
            // Failed until a later try succeeds: whoever looks meanwhile is told the truth.
            Err(SmsError::Unreachable(why)) => {
                self.record(act, SmsState::Failed).await?;
                Err(Error::internal(format!("the gateway for text messages: {why}")))
            }
        }
    }
}
