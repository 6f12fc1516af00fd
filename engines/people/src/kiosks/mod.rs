//! Devices of a center where a card signs in, shortly and for one's bookings alone.
mod commands;
mod http;
mod model;
pub(crate) mod permissions;
mod queries;
mod store;

pub use commands::{AddKiosk, CardSignIn, KioskAdded, RevokeKiosk, SignInByCard};
pub(crate) use http::routes;
pub(crate) use model::WITHIN;
pub use queries::{KioskShown, ListKiosks};
