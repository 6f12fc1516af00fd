use crate::{Check, Family, Holding, JobHandler, Listener, Permission, SealedColumns};
use lianxin_db::Migration;

/// What one engine or module brings: the program is the list of these, in order of dependence.
pub struct Module {
    /// Also the prefix of its tables, permissions and commands.
    pub name: &'static str,
    pub migrations: &'static [Migration],
    /// Tables that are small, change rarely and are the same for all districts.
    pub reference_tables: &'static [&'static str],
    pub permissions: &'static [Permission],
    pub jobs: &'static [JobHandler],
    pub listeners: &'static [Listener],
    /// Names of the random keys it needs; made once per installation.
    pub secrets: &'static [&'static str],
    /// What it holds about persons.
    pub holdings: &'static [&'static dyn Holding],
    /// What can be found wrong in its rows.
    pub checks: &'static [Check],
    /// What it keeps sealed.
    pub sealed: &'static [SealedColumns],
    /// How it knows who is of one's family.
    pub family: Option<Family>,
}

impl Module {
    pub const EMPTY: Self = Self {
        name: "",
        migrations: &[],
        reference_tables: &[],
        permissions: &[],
        jobs: &[],
        listeners: &[],
        secrets: &[],
        holdings: &[],
        checks: &[],
        sealed: &[],
        family: None,
    };
}
