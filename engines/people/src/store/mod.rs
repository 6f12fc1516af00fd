//! All SQL of this engine.
pub mod card;
pub mod code;
pub mod credential;
pub mod holding;
pub mod limit;
pub mod person;
pub mod restriction;
pub mod sign_in;
pub mod tidy;
