//! Who can walk to help, who cannot, and where the next centers belong: a walking graph from real
//! streets, reach and coverage on it, and proven siting.
//!
//! Pure: no database, no HTTP, nothing asynchronous. Lengths are whole millimeters, rounded once when
//! streets are read, so every way of asking gives the same answer.
pub mod coverage;
mod error;
mod geo;
pub mod made;
pub mod people;
mod profile;
pub mod report;
pub mod siting;
pub mod streets;
pub mod walk;
mod watch;

pub use error::{Error, Result};
pub use geo::{Bounds, LonLat, millimeters};
pub use profile::{Profile, Steps};
pub use watch::{Progress, Stop, Watch};
