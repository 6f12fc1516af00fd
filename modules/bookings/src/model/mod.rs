//! What bookings are, and the rules over them. Pure.
mod booking;
mod decide;
mod policy;
mod series;

pub use booking::{Booker, BookingId, BookingState};
pub use decide::{Asked, Booked, Facts, Verdict, decide};
pub use policy::{FeeBand, NoShows, Policy, QuotaOf};
pub use series::{BookingSeriesId, Shift};
