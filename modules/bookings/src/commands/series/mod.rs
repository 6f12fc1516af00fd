//! What changes series.
mod book;
mod cancel;
mod confirm;
mod decide;
mod retry;
mod review;
mod shift;

pub use book::{BookSeries, BookSeriesFor};
pub use cancel::CancelSeries;
pub use confirm::ConfirmSeries;
pub use decide::{ApproveSeries, DenySeries};
pub use retry::RetrySeries;
pub use review::ReviewSeries;
pub use shift::{BookingSeriesMove, MoveSeries};
