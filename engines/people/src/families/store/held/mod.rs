//! What is held about a person here, taking it away and giving it to another record of theirs.
pub mod family;
pub mod links;
pub mod own;
