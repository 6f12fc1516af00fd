//! What changes series.
mod book;
mod cancel;
mod retry;
mod shift;

pub use book::{BookSeries, BookSeriesFor};
pub use cancel::CancelSeries;
pub use retry::RetrySeries;
pub use shift::{BookingSeriesMove, MoveSeries};
