use crate::secrets::Keys;
use crate::{
    Act, Actor, Check, Clock, Error, Holding, JobHandler, Keyring, Module, Random, Result,
    SealedColumns, Settings, SystemClock, SystemRandom, Timestamp, Watched, Witness, Zone,
};
use lianxin_db::{Db, Replica};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::{Notify, watch};

/// The running program: its database, clock, randomness and modules. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    db: Db,
    replica: Option<Replica>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    zone: Zone,
    district: u16,
    modules: &'static [&'static Module],
    settings: Settings,
    secrets: HashMap<&'static str, [u8; 32]>,
    keys: Keyring,
    wake: Notify,
    changes: watch::Sender<u64>,
}

/// What an [`App`] is made from.
pub struct Builder {
    pub db: Db,
    /// Where what may lag is read, as long as it is there.
    pub replica: Option<Replica>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub zone: Zone,
    /// Where what belongs to no other district lives.
    pub district: u16,
    pub modules: &'static [&'static Module],
    pub settings: Settings,
    /// Kept outside the database.
    pub keys: Keyring,
}

impl Builder {
    pub fn new(db: Db, zone: Zone, modules: &'static [&'static Module], keys: Keyring) -> Self {
        Self {
            db,
            replica: None,
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
            zone,
            district: 1,
            modules,
            settings: Settings::default(),
            keys,
        }
    }

    /// Reads the installation's keys, making those that are missing. The tables must be there.
    pub async fn start(self) -> Result<App> {
        let names: Vec<_> = self.modules.iter().flat_map(|m| m.secrets).copied().collect();
        let work = Keys { names, random: self.random.clone(), now: self.clock.now() };
        let secrets = match self.db.look(&work).await? {
            Some(secrets) => secrets,
            None => self.db.write(&work).await?,
        };
        Ok(App(Arc::new(Parts {
            db: self.db,
            replica: self.replica,
            clock: self.clock,
            random: self.random,
            zone: self.zone,
            district: self.district,
            modules: self.modules,
            settings: self.settings,
            secrets,
            keys: self.keys,
            wake: Notify::new(),
            changes: watch::Sender::new(0),
        })))
    }
}

impl App {
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    pub fn replica(&self) -> Option<&Replica> {
        self.0.replica.as_ref()
    }

    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    pub fn random(&self) -> &dyn Random {
        &*self.0.random
    }

    pub fn zone(&self) -> &Zone {
        &self.0.zone
    }

    pub fn district(&self) -> u16 {
        self.0.district
    }

    pub fn modules(&self) -> &'static [&'static Module] {
        self.0.modules
    }

    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Who watches the door, if somebody does.
    pub fn witness(&self) -> Option<Arc<dyn Witness>> {
        self.0.settings.find::<Watched>().map(|watched| watched.0.clone())
    }

    /// A random key of the installation, by the name its module declares.
    pub fn secret(&self, name: &str) -> Result<&[u8; 32]> {
        let missing = || Error::internal(format!("no module declares the secret {name}"));
        self.0.secrets.get(name).ok_or_else(missing)
    }

    pub fn keys(&self) -> &Keyring {
        &self.0.keys
    }

    /// What all parts hold about persons.
    pub fn holdings(&self) -> impl Iterator<Item = &'static dyn Holding> + use<> {
        self.0.modules.iter().flat_map(|m| m.holdings).copied()
    }

    /// What can be looked through, the ground first.
    pub fn checks(&self) -> impl Iterator<Item = Check> + use<> {
        let of_modules = self.0.modules.iter().flat_map(|m| m.checks);
        crate::verify::CHECKS.iter().chain(of_modules).copied()
    }

    pub fn sealed(&self) -> impl Iterator<Item = SealedColumns> + use<> {
        self.0.modules.iter().flat_map(|m| m.sealed).copied()
    }

    pub(crate) fn families(&self) -> impl Iterator<Item = crate::holding::Family> + use<> {
        self.0.modules.iter().filter_map(|m| m.family)
    }

    /// Every permission there is.
    pub fn permissions(&self) -> impl Iterator<Item = crate::Permission> + use<> {
        self.0.modules.iter().flat_map(|m| m.permissions).copied()
    }

    /// An act of this actor.
    pub fn act(&self, actor: Option<Actor>) -> Act {
        Act::new(self.clone(), actor)
    }

    /// An act of the program itself, named by the part that acts.
    pub fn system(&self, part: &'static str) -> Act {
        self.act(Some(Actor::System(part)))
    }

    pub(crate) fn listeners(&self, event: &str) -> impl Iterator<Item = &'static str> {
        let all = self.0.modules.iter().flat_map(|m| m.listeners);
        all.filter(move |l| l.event == event).map(|l| l.job)
    }

    pub(crate) fn job(&self, kind: &str) -> Option<JobHandler> {
        let mut all = self.0.modules.iter().flat_map(|m| m.jobs);
        all.find(|j| j.kind == kind).copied()
    }

    /// Counts the commands of this process that changed something. It is counted before they answer, so
    /// who comes after an answer sees the change, or a number that was not there before.
    pub fn changes(&self) -> &watch::Sender<u64> {
        &self.0.changes
    }

    /// Rung when work was left for after a commit.
    pub(crate) fn wake(&self) -> &Notify {
        &self.0.wake
    }
}
