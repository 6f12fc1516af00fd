//! What a name is found by, and what was typed to find it.
mod keys;
mod question;
mod sound;

pub(crate) use keys::end_of;
pub use keys::{NameKey, Part, name_keys, sound_of};
pub(crate) use question::{HITS, Match, Question, Typed};
