//! All SQL of this engine.
pub mod card;
pub mod code;
pub mod credential;
pub mod limit;
pub mod person;
pub mod sign_in;
pub mod tidy;
