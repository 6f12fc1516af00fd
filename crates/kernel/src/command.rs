use crate::app::App;
use crate::events::{self, Event};
use crate::jobs::{self, Job};
use crate::trace::Trace;
use crate::{Actor, Kind, Permission, Purpose, Random, Result, Scoped, Settings, Timestamp, Zone};
use lianxin_db::{Id, Tx};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// One change to the world. [`crate::Act::run`] is the only way to a [`Write`], so no change
/// without permission and audit exists.
///
/// A command may run more than once (after a lost race), so it touches nothing but its transaction.
pub trait Command: Serialize + Send + Sync {
    /// `<module>.<verb>_<noun>`: the name in audit lines, log spans and metrics.
    const NAME: &'static str;
    const NEEDS: Permission;
    /// What the change touches: its owner and place decide who may.
    type Target: Scoped + Send;
    /// The answer. It can be read back, so a repeated request gets the first answer.
    type Out: Serialize + DeserializeOwned + Send;

    fn target(&self, r: &mut Read<'_>) -> impl Future<Output = Result<Self::Target>> + Send;

    fn run(
        &self,
        w: &mut Write<'_>,
        target: Self::Target,
    ) -> impl Future<Output = Result<Self::Out>> + Send;

    /// What a record of a person is changed for, if the one who acts said so.
    fn purpose(&self) -> Option<Purpose> {
        None
    }

    /// What this change contends for, when many may want it at once: one activity, one till.
    fn lane(&self) -> Option<String> {
        None
    }
}

/// One question. The reading twin of [`Command`].
pub trait Query: Send + Sync {
    const NAME: &'static str;
    const NEEDS: Permission;
    /// Whether the look leaves a line in the audit: set where it shows people by name.
    const LOGGED: bool = false;
    /// Whether the answer may be some seconds old: then a copy of the database is asked, where there is one.
    const MAY_LAG: bool = false;
    type Target: Scoped + Send;
    type Out: Send;

    /// What a record of a person is looked at for, if the one who asks said so.
    fn purpose(&self) -> Option<Purpose> {
        None
    }

    fn target(&self, r: &mut Read<'_>) -> impl Future<Output = Result<Self::Target>> + Send;

    fn run(
        &self,
        r: &mut Read<'_>,
        target: Self::Target,
    ) -> impl Future<Output = Result<Self::Out>> + Send;
}

/// A transaction to look in.
pub struct Read<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) app: &'t App,
    pub(crate) actor: Option<&'t Actor>,
    pub(crate) now: Timestamp,
    pub(crate) trace: &'t mut Trace,
}

/// A transaction in which a permitted actor is changing things. Only the door can make one.
pub struct Write<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) app: &'t App,
    pub(crate) actor: &'t Actor,
    pub(crate) now: Timestamp,
    pub(crate) target: Option<Id>,
    /// What a target inside the run changed; added to the audit line.
    pub(crate) district: u16,
    pub(crate) trace: &'t mut Trace,
}

impl Read<'_> {
    /// Says that this look showed something of a person: they can see that it did.
    pub fn saw(&mut self, person: impl Into<Id>) {
        self.trace.saw(person.into());
    }

    /// Adds a note to the audit line. Nothing personal.
    pub fn note(&mut self, name: &'static str, value: impl Into<serde_json::Value>) {
        self.trace.note(name, value.into());
    }

    pub fn tx(&mut self) -> &mut Tx {
        self.tx
    }

    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Who asks; `None` when nobody is signed in.
    pub fn actor(&self) -> Option<&Actor> {
        self.actor
    }

    /// The person who asks, or for whom is asked.
    pub fn person(&self) -> Option<Id> {
        self.actor.and_then(Actor::id)
    }

    pub fn zone(&self) -> &Zone {
        self.app.zone()
    }

    pub fn app(&self) -> &App {
        self.app
    }

    pub fn settings(&self) -> &Settings {
        self.app.settings()
    }
}

impl Write<'_> {
    /// Says that this change concerned a person: they can see that it did.
    pub fn saw(&mut self, person: impl Into<Id>) {
        self.trace.saw(person.into());
    }

    /// Adds a note to the audit line. Nothing personal.
    pub fn note(&mut self, name: &'static str, value: impl Into<serde_json::Value>) {
        self.trace.note(name, value.into());
    }

    pub fn tx(&mut self) -> &mut Tx {
        self.tx
    }

    pub fn now(&self) -> Timestamp {
        self.now
    }

    pub fn actor(&self) -> &Actor {
        self.actor
    }

    /// The person who acts, or for whom is acted; `None` for the program itself.
    pub fn person(&self) -> Option<Id> {
        self.actor.id()
    }

    /// Who really acts; another than [`Write::person`] when acting for someone.
    pub fn who(&self) -> Option<Id> {
        self.actor.who()
    }

    pub fn zone(&self) -> &Zone {
        self.app.zone()
    }

    pub fn app(&self) -> &App {
        self.app
    }

    pub fn settings(&self) -> &Settings {
        self.app.settings()
    }

    pub fn random(&self) -> &dyn Random {
        self.app.random()
    }

    /// The district of the target.
    pub fn district(&self) -> u16 {
        self.district
    }

    /// A new id in the district of the target.
    pub fn fresh<K: Kind>(&self) -> K {
        self.fresh_in(self.district)
    }

    pub fn fresh_in<K: Kind>(&self, district: u16) -> K {
        let random = self.app.random().number();
        Id::compose(self.now.millis(), district, random).into()
    }

    /// Names what is being changed, for the audit line.
    pub fn on(&mut self, target: impl Into<Id>) {
        self.target = Some(target.into());
    }

    /// Looks with the same transaction.
    pub fn read(&mut self) -> Read<'_> {
        let Self { tx, app, actor, now, trace, .. } = self;
        Read { tx, app, actor: Some(*actor), now: *now, trace }
    }

    /// Says what happened. Whoever listens hears it after the commit, at least once.
    pub async fn say<E: Event>(&mut self, event: E) -> Result<()> {
        events::say(self, &event).await
    }

    /// Leaves work for after the commit, at the earliest at `at`.
    pub async fn later<J: Job>(&mut self, job: J, at: Timestamp) -> Result<()> {
        jobs::enqueue(self, J::NAME, &job, at, None).await
    }

    /// Like [`Write::later`], but one waiting job with this key is enough: a later call moves it.
    pub async fn later_once<J: Job>(&mut self, key: &str, job: J, at: Timestamp) -> Result<()> {
        jobs::enqueue(self, J::NAME, &job, at, Some(key)).await
    }
}
