//! Dates that repeat: a rule of RFC 5545 becomes dates in the installation's zone, and each of them is
//! held or refused for itself.
mod holding;
mod model;
mod preview;
mod rule;
mod until;
mod words;

pub use holding::{end_series, occupy_series, retry_series};
pub use model::{NewSeries, Outlook, Series, SeriesDate, SeriesOutcome};
pub use preview::{Holidays, preview_series};
pub use rule::SeriesRule;

use crate::store;
use lianxin_db::Tx;
use lianxin_kernel::Result;

/// A series with all its dates, as they stand.
pub async fn series(tx: &mut Tx, id: crate::SeriesId) -> Result<Option<Series>> {
    store::series::by_id(tx, id).await
}
