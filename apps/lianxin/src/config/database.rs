use lianxin_db::{Isolation, Options};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// `[database]`: where everything is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    pub url: String,
    pub connections: usize,
    pub isolation: Level,
    pub replica: String,
    pub replica_lag_seconds: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Serializable,
    ReadCommitted,
}

/// What the address names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Default for Database {
    fn default() -> Self {
        let connections = Options::default().connections;
        Self {
            url: "sqlite:lianxin.db".into(),
            connections,
            isolation: Level::Serializable,
            replica: String::new(),
            replica_lag_seconds: 30,
        }
    }
}

impl Database {
    pub fn place(&self) -> Result<Place, String> {
        if self.url.starts_with("postgres://") || self.url.starts_with("postgresql://") {
            return Ok(Place::Postgres(self.url.clone()));
        }
        let Some(file) = self.url.strip_prefix("sqlite:") else {
            let masked = self.masked_url();
            return Err(format!(
                "database.url: \"{masked}\" is neither sqlite:<file> nor postgres://…; write one of them"
            ));
        };
        let file = Path::new(file);
        if file.as_os_str().is_empty() || file.is_dir() {
            return Err(format!(
                "database.url: \"{}\" names no file; write sqlite:lianxin.db",
                self.url
            ));
        }
        match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => Err(format!(
                "database.url: the folder {} is not there; make it or name another",
                folder.display()
            )),
            _ => Ok(Place::Sqlite(file.to_owned())),
        }
    }

    pub fn options(&self) -> Options {
        let isolation = match self.isolation {
            Level::Serializable => Isolation::Serializable,
            Level::ReadCommitted => Isolation::ReadCommitted,
        };
        Options { isolation, connections: self.connections, ..Options::default() }
    }

    /// The address without its password.
    pub fn masked_url(&self) -> String {
        masked(&self.url)
    }

    pub fn masked_replica(&self) -> String {
        masked(&self.replica)
    }

    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults: Vec<String> = self.place().err().into_iter().collect();
        if !(1..=1000).contains(&self.connections) {
            faults
                .push(format!("database.connections: {} is not from 1 to 1000", self.connections));
        }
        let postgres =
            |url: &str| url.starts_with("postgres://") || url.starts_with("postgresql://");
        let both = postgres(&self.replica) && postgres(&self.url);
        if !self.replica.is_empty() && !both {
            faults.push("database.replica: both it and database.url are postgres://…".to_owned());
        }
        if !(1..=3600).contains(&self.replica_lag_seconds) {
            let seconds = self.replica_lag_seconds;
            faults.push(format!("database.replica_lag_seconds: {seconds} is not from 1 to 3600"));
        }
        faults
    }
}

/// An address without its password.
fn masked(address: &str) -> String {
    let masked = || {
        let (scheme, rest) = address.split_once("://")?;
        let (who, place) = rest.rsplit_once('@')?;
        let (user, _) = who.split_once(':')?;
        Some(format!("{scheme}://{user}:•••@{place}"))
    };
    // The other way to hand over a password.
    let url = masked().unwrap_or_else(|| address.to_owned());
    match url.split_once("password=") {
        None => url,
        Some((before, after)) => {
            let rest = after.find('&').map_or("", |end| &after[end..]);
            format!("{before}password=•••{rest}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(url: &str) -> Database {
        Database { url: url.into(), ..Database::default() }
    }

    #[test]
    fn an_address_is_sqlite_or_postgres_or_refused() {
        assert_eq!(at("sqlite:a.db").place(), Ok(Place::Sqlite("a.db".into())));
        assert!(matches!(at("postgres://u@h/d").place(), Ok(Place::Postgres(_))));
        for url in ["mysql://h/d", "a.db", "", "sqlite:", "sqlite:/"] {
            assert!(at(url).place().is_err(), "{url}");
        }
        let why = at("sqlite:/no/such/folder/a.db").place().unwrap_err();
        assert!(why.contains("/no/such/folder is not there"), "{why}");
    }

    #[test]
    fn a_password_is_not_shown() {
        assert_eq!(at("postgres://u:p@ss@h:5432/d").masked_url(), "postgres://u:•••@h:5432/d");
        assert_eq!(at("postgres://u@h/d").masked_url(), "postgres://u@h/d");
        let query = at("postgres://h/d?user=u&password=geheim&sslmode=require").masked_url();
        assert_eq!(query, "postgres://h/d?user=u&password=•••&sslmode=require");
    }
}
