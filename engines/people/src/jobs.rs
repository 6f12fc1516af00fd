use crate::commands::{CodeSent, TidyUp};
use crate::model::CodeId;
use crate::queries::CodeToSend;
use crate::sender::CodeSenders;
use lianxin_kernel::{Act, Date, Error, Job, Result, Span, Timestamp, Write, Zone};
use serde::{Deserialize, Serialize};

/// Bring a code to its phone. The job names only the row: the phone stands there until the message
/// has left, the code follows from the row and a key. A retry after the code has expired sends
/// nothing and forgets the phone.
#[derive(Serialize, Deserialize)]
pub(crate) struct SendCode {
    pub code: CodeId,
}

impl Job for SendCode {
    const NAME: &'static str = "people.send_code";

    async fn work(self, act: &Act) -> Result<()> {
        if let Some(message) = act.ask(CodeToSend { code: self.code }).await? {
            let senders = act.app().settings().find::<CodeSenders>();
            let senders = senders.ok_or_else(|| Error::internal("no sender of codes is set up"))?;
            let (phone, code) = (message.phone.as_str(), message.code.as_str());
            let sent = senders.0.send(phone, code, message.language).await;
            sent.map_err(Error::internal)?;
        }
        act.run(CodeSent { code: self.code }).await
    }
}

/// The nightly housekeeping. It keeps itself going; making an account of staff, which every
/// installation does and none often, sets it going.
#[derive(Serialize, Deserialize)]
pub(crate) struct Tidy {}

impl Tidy {
    pub async fn again(w: &mut Write<'_>) -> Result<()> {
        let at = half_past_three(w.zone(), w.now());
        w.later_once("nightly", Self {}, at).await
    }
}

/// The next half past three in the night.
fn half_past_three(zone: &Zone, now: Timestamp) -> Timestamp {
    let night = |date: Date| zone.start_of(date) + Span::minutes(210);
    let today = zone.date(now);
    if now < night(today) { night(today) } else { night(today.plus_days(1)) }
}

impl Job for Tidy {
    const NAME: &'static str = "people.tidy";

    async fn work(self, act: &Act) -> Result<()> {
        act.run(TidyUp {}).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_night_after_half_past_three_is_the_next() {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        for (now, next) in [
            ("2026-03-02T01:00:00Z", "2026-03-02T19:30:00Z"),
            ("2026-03-02T19:29:59Z", "2026-03-02T19:30:00Z"),
            ("2026-03-02T19:30:00Z", "2026-03-03T19:30:00Z"),
        ] {
            let next_night = half_past_three(&zone, Timestamp::parse(now).unwrap());
            assert_eq!(next_night.to_string(), next, "{now}");
        }
    }
}
