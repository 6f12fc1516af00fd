//! Text messages through a program of the operator: every gateway has one, or three lines make one.
use lianxin_kernel::Language;
use lianxin_notices::{Sms, SmsError, SmsSender};
use lianxin_people::CodeSender;
use serde_json::json;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// `EX_TEMPFAIL` of sysexits.h: not now, try again.
const TRY_AGAIN: i32 = 75;
const LIMIT: Duration = Duration::from_secs(30);

/// Hands each message as one JSON object to the input of a program: its key, phone and text. Nothing
/// stands on the command line, where every user of the machine could read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandSms {
    program: String,
    arguments: Vec<String>,
}

impl CommandSms {
    /// `None` when no program is named.
    pub fn new(command: &[String]) -> Option<Self> {
        let (program, arguments) = command.split_first()?;
        Some(Self { program: program.clone(), arguments: arguments.to_vec() })
    }

    async fn hand_over(self, message: String) -> Result<(), SmsError> {
        let program = &self.program;
        let unreachable = |e: std::io::Error| SmsError::Unreachable(format!("{program}: {e}"));
        let mut child = Command::new(program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(unreachable)?;
        if let Some(mut input) = child.stdin.take() {
            // A program that ends without reading says why by its exit code.
            let _ = input.write_all(message.as_bytes()).await;
        }
        let ended = tokio::time::timeout(LIMIT, child.wait()).await;
        let Ok(ended) = ended else {
            let seconds = LIMIT.as_secs();
            return Err(SmsError::Unreachable(format!("{program} took more than {seconds} s")));
        };
        match ended.map_err(unreachable)?.code() {
            Some(0) => Ok(()),
            Some(TRY_AGAIN) => Err(SmsError::Unreachable(format!("{program} said: not now"))),
            Some(code) => Err(SmsError::Refused(format!("{program} ended with {code}"))),
            None => Err(SmsError::Unreachable(format!("{program} was stopped"))),
        }
    }
}

impl SmsSender for CommandSms {
    fn send(&self, sms: Sms) -> lianxin_notices::Sending {
        let message = json!({ "key": sms.key, "phone": sms.phone, "text": sms.text });
        Box::pin(self.clone().hand_over(message.to_string()))
    }
}

impl CodeSender for CommandSms {
    fn send<'a>(
        &'a self,
        phone: &'a str,
        code: &'a str,
        language: Language,
    ) -> lianxin_people::Sending<'a> {
        let text = match language {
            Language::ZhCn => format!("【连心】登录验证码 {code}，请勿告诉他人。"),
            Language::ZhTw => format!("【連心】登入驗證碼 {code}，請勿告訴他人。"),
            Language::En => format!("[Lianxin] Your sign-in code is {code}. Tell it to nobody."),
        };
        let message = json!({ "key": null, "phone": phone, "text": text });
        Box::pin(async move {
            self.clone().hand_over(message.to_string()).await.map_err(|e| match e {
                SmsError::Refused(why) | SmsError::Unreachable(why) => why,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sms() -> Sms {
        Sms { key: "msg_1".into(), phone: "13800002071".into(), text: "明天见".into() }
    }

    async fn through(script: &str) -> Result<(), SmsError> {
        let command = ["sh", "-c", script].map(str::to_owned);
        SmsSender::send(&CommandSms::new(&command).unwrap(), sms()).await
    }

    #[tokio::test]
    async fn the_program_gets_the_message_and_its_exit_code_decides() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("got");
        through(&format!("cat > {}", file.display())).await.unwrap();
        let got: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        assert_eq!(got, json!({ "key": "msg_1", "phone": "13800002071", "text": "明天见" }));
        assert!(matches!(through("exit 75").await, Err(SmsError::Unreachable(_))));
        assert!(matches!(through("exit 1").await, Err(SmsError::Refused(_))));
        let missing = CommandSms::new(&["/no/such/program".to_owned()]).unwrap();
        let why = SmsSender::send(&missing, sms()).await.unwrap_err();
        assert!(matches!(&why, SmsError::Unreachable(w) if !w.contains("2071")), "{why:?}");
        assert!(CommandSms::new(&[]).is_none());
    }
}
