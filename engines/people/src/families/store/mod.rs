//! All SQL of this feature.
pub mod delegate;
pub mod details;
pub mod guardian;
pub mod held;
pub mod household;
pub mod paper;
pub mod pick_up;
pub mod renew;
pub mod residency;
pub mod standing;
