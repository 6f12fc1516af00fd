//! The desk puts a record right: name, phone, birth date or age band, home, language, sex.
//!
//! For everybody but oneself, above all that the account reaches, with the reason; the person is told,
//! of a child under 14 the guardians. Another phone ends the codes and sign-ins of the old one.
mod commands;
mod http;
mod model;
pub(crate) mod permissions;

pub use commands::CorrectPerson;
pub(crate) use http::routes;
pub use model::{Correction, CorrectionReason};
