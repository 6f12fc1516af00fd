use crate::asking::answer;
use crate::commands::move_booking::relocate;
use crate::model::{BookingSeriesId, BookingState, Shift};
use crate::moving::{tell_series, write};
use crate::permissions;
use crate::reasons;
use crate::record::{BookingRecord, SeriesAt, SeriesDateRecord};
use crate::series::{BookingSeries, Fate, Trying, shown};
use crate::store;
use crate::targets;
use lianxin_calendar::Span;
use lianxin_kernel::{Command, Error, Found, Permission, Read, Reason, Result, Write};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// To what time the dates of a series shall be moved.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BookingSeriesMove {
    /// This date and those that follow.
    pub from: i64,
    /// By so many days, -6 to 6.
    #[serde(default)]
    pub days: i32,
    /// When each begins then, in minutes since midnight, 0 to 1439.
    pub from_minute: i64,
    /// How long each is then, 1 to 1440.
    pub minutes: i64,
    /// What one saw: refused when it was changed since.
    pub version: i64,
}

/// Move a date of a series and those that follow. What has begun, what was given up and what was moved by itself stays.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MoveSeries {
    pub series: BookingSeriesId,
    pub to: BookingSeriesMove,
}

impl Command for MoveSeries {
    const NAME: &'static str = "bookings.move_series";
    const NEEDS: Permission = permissions::BOOKINGS;
    type Target = SeriesAt;
    type Out = BookingSeries;

    async fn target(&self, r: &mut Read<'_>) -> Result<SeriesAt> {
        targets::series(r.tx(), self.series).await
    }

    async fn run(&self, w: &mut Write<'_>, found: SeriesAt) -> Result<BookingSeries> {
        let BookingSeriesMove { from, days, from_minute, minutes, version } = self.to;
        if found.series.version != version {
            return Err(Error::reason(reasons::changed_meanwhile()));
        }
        let shift = Shift { days, from_minute, minutes };
        let faults = shift.faults();
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let (now, zone) = (w.now(), w.zone().clone());
        let mut trying = Trying::of(w, found.series, found.at).await?;
        let mut dates = store::series::dates(w.tx(), self.series).await?;
        let ended = trying.series.ended_at;
        let moves = |d: &SeriesDateRecord| {
            let given_up = ended.is_some_and(|end| d.span.from >= end);
            d.nth >= from && d.span.from > now && !given_up
        };
        // A date makes room for the one that comes to where it was.
        let ahead = dates.iter().find(|d| moves(d)).map(|d| shift.of(d.span, &zone) > d.span);
        if ahead == Some(true) {
            dates.reverse();
        }
        let (mut fate, mut tried) = (Fate::default(), 0);
        for mut date in dates {
            let to = shift.of(date.span, &zone);
            if moves(&date) && to != date.span {
                match step(w, &trying, &mut date, to).await? {
                    Step::Left => continue,
                    Step::Moved => fate.had += 1,
                    Step::Refused => fate.refused(&date.reasons),
                }
                tried += 1;
                store::series::set_date(w.tx(), self.series, &date).await?;
            }
            trying.series.last_at = trying.series.last_at.max(date.span.to);
        }
        let had = fate.something(tried)?;
        trying.write(w).await?;
        if !trying.own && had > 0 {
            tell_series(w, &trying.series, "booking_series_moved", had).await?;
        }
        shown(&mut w.read(), trying.series).await
    }
}

enum Step {
    /// Not the series' to move anymore.
    Left,
    Moved,
    /// It stays where it is.
    Refused,
}

async fn step(
    w: &mut Write<'_>,
    trying: &Trying,
    date: &mut SeriesDateRecord,
    to: Span,
) -> Result<Step> {
    let booking = match (date.booking, date.state) {
        (Some(id), Some(BookingState::Booked | BookingState::Asked)) => {
            store::booking::by_id(w.tx(), id).await?.found("booking")?
        }
        // What was refused is tried at the new time, and is there from now on.
        (_, None) => {
            date.span = to;
            return Ok(match trying.attempt(w, date).await? {
                Some(_) => Step::Moved,
                None => Step::Refused,
            });
        }
        _ => return Ok(Step::Left),
    };
    if booking.span != date.span {
        return Ok(Step::Left);
    }
    let moved = match trying.holiday(w, to) {
        Some(reason) => Err(Error::Conflict(vec![reason])),
        None if booking.state == BookingState::Asked => ask_anew(w, trying, booking, to).await,
        None => {
            let bound = (trying.own, trying.series.outside_hours);
            relocate(w, booking, &trying.at, to, bound).await.map(|_| ())
        }
    };
    match moved {
        Ok(()) => {
            (date.span, date.reasons) = (to, vec![]);
            Ok(Step::Moved)
        }
        Err(Error::Conflict(reasons)) => {
            date.reasons = reasons;
            Ok(Step::Refused)
        }
        Err(other) => Err(other),
    }
}

/// What waits for staff holds nothing: it is asked for the other time.
async fn ask_anew(
    w: &mut Write<'_>,
    trying: &Trying,
    booking: BookingRecord,
    to: Span,
) -> Result<()> {
    let own = Some((booking.id, None));
    let answer = answer(&mut w.read(), &trying.at, &trying.ask(to), own).await?;
    let against: Vec<Reason> = match trying.own {
        true => answer.against(),
        false => answer.calendar.clone(),
    };
    if !against.is_empty() {
        return Err(Error::Conflict(against));
    }
    let (decision, fee_fen) = (answer.decision(), answer.verdict.fee_fen);
    let release_at = answer.release_at(to);
    write(w, BookingRecord { span: to, decision, fee_fen, release_at, ..booking }).await?;
    Ok(())
}
