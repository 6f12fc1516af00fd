use lianxin_kernel::Language;
use std::pin::Pin;
use std::sync::Arc;

pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), String>> + Send + 'a>>;

/// Brings a one-time code to a phone. Called after the commit, outside any transaction, and again
/// when it failed, as long as the code works. The error goes into the log: it must name neither the
/// phone nor the code.
pub trait CodeSender: Send + Sync {
    fn send<'a>(&'a self, phone: &'a str, code: &'a str, language: Language) -> Sending<'a>;

    /// Whether the answer to the request shows the code. For trying the program out, never else.
    fn shows_code(&self) -> bool {
        false
    }
}

/// The sender in use, in the settings.
#[derive(Clone)]
pub struct CodeSenders(pub Arc<dyn CodeSender>);

/// Sends nothing and shows the code in the answer.
pub struct DevelopmentSender;

impl CodeSender for DevelopmentSender {
    fn send<'a>(&'a self, _: &'a str, _: &'a str, _: Language) -> Sending<'a> {
        Box::pin(async {
            tracing::debug!("development: a sign-in code was shown instead of sent");
            Ok(())
        })
    }

    fn shows_code(&self) -> bool {
        true
    }
}
