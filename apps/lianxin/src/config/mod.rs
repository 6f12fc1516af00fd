//! What the program is set up with: defaults, a TOML file, the environment, the command line; the
//! later wins.
mod backup;
mod database;
mod installation;
mod keys;
mod notices;
pub mod sample;
mod seats;
mod server;
mod source;
mod verify;

pub use backup::Backup;
pub use database::{Database, Level, Place};
pub use installation::Installation;
pub use keys::{Keys, write as write_keys};
pub use notices::Notices;
pub use seats::Seats;
pub use server::{LogFormat, Server};
pub use source::{from_environment, unused_variables};
pub use verify::Verify;

use serde::{Deserialize, Serialize};
use std::path::Path;

/// One section for each part of the program. A key no section knows is an error.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    pub installation: Installation,
    pub server: Server,
    pub database: Database,
    pub keys: Keys,
    pub people: lianxin_people::Config,
    pub privacy: lianxin_privacy::Config,
    pub seats: Seats,
    pub notices: Notices,
    pub backup: Backup,
    pub verify: Verify,
}

impl Config {
    /// The defaults, the file if one is named, and the environment.
    pub fn load(file: Option<&Path>) -> Result<Self, String> {
        let mut table = match file {
            None => toml::Table::new(),
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .map_err(|e| format!("{}: {e}", path.display()))?;
                text.parse().map_err(|e| format!("{}: {e}", path.display()))?
            }
        };
        from_environment(&mut table, std::env::vars())?;
        Self::from_table(table)
    }

    pub fn from_table(table: toml::Table) -> Result<Self, String> {
        serde_path_to_error::deserialize(toml::Value::Table(table)).map_err(|e| {
            let place = e.path().to_string();
            let why = e.into_inner().to_string();
            format!("{place}: {}", why.trim())
        })
    }

    /// Everything that stands against starting with this; empty when nothing does.
    pub fn faults(&self) -> Vec<String> {
        let parts = [
            self.installation.faults(),
            self.server.faults(),
            self.database.faults(),
            self.seats.faults(),
            self.notices.faults(),
            self.backup.faults(),
            self.privacy.faults(),
            self.people.oidc.iter().flat_map(lianxin_people::Provider::faults).collect(),
        ];
        parts.concat()
    }

    /// The sign-in settings as they are in force.
    pub fn people(&self) -> lianxin_people::Config {
        let secure_cookies = self.people.secure_cookies || self.server.cookies_are_secure();
        lianxin_people::Config { secure_cookies, ..self.people.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, String> {
        Config::from_table(text.parse().unwrap())
    }

    #[test]
    fn what_is_not_said_is_the_default() {
        let config = read("[server]\nlisten = \"0.0.0.0:80\"").unwrap();
        assert_eq!(config.server.listen, "0.0.0.0:80");
        assert_eq!(config.database, Database::default());
        assert_eq!(Config::default().faults(), Vec::<String>::new());
    }

    #[test]
    fn a_key_that_nobody_knows_is_named() {
        let why = read("[server]\nlissten = \"x\"").unwrap_err();
        assert!(why.contains("server") && why.contains("lissten"), "{why}");
        let why = read("[sever]\nlisten = \"x\"").unwrap_err();
        assert!(why.contains("sever"), "{why}");
        let why = read("[database]\nconnections = \"many\"").unwrap_err();
        assert!(why.contains("database.connections"), "{why}");
    }
}
