//! What staff decide on all dates of a series that wait for them.
use crate::asking::wish_of;
use crate::commands::decide_booking::book;
use crate::model::{BookingId, BookingSeriesId, BookingState};
use crate::moving::{become_state, series_notice};
use crate::permissions;
use crate::reasons;
use crate::record::{BookingAt, SeriesAt, SeriesDateRecord};
use crate::series::{BookingSeries, Fate, shown};
use crate::store;
use crate::targets;
use crate::things;
use lianxin_kernel::{Command, Error, Found, Line, Permission, Read, Reason, Result, Write};
use serde::{Deserialize, Serialize};

/// Give somebody all dates of a series they asked for. Where something stands against one it stays asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ApproveSeries {
    pub series: BookingSeriesId,
}

impl Command for ApproveSeries {
    const NAME: &'static str = "bookings.approve_series";
    const NEEDS: Permission = permissions::DECIDE;
    type Target = SeriesAt;
    type Out = BookingSeries;

    async fn target(&self, r: &mut Read<'_>) -> Result<SeriesAt> {
        targets::series(r.tx(), self.series).await
    }

    async fn run(
        &self,
        w: &mut Write<'_>,
        SeriesAt { series, at }: SeriesAt,
    ) -> Result<BookingSeries> {
        let (mut fate, asked) = (Fate::default(), asked(w, series.id).await?);
        let of = asked.len();
        for (mut date, id) in asked {
            let booking = store::booking::by_id(w.tx(), id).await?.found("booking")?;
            let found = BookingAt { booking, at: at.clone() };
            date.reasons = against(w, &found).await?;
            match date.reasons.is_empty() {
                true => {
                    book(w, found).await?;
                    fate.had += 1;
                }
                false => fate.refused(&date.reasons),
            }
            store::series::set_date(w.tx(), series.id, &date).await?;
        }
        let had = fate.something(of)?;
        if let Some(notice) = series_notice(w, &series, "booking_series_approved", had).await? {
            w.say(notice).await?;
        }
        shown(&mut w.read(), series).await
    }
}

/// What the calendar has against a booking that holds nothing yet, all of it at once.
async fn against(w: &mut Write<'_>, found: &BookingAt) -> Result<Vec<Reason>> {
    let things = things::of(w.tx(), found.booking.id).await?;
    things::hold(w, &found.at, &things).await?;
    let mut r = w.read();
    let wish = wish_of(&mut r, found).await?;
    let mut against = lianxin_calendar::may_occupy(&mut r, &wish, None).await?.reasons;
    against.extend(things::against(&mut r, &wish, &things, &[]).await?);
    Ok(against)
}

/// Say no to all dates of a series that somebody asked for, and why.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DenySeries {
    pub series: BookingSeriesId,
    pub why: Line<120>,
}

impl Command for DenySeries {
    const NAME: &'static str = "bookings.deny_series";
    const NEEDS: Permission = permissions::DECIDE;
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
        let why = self.why.as_str();
        let asked = asked(w, series.id).await?;
        let denied = asked.len() as i64;
        for (_, id) in asked {
            let booking = store::booking::by_id(w.tx(), id).await?.found("booking")?;
            become_state(w, booking, BookingState::Denied, Some(why)).await?;
        }
        if let Some(notice) = series_notice(w, &series, "booking_series_denied", denied).await? {
            w.say(notice.with("reason", why.to_owned())).await?;
        }
        shown(&mut w.read(), series).await
    }
}

/// Its dates that wait for staff and have not begun; refused when there are none.
async fn asked(
    w: &mut Write<'_>,
    series: BookingSeriesId,
) -> Result<Vec<(SeriesDateRecord, BookingId)>> {
    let now = w.now();
    let dates = store::series::dates(w.tx(), series).await?.into_iter();
    let asked = dates.filter(|d| d.state == Some(BookingState::Asked));
    let ahead = asked.filter(|d| d.booked.is_some_and(|span| span.from > now));
    let asked: Vec<_> =
        ahead.filter_map(|d| Some((d.booking?, d))).map(|(id, d)| (d, id)).collect();
    match asked.is_empty() {
        true => Err(Error::reason(reasons::nothing_asked())),
        false => Ok(asked),
    }
}
