//! What a power cut leaves of a SQLite database; see the README.
mod dice;
mod disk;
mod tape;
mod vfs;

pub use dice::Dice;
pub use tape::{Refusal, Tape};
