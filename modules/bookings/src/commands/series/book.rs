use super::review::review;
use crate::asking::policy;
use crate::model::BookingSeriesId;
use crate::moving::tell_series;
use crate::permissions;
use crate::reasons;
use crate::record::{RoomAt, SeriesDateRecord, SeriesRecord};
use crate::series::{BookingSeries, Fate, NewBookingSeries, NewDeskBookingSeries, Trying, shown};
use crate::store;
use crate::targets;
use lianxin_kernel::{Command, Error, Found, Permission, Read, Result, Write};
use lianxin_people::PersonId;
use lianxin_places::RoomId;
use serde::{Deserialize, Serialize};

/// Book a room again and again. Each date is had or refused for itself, by the rules of the room.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BookSeries {
    pub room: RoomId,
    pub new: NewBookingSeries,
}

impl Command for BookSeries {
    const NAME: &'static str = "bookings.book_series";
    const NEEDS: Permission = permissions::BOOK;
    type Target = RoomAt;
    type Out = BookingSeries;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoomAt> {
        targets::room(r.tx(), self.room).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoomAt) -> Result<BookingSeries> {
        let person = PersonId(w.person().ok_or(Error::SignIn)?);
        let today = w.zone().date(w.now());
        let dates = self.new.dates(w.zone(), w.now())?.len() as i64;
        match policy(&mut w.read(), &at, today).await?.series_most {
            0 => return Err(Error::reason(reasons::no_series())),
            most if dates > most => {
                return Err(Error::reason(reasons::too_many_dates(dates, most)));
            }
            _ => {}
        }
        let made = begin(w, at, person, &self.new, None).await?;
        shown(&mut w.read(), made.0).await
    }
}

/// Book a room again and again for someone at the desk. The rules of the room do not bind staff.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BookSeriesFor {
    pub room: RoomId,
    pub new: NewDeskBookingSeries,
}

impl Command for BookSeriesFor {
    const NAME: &'static str = "bookings.book_series_for";
    const NEEDS: Permission = permissions::ATTEND;
    type Target = RoomAt;
    type Out = BookingSeries;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoomAt> {
        targets::room(r.tx(), self.room).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoomAt) -> Result<BookingSeries> {
        let NewDeskBookingSeries { person, new, outside_hours } = &self.new;
        lianxin_people::person(w.tx(), *person).await?.found("person")?;
        let (series, had) = begin(w, at, *person, new, Some(*outside_hours)).await?;
        tell_series(w, &series, "booking_series_made", had).await?;
        shown(&mut w.read(), series).await
    }
}

/// Makes a series and tries each date. `outside_hours`: said at the desk.
async fn begin(
    w: &mut Write<'_>,
    at: RoomAt,
    person: PersonId,
    new: &NewBookingSeries,
    outside_hours: Option<bool>,
) -> Result<(SeriesRecord, i64)> {
    let now = w.now();
    let spans = new.dates(w.zone(), now)?;
    let id: BookingSeriesId = w.fresh_in(at.center.district);
    let series = SeriesRecord {
        id,
        center: at.center.id,
        room: at.room.id,
        person,
        organization: new.organization,
        title: new.title.as_str().to_owned(),
        people: new.people,
        rule: new.rule.clone(),
        outside_hours: outside_hours.unwrap_or(false),
        by_staff: outside_hours.is_some(),
        made_at: now,
        last_at: spans.iter().map(|span| span.to).max().unwrap_or(now),
        ended_at: None,
        needed_at: spans.iter().map(|span| span.from).min(),
        answer_by: None,
        version: 1,
    };
    store::series::insert(w.tx(), &series).await?;
    review(w, &series, now).await?;
    let mut trying = Trying::of(w, series, at).await?;
    trying.own = outside_hours.is_none();
    let (mut fate, many) = (Fate::default(), spans.len());
    for (nth, span) in (0..).zip(spans) {
        let (booking, state, booked, reasons) = (None, None, None, vec![]);
        let mut date = SeriesDateRecord { nth, span, booking, state, booked, reasons };
        match trying.attempt(w, &mut date).await? {
            Some(_) => fate.had += 1,
            None => fate.refused(&date.reasons),
        }
        store::series::insert_date(w.tx(), id, &date).await?;
    }
    let had = fate.something(many)?;
    w.on(id);
    Ok((trying.series, had))
}
