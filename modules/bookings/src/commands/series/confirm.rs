use super::review::{review, write};
use crate::model::BookingSeriesId;
use crate::permissions;
use crate::reasons;
use crate::record::{SeriesAt, SeriesRecord};
use crate::series::{BookingSeries, shown};
use crate::targets;
use lianxin_kernel::{Command, Error, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Say that a series is still needed. The weeks until it is asked again begin anew.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConfirmSeries {
    pub series: BookingSeriesId,
}

impl Command for ConfirmSeries {
    const NAME: &'static str = "bookings.confirm_series";
    const NEEDS: Permission = permissions::BOOKINGS;
    type Target = SeriesAt;
    type Out = BookingSeries;

    async fn target(&self, r: &mut Read<'_>) -> Result<SeriesAt> {
        targets::series(r.tx(), self.series).await
    }

    async fn run(
        &self,
        w: &mut Write<'_>,
        SeriesAt { series, .. }: SeriesAt,
    ) -> Result<BookingSeries> {
        let now = w.now();
        if series.ended_at.is_some_and(|end| end <= now) || series.last_at <= now {
            return Err(Error::reason(reasons::series_over()));
        }
        let kept = SeriesRecord { needed_at: Some(now), answer_by: None, ..series };
        let kept = write(w, kept).await?;
        review(w, &kept, now).await?;
        shown(&mut w.read(), kept).await
    }
}
