//! What the program says of itself while it is asked.
use lianxin_kernel::{DoneAct, Error, Judgment, Reason, Result, Watched, Witness};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};

/// One decision of the door.
#[derive(Clone, Debug)]
pub struct Judged {
    pub needs: &'static str,
    pub allowed: bool,
    /// What decided it, for the row of an operation that has none yet.
    pub scope: lianxin_kernel::Scope,
}

/// Keeps what the door decided; while it rehearses, what was changed is undone and answered with a
/// conflict, so that thousands of requests meet the same world.
#[derive(Default)]
pub struct Watcher {
    rehearses: AtomicBool,
    judged: Mutex<Vec<Judged>>,
    /// Acts that were done, with the number of their statements.
    done: Mutex<Vec<(&'static str, u64)>>,
    labored: Mutex<Vec<String>>,
}

/// The reason of the conflict.
pub const REHEARSED: &str = "test.rehearsed";

impl Watcher {
    pub fn watch(self: &Arc<Self>, setup: &mut lianxin_testkit::Setup) {
        setup.settings.set(Watched(self.clone()));
    }

    pub fn rehearse(&self, on: bool) {
        self.rehearses.store(on, SeqCst);
    }

    /// What was seen since the last call.
    pub fn take(&self) -> Vec<Judged> {
        std::mem::take(&mut *self.judged.lock().unwrap())
    }

    /// The work done since the last call: acts with their statements, and what takes long.
    pub fn work(&self) -> (Vec<(&'static str, u64)>, Vec<String>) {
        let done = std::mem::take(&mut *self.done.lock().unwrap());
        (done, std::mem::take(&mut *self.labored.lock().unwrap()))
    }
}

impl Witness for Watcher {
    fn judged(&self, one: Judgment<'_>) {
        let Judgment { needs, scope, allowed, .. } = one;
        // What nobody has but the program is not asked of whoever sent the request.
        if needs.roles.is_empty() {
            return;
        }
        let judged = Judged { needs: needs.name, allowed, scope: scope.clone() };
        self.judged.lock().unwrap().push(judged);
    }

    fn done(&self, act: DoneAct) -> Result<()> {
        self.done.lock().unwrap().push((act.act, act.statements));
        match act.changes && self.rehearses.load(SeqCst) {
            true => {
                Err(Error::reason(Reason { code: REHEARSED.into(), values: Default::default() }))
            }
            false => Ok(()),
        }
    }

    fn labored(&self, what: &str) {
        self.labored.lock().unwrap().push(what.to_owned());
    }
}
