use crate::model::{BookingSeriesId, BookingState};
use crate::moving::{cancel, tell_series};
use crate::permissions;
use crate::record::{SeriesAt, SeriesRecord};
use crate::series::{BookingSeries, shown};
use crate::store;
use crate::targets;
use lianxin_db::DbError;
use lianxin_kernel::{
    Command, Error, FieldCode, Found, Kind, Line, Permission, Read, Result, Write,
};
use serde::{Deserialize, Serialize};

/// Give up the dates of a series from one on. What has begun stays; staff say why.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CancelSeries {
    pub series: BookingSeriesId,
    /// `None`: all that lie ahead.
    pub from: Option<i64>,
    pub why: Option<Line<120>>,
}

impl Command for CancelSeries {
    const NAME: &'static str = "bookings.cancel_series";
    const NEEDS: Permission = permissions::BOOKINGS;
    type Target = SeriesAt;
    type Out = BookingSeries;

    async fn target(&self, r: &mut Read<'_>) -> Result<SeriesAt> {
        targets::series(r.tx(), self.series).await
    }

    async fn run(&self, w: &mut Write<'_>, found: SeriesAt) -> Result<BookingSeries> {
        let (now, series) = (w.now(), found.series);
        let own = w.person() == Some(series.person.id());
        let why = self.why.as_ref().map(Line::as_str);
        if !own && why.is_none() {
            return Err(Error::field("why", FieldCode::Required));
        }
        let dates = store::series::dates(w.tx(), series.id).await?;
        let from = match self.from {
            Some(nth) => {
                let date = dates.iter().find(|d| d.nth == nth);
                date.ok_or_else(|| Error::field("from", FieldCode::Unknown))?.span.from.max(now)
            }
            None => now,
        };
        let ended_at = Some(series.ended_at.map_or(from, |end| end.min(from)));
        let series = SeriesRecord { ended_at, version: series.version + 1, ..series };
        if !store::series::update(w.tx(), &series).await? {
            return Err(DbError::Retry.into());
        }
        let mut given = 0;
        let ahead = dates.iter().filter(|d| self.from.is_none_or(|nth| d.nth >= nth));
        let ahead = ahead.filter(|d| d.state.is_some_and(BookingState::is_open));
        for date in ahead.filter(|d| d.booked.is_some_and(|span| span.from > now)) {
            let Some(id) = date.booking else { continue };
            let booking = store::booking::by_id(w.tx(), id).await?.found("booking")?;
            cancel(w, booking, why).await?;
            given += 1;
        }
        if !own {
            tell_series(w, &series, "booking_series_cancelled", given).await?;
        }
        shown(&mut w.read(), series).await
    }
}
