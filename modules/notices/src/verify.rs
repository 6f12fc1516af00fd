//! Holds each message against itself: one that can not be read hides a whole inbox.
use crate::model::{MessageId, NoticeCode, NoticeValues, SmsState};
use crate::store::check::{self, Bare};
use lianxin_db::{Look, Tx};
use lianxin_kernel::{App, Check, Error, Kind, Part, Result, broken, in_parts};

pub(crate) const CHECK: Check =
    Check { name: "notices.messages", run: |app| Box::pin(messages(app)) };

/// Messages that are looked at in one go.
const PART: i64 = 1_000;

async fn messages(app: App) -> Result<Vec<String>> {
    let mut wrong = broken(&app, "msg", check::messages()).await?;
    wrong.extend(in_parts(&app, |after| Several { after: MessageId(after) }).await?);
    Ok(wrong)
}

struct Several {
    after: MessageId,
}

impl Look for Several {
    type Out = Part;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Part> {
        let messages = check::some(tx, self.after, PART).await?;
        let found = messages
            .iter()
            .flat_map(|m| faults(m).into_iter().map(|why| format!("message {}: {why}", m.id)));
        Ok((messages.last().map(|m| m.id.id()), found.collect()))
    }
}

fn faults(m: &Bare) -> Vec<&'static str> {
    let mut faults = vec![];
    if NoticeCode::from_code(&m.code).is_none() {
        faults.push("nobody knows what it is about");
    }
    if serde_json::from_str::<NoticeValues>(&m.values).is_err() {
        faults.push("what it names can not be read");
    }
    if SmsState::from_code(&m.sms).is_none() {
        faults.push("nobody knows how far its text message is");
    }
    if m.id.id().district() != m.person.id().district() {
        faults.push("it lies in another district than its person");
    }
    // An id knows the moment it was given out, and nothing changes it.
    if m.id.id().millis() != m.at.millis() {
        faults.push("it was written down at another moment than it says");
    }
    if m.read_at.is_some_and(|read| read < m.at) {
        faults.push("it was read before it was there");
    }
    faults
}
