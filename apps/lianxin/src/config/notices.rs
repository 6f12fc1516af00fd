use lianxin_notices::{NoticeCode, NoticeSettings};
use serde::{Deserialize, Serialize};

/// `[notices]`: text messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Notices {
    pub sms: Vec<NoticeCode>,
    pub sms_command: Vec<String>,
}

impl Default for Notices {
    fn default() -> Self {
        Self { sms: NoticeSettings::default().sms, sms_command: vec![] }
    }
}

impl Notices {
    pub fn settings(&self) -> NoticeSettings {
        NoticeSettings { sms: self.sms.clone() }
    }

    pub(super) fn faults(&self) -> Vec<String> {
        let missing =
            |program: &&String| program.contains('/') && !std::path::Path::new(program).is_file();
        let program = self.sms_command.first().filter(missing);
        let text = |p: &String| format!("notices.sms_command: {p} is not there; name a program");
        program.map(text).into_iter().collect()
    }
}
