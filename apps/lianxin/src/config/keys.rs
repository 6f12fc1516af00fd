use super::database::{Database, Place};
use lianxin_kernel::{Keyring, SystemRandom};
use serde::{Deserialize, Serialize};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// `[keys]`: what seals the sensitive and marks the audit; never in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Keys {
    pub file: String,
    pub ring: String,
}

impl Keys {
    /// Where the keys are kept: the file that is named, or one beside the database.
    pub fn path(&self, database: &Database) -> PathBuf {
        match (self.file.as_str(), database.place()) {
            ("", Ok(Place::Sqlite(path))) => {
                let mut name = path.into_os_string();
                name.push(".keys");
                name.into()
            }
            ("", _) => PathBuf::from("lianxin.keys"),
            (file, _) => PathBuf::from(file),
        }
    }

    /// The keys in force. A new installation gets new ones; one that was started before never does,
    /// since what it sealed would be lost.
    pub fn ring(&self, database: &Database, started: bool) -> Result<Keyring, String> {
        if !self.ring.is_empty() {
            let lines = self.ring.replace(';', "\n");
            return Keyring::from_text(&lines).map_err(|why| format!("keys.ring: {why}"));
        }
        let path = self.path(database);
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                Keyring::from_text(&text).map_err(|why| format!("{}: {why}", path.display()))
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound && !started => {
                let ring = Keyring::fresh(&SystemRandom);
                write(&path, &ring)?;
                Ok(ring)
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(format!(
                "keys.file: {} is not there, and what this database holds was sealed with it; put it \
                 back",
                path.display()
            )),
            Err(e) => Err(format!("{}: {e}", path.display())),
        }
    }
}

/// Writes a key file for its owner alone, whole or not at all.
pub fn write(path: &Path, ring: &Keyring) -> Result<(), String> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let failed = |e: std::io::Error| format!("{}: {e}", path.display());
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let open = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside);
    let mut file = open.map_err(failed)?;
    file.write_all(ring.to_text().as_bytes()).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    std::fs::rename(&beside, path).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_once_and_never_for_a_database_that_has_some() {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", dir.path().join("a.db").display());
        let (keys, database) = (Keys::default(), Database { url, ..Database::default() });
        assert!(keys.ring(&database, true).unwrap_err().contains("put it back"));
        let made = keys.ring(&database, false).unwrap();
        let path = dir.path().join("a.db.keys");
        let read = keys.ring(&database, true).unwrap();
        assert_eq!(made.lookup("t.a", b"x"), read.lookup("t.a", b"x"));
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::write(&path, "nothing").unwrap();
        assert!(keys.ring(&database, true).unwrap_err().contains("a.db.keys: line 1"));
        let given = Keys { ring: made.to_text().replace('\n', ";"), ..Keys::default() };
        let given = given.ring(&database, true).unwrap();
        assert_eq!(made.lookup("t.a", b"x"), given.lookup("t.a", b"x"));
    }
}
