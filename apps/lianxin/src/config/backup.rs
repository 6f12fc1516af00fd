use serde::{Deserialize, Serialize};
use std::path::Path;

/// `[backup]`: copies of everything that the program makes by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Backup {
    pub folder: String,
    pub every_hours: u64,
    pub keep: usize,
    pub recipient: String,
}

impl Default for Backup {
    fn default() -> Self {
        Self { folder: String::new(), every_hours: 24, keep: 14, recipient: String::new() }
    }
}

impl Backup {
    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults = vec![];
        if !self.folder.is_empty() && !Path::new(&self.folder).is_dir() {
            faults.push(format!(
                "backup.folder: {} is no folder; make it, or leave it empty",
                self.folder
            ));
        }
        if !(1..=720).contains(&self.every_hours) {
            faults.push(format!("backup.every_hours: {} is not from 1 to 720", self.every_hours));
        }
        if !(1..=1000).contains(&self.keep) {
            faults.push(format!("backup.keep: {} is not from 1 to 1000", self.keep));
        }
        let known =
            self.recipient.is_empty() || self.recipient.parse::<age::x25519::Recipient>().is_ok();
        if !known {
            faults.push(
                "backup.recipient: this is no age public key; it begins with age1".to_owned(),
            );
        }
        faults
    }
}
