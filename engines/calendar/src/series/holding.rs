//! Holding the dates of a series, trying the refused ones again, ending it.
use super::model::{NewSeries, Series, SeriesDate, SeriesOutcome};
use super::preview::Holidays;
use crate::events::Change;
use crate::ground;
use crate::model::{Occupancy, SeriesId, Span, State, quarter_of};
use crate::occupying::{occupy, release_because};
use crate::store;
use lianxin_kernel::{AnyId, Error, Found, Result, Timestamp, Write};

/// Holds each date of a series that can be held; what stands against one changes nothing for the
/// others. `owner_of` says for whom each is, held or not, since a refused one may be held later.
pub async fn occupy_series(
    w: &mut Write<'_>,
    new: NewSeries,
    mut owner_of: impl FnMut(usize, Span) -> AnyId + Send,
) -> Result<SeriesOutcome> {
    let spans = new.dates(w.zone())?;
    let id: SeriesId = w.fresh_in(new.resource.district());
    let made_at = w.now();
    let mut series = Series { id, of: new, made_at, ended_at: None, dates: vec![] };
    store::series::insert(w.tx(), &series).await?;
    let holidays = Holidays::of(w.tx(), &series.of.rule).await?;
    for (n, span) in spans.into_iter().enumerate() {
        let nth = i64::try_from(n).unwrap_or(i64::MAX);
        let (owner, occupancy, state) = (owner_of(n, span), None, None);
        let mut date = SeriesDate { nth, span, owner, occupancy, state, reasons: vec![] };
        attempt(w, &series, &mut date, &holidays).await?;
        store::series::insert_date(w.tx(), id, &date).await?;
        series.dates.push(date);
    }
    Ok(SeriesOutcome { series: id, dates: series.dates })
}

/// Tries again the dates that were refused and lie ahead, and says what became of those. What was held
/// and given back since is not theirs to have again.
pub async fn retry_series(w: &mut Write<'_>, id: SeriesId) -> Result<SeriesOutcome> {
    let series = locked(w, id).await?;
    let holidays = Holidays::of(w.tx(), &series.of.rule).await?;
    let now = quarter_of(w.now());
    let over = |date: &SeriesDate| series.ended_at.is_some_and(|end| date.span.from >= end);
    let refused = series.dates.iter().filter(|d| d.occupancy.is_none() && !over(d));
    let mut dates = vec![];
    for date in refused.filter(|d| d.span.quarters().start >= now) {
        let mut date = date.clone();
        attempt(w, &series, &mut date, &holidays).await?;
        store::series::set_date(w.tx(), id, &date).await?;
        dates.push(date);
    }
    Ok(SeriesOutcome { series: id, dates })
}

/// Ends a series: gives back what it holds that begins at `from` or later, and not before now. Says
/// what that was. What was before stays, and what others hold is theirs.
pub async fn end_series(
    w: &mut Write<'_>,
    id: SeriesId,
    from: Timestamp,
) -> Result<Vec<Occupancy>> {
    let series = locked(w, id).await?;
    let from = from.max(w.now());
    let end = series.ended_at.map_or(from, |end| end.min(from));
    store::series::end(w.tx(), id, end).await?;
    let ahead = store::occupancy::held_of_series(w.tx(), id, from).await?;
    for occupancy in &ahead {
        release_because(w, occupancy.clone(), Change::Released, None).await?;
    }
    Ok(ahead)
}

/// A series, once nobody else can change what it holds.
async fn locked(w: &mut Write<'_>, id: SeriesId) -> Result<Series> {
    let before = store::series::by_id(w.tx(), id).await?.found("series")?;
    ground::hold(w.tx(), &[before.of.resource]).await?;
    store::series::by_id(w.tx(), id).await?.found("series")
}

async fn attempt(
    w: &mut Write<'_>,
    series: &Series,
    date: &mut SeriesDate,
    holidays: &Holidays,
) -> Result<()> {
    if let Some(reason) = holidays.against(w.zone(), date.span) {
        date.reasons = vec![reason];
        return Ok(());
    }
    match occupy(w, series.of.wish(date.span, date.owner, Some(series.id))).await {
        Ok(held) => {
            (date.occupancy, date.state) = (Some(held.id), Some(State::Held));
            date.reasons = vec![];
            Ok(())
        }
        Err(Error::Conflict(reasons)) => {
            date.reasons = reasons;
            Ok(())
        }
        Err(e) => Err(e),
    }
}
