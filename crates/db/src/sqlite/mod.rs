//! The SQLite side: one connection that writes, several that read.
mod deadline;
mod files;
mod open;
mod pace;
mod session;

pub(crate) use files::{Lock, copy_before};
pub(crate) use open::{Readers, open_writer};
pub(crate) use session::Session;
