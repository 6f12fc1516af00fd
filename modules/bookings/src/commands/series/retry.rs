use crate::model::BookingSeriesId;
use crate::permissions;
use crate::record::SeriesAt;
use crate::series::{BookingSeries, Trying, shown};
use crate::store;
use crate::targets;
use lianxin_kernel::{Command, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Try again the dates of a series that were refused and lie ahead.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RetrySeries {
    pub series: BookingSeriesId,
    /// Only this one.
    pub nth: Option<i64>,
}

impl Command for RetrySeries {
    const NAME: &'static str = "bookings.retry_series";
    const NEEDS: Permission = permissions::BOOKINGS;
    type Target = SeriesAt;
    type Out = BookingSeries;

    async fn target(&self, r: &mut Read<'_>) -> Result<SeriesAt> {
        targets::series(r.tx(), self.series).await
    }

    async fn run(&self, w: &mut Write<'_>, found: SeriesAt) -> Result<BookingSeries> {
        let now = w.now();
        let mut trying = Trying::of(w, found.series, found.at).await?;
        // Taken first: two who try at once do not make two bookings of one date.
        trying.write(w).await?;
        for mut date in store::series::dates(w.tx(), self.series).await? {
            let wanted = self.nth.is_none_or(|nth| nth == date.nth);
            if wanted && date.may_be_tried(&trying.series, now) {
                trying.attempt(w, &mut date).await?;
                store::series::set_date(w.tx(), self.series, &date).await?;
            }
        }
        shown(&mut w.read(), trying.series).await
    }
}
