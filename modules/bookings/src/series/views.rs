//! What readers get of series.
use crate::model::{BookingId, BookingSeriesId, BookingState};
use crate::record::{SeriesDateRecord, SeriesRecord};
use crate::store;
use crate::views::{CenterName, OrganizationName, RoomName};
use lianxin_calendar::{SeriesRule, Span};
use lianxin_kernel::{Decision, Found, Read, Reason, Result, Timestamp};
use lianxin_people::PersonId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is said of a series in a list.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BookingSeriesSummary {
    pub id: BookingSeriesId,
    pub center: CenterName,
    pub room: RoomName,
    pub person: PersonId,
    pub organization: Option<OrganizationName>,
    pub title: String,
    pub people: i64,
    /// The first and the last date.
    pub first: Timestamp,
    pub last: Timestamp,
    /// The next date that is had or asked for.
    pub next: Option<Span>,
    /// Dates that are had, asked for or were had.
    pub had: i64,
    /// Dates that could not be had and may be tried again.
    pub refused: i64,
    pub made_at: Timestamp,
    /// From when on it was given up.
    pub ended_at: Option<Timestamp>,
    /// Its person is asked whether it is still needed. Without an answer until then, the rest is given
    /// back.
    pub answer_by: Option<Timestamp>,
}

/// One series with all its dates, as its person and the desk see it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BookingSeries {
    #[serde(flatten)]
    pub summary: BookingSeriesSummary,
    /// As it was asked for.
    pub rule: SeriesRule,
    pub by_staff: bool,
    /// Counts changes; goes back with a move.
    pub version: i64,
    pub dates: Vec<BookingSeriesDate>,
}

/// One date: a booking of its own, or refused for these reasons.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BookingSeriesDate {
    /// Counted from 0 in the order of time.
    pub nth: i64,
    #[serde(flatten)]
    pub span: Span,
    /// `null`: it was refused.
    pub booking: Option<BookingId>,
    pub state: Option<BookingState>,
    /// It was moved by itself, so the series does not move it.
    pub apart: bool,
    /// What stood against it when it was last tried or moved.
    pub reasons: Vec<Reason>,
    pub may_retry: bool,
    /// It has begun or is over.
    pub past: bool,
}

impl BookingSeriesDate {
    fn of(d: SeriesDateRecord, series: &SeriesRecord, now: Timestamp) -> Self {
        let span = d.booked.unwrap_or(d.span);
        Self {
            nth: d.nth,
            span,
            apart: span != d.span && d.state == Some(BookingState::Booked),
            may_retry: d.may_be_tried(series, now),
            past: span.from <= now,
            booking: d.booking,
            state: d.state,
            reasons: d.reasons,
        }
    }
}

/// A series at the desk: also whose.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeskBookingSeries {
    #[serde(flatten)]
    pub series: BookingSeriesSummary,
    pub person_name: String,
}

/// What would become of a series.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BookingSeriesOutlook {
    pub dates: Vec<SeriesOutlook>,
}

/// What would become of a date.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = BookingSeriesDateOutlook)]
pub struct SeriesOutlook {
    pub nth: i64,
    #[serde(flatten)]
    pub span: Span,
    pub decision: Decision,
}

pub async fn shown(r: &mut Read<'_>, series: SeriesRecord) -> Result<BookingSeries> {
    let (now, rule, by_staff) = (r.now(), series.rule.clone(), series.by_staff);
    let version = series.version;
    let dates = store::series::dates(r.tx(), series.id).await?;
    let all = dates.into_iter().map(|d| BookingSeriesDate::of(d, &series, now));
    let dates: Vec<BookingSeriesDate> = all.collect();
    let summary = summary(r, series, &dates).await?;
    Ok(BookingSeries { summary, rule, by_staff, version, dates })
}

pub async fn several(
    r: &mut Read<'_>,
    all: Vec<SeriesRecord>,
) -> Result<Vec<BookingSeriesSummary>> {
    let mut summaries = vec![];
    for series in all {
        summaries.push(shown(r, series).await?.summary);
    }
    Ok(summaries)
}

async fn summary(
    r: &mut Read<'_>,
    s: SeriesRecord,
    dates: &[BookingSeriesDate],
) -> Result<BookingSeriesSummary> {
    let room = lianxin_places::room(r.tx(), s.room).await?.found("room")?;
    let center = lianxin_places::center(r.tx(), s.center).await?.found("center")?;
    let organization = match s.organization {
        Some(id) => lianxin_people::organization(r.tx(), id).await?,
        None => None,
    };
    let open = |d: &&BookingSeriesDate| !d.past && d.state.is_some_and(BookingState::is_open);
    let counts = |d: &&BookingSeriesDate| d.state.is_some_and(BookingState::is_open);
    let next = dates.iter().filter(open).map(|d| d.span).min();
    let first = dates.iter().map(|d| d.span.from).min();
    Ok(BookingSeriesSummary {
        id: s.id,
        center: CenterName { id: center.id, name: center.name },
        room: RoomName { id: room.id, name: room.name, floor: room.floor },
        person: s.person,
        organization: organization.map(|o| OrganizationName { id: o.id, name: o.name }),
        title: s.title,
        people: s.people,
        first: first.unwrap_or(s.made_at),
        last: s.last_at,
        next,
        had: dates.iter().filter(counts).count() as i64,
        refused: dates.iter().filter(|d| d.may_retry).count() as i64,
        made_at: s.made_at,
        ended_at: s.ended_at,
        answer_by: s.answer_by.filter(|_| s.ended_at.is_none()),
    })
}
