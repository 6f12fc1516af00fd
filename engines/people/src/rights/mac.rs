//! Rows that decide who may do what carry a keyed fingerprint, so that one changed past the program
//! gives nothing and is found.
use crate::organizations::{Contract, Member};
use crate::rights::model::{DeputyRow, GrantRow, Modules, RoleRow};
use lianxin_kernel::{App, Kind};

pub(crate) trait Fingerprinted {
    const TABLE: &'static str;

    /// What the fingerprint is over: everything the row says.
    fn parts(&self) -> Vec<String>;

    /// Which row, for the log and for findings.
    fn which(&self) -> String;
}

pub(crate) fn mac<T: Fingerprinted>(app: &App, row: &T) -> Vec<u8> {
    let parts = row.parts();
    let parts: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
    app.keys().mac(T::TABLE, &parts)
}

pub(crate) fn fits<T: Fingerprinted>(app: &App, row: &T, mac: &[u8]) -> bool {
    let parts = row.parts();
    let parts: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
    app.keys().fits(T::TABLE, mac, &parts)
}

/// The row, if it is as the program wrote it; else it is refused and the log says so.
pub(crate) fn trusted<T: Fingerprinted>(app: &App, row: T, mac: &[u8]) -> Option<T> {
    if fits(app, &row, mac) {
        return Some(row);
    }
    tracing::error!(table = T::TABLE, row = row.which(), "a row was changed past the program");
    None
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

/// None is all modules, an empty list none: they must not look alike.
fn modules(modules: Option<&Modules>) -> String {
    modules.map_or_else(|| "all".to_owned(), |m| format!("[{}]", m.names().join(" ")))
}

/// Engines sort text each in their own way.
fn sorted(names: &[String]) -> String {
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.sort_unstable();
    names.join(" ")
}

impl Fingerprinted for GrantRow {
    const TABLE: &'static str = "people_grant";

    fn parts(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.person.to_string(),
            self.role.code().to_owned(),
            self.place.to_string(),
            self.kind.code().to_owned(),
            modules(self.modules.as_ref()),
            text(self.from),
            text(self.until),
            text(self.from_at),
            text(self.until_at),
            text(self.member),
            self.given_at.to_string(),
            text(self.given_by),
        ]
    }

    fn which(&self) -> String {
        self.id.to_string()
    }
}

impl Fingerprinted for DeputyRow {
    const TABLE: &'static str = "people_deputy";

    fn parts(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.deputy.to_string(),
            self.absent.to_string(),
            self.from_at.to_string(),
            self.until_at.to_string(),
            self.given_at.to_string(),
            text(self.given_by),
        ]
    }

    fn which(&self) -> String {
        self.id.to_string()
    }
}

impl Fingerprinted for RoleRow {
    const TABLE: &'static str = "people_role";

    fn parts(&self) -> Vec<String> {
        let names = self.names.as_ref().and_then(|n| serde_json::to_string(n).ok());
        vec![
            self.role.code().to_owned(),
            names.unwrap_or_default(),
            self.above.to_string(),
            self.status.code().to_owned(),
            self.version.to_string(),
            sorted(&self.added),
            sorted(&self.removed),
        ]
    }

    fn which(&self) -> String {
        self.role.code().to_owned()
    }
}

impl Fingerprinted for Member {
    const TABLE: &'static str = "people_organization_member";

    fn parts(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.organization.to_string(),
            self.person.to_string(),
            self.role.code().to_owned(),
            text(self.from),
            text(self.until),
            self.added_at.to_string(),
            text(self.added_by),
            text(self.ended_at),
        ]
    }

    fn which(&self) -> String {
        self.id.to_string()
    }
}

impl Fingerprinted for Contract {
    const TABLE: &'static str = "people_contract";

    fn parts(&self) -> Vec<String> {
        let centers: Vec<String> = self.centers.iter().map(|c| c.id().to_string()).collect();
        vec![
            self.contract.to_string(),
            self.organization.to_string(),
            self.from.to_string(),
            self.until.to_string(),
            text(self.ended_on),
            centers.join(" "),
            modules(self.modules.as_ref()),
            text(self.number.as_ref()),
            self.agreed_at.to_string(),
            text(self.agreed_by),
        ]
    }

    fn which(&self) -> String {
        self.contract.to_string()
    }
}
