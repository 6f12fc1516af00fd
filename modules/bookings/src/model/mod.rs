//! What bookings are, and the rules over them. Pure.
mod booking;
mod decide;
mod loan;
mod policy;
mod series;
mod still;

pub use booking::{Booker, BookingId, BookingState};
pub use decide::{Asked, Booked, Facts, Verdict, decide};
pub use loan::{LoanEnd, LoanId, LoanRules, LoanState};
pub use policy::{FeeBand, NoShows, Policy, QuotaOf};
pub use series::{BookingSeriesId, Shift};
pub use still::{Due, Needed};
