use crate::{Permission, Result, Scope};
use std::sync::Arc;

/// One decision of the door.
#[derive(Clone, Copy, Debug)]
pub struct Judgment<'a> {
    /// The name of the command or query.
    pub act: &'static str,
    pub needs: Permission,
    pub scope: &'a Scope,
    pub allowed: bool,
}

/// An act that went well, before its change is committed or its answer given.
#[derive(Clone, Copy, Debug)]
pub struct DoneAct {
    pub act: &'static str,
    pub changes: bool,
    /// How many statements it took.
    pub statements: u64,
}

/// Watches the door. Nothing of the program sets one: tests do, to hold what is asked and done
/// against what should be.
pub trait Witness: Send + Sync {
    fn judged(&self, _judgment: Judgment<'_>) {}

    /// An error undoes the act, as if it had failed itself.
    fn done(&self, _act: DoneAct) -> Result<()> {
        Ok(())
    }

    /// Something that takes long by intention was done, such as the hash of a password.
    fn labored(&self, _what: &str) {}
}

/// The witness, in the settings.
#[derive(Clone)]
pub struct Watched(pub Arc<dyn Witness>);
