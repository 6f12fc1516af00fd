use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

/// A text message on its way.
#[derive(Clone, PartialEq, Eq)]
pub struct Sms {
    /// The same for every try, so that a gateway can tell a second try from a second message.
    pub key: String,
    pub phone: String,
    pub text: String,
}

/// Neither the number nor the text may reach a log.
impl fmt::Debug for Sms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sms").field("key", &self.key).finish_non_exhaustive()
    }
}

/// Why a text message did not go out. The texts must name nobody: they are logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SmsError {
    /// The gateway will never take it; trying again is no use.
    Refused(String),
    /// The gateway does not answer now.
    Unreachable(String),
}

pub type Sending = Pin<Box<dyn Future<Output = Result<(), SmsError>> + Send>>;

/// A way out for text messages.
pub trait SmsSender: Send + Sync {
    fn send(&self, sms: Sms) -> Sending;
}

/// The sender of this installation. Without one no text messages are written.
#[derive(Clone)]
pub struct SmsSenders(pub Arc<dyn SmsSender>);

/// Sends nothing: keeps the newest messages in memory, to be looked at in development and tests.
#[derive(Clone)]
pub struct DevelopmentSms {
    most: usize,
    kept: Arc<Mutex<VecDeque<Sms>>>,
}

impl DevelopmentSms {
    pub fn keeping(most: usize) -> Self {
        Self { most, kept: Arc::default() }
    }

    /// Newest first.
    pub fn newest(&self) -> Vec<Sms> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().rev().cloned().collect()
    }
}

impl SmsSender for DevelopmentSms {
    fn send(&self, sms: Sms) -> Sending {
        tracing::info!(key = sms.key, "a text message is kept for development");
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= self.most {
            kept.pop_front();
        }
        kept.push_back(sms);
        Box::pin(async { Ok(()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sms(n: usize) -> Sms {
        Sms { key: format!("msg_{n}"), phone: "13800002071".into(), text: "秘密".into() }
    }

    #[test]
    fn a_text_message_shows_no_one_in_a_log() {
        let shown = format!("{:?}", sms(1));
        assert!(shown.contains("msg_1"), "{shown}");
        assert!(!shown.contains("2071") && !shown.contains("秘密"), "{shown}");
    }

    #[test]
    fn only_the_newest_are_kept() {
        let sender = DevelopmentSms::keeping(2);
        for n in 0..5 {
            drop(sender.send(sms(n)));
        }
        assert_eq!(sender.newest(), [sms(4), sms(3)]);
    }
}
