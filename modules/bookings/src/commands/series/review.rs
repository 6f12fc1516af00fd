use crate::asking::policy;
use crate::model::{BookingSeriesId, BookingState, Due, Needed};
use crate::moving::{cancel, series_notice};
use crate::permissions;
use crate::record::{SeriesAt, SeriesRecord};
use crate::store;
use crate::targets;
use lianxin_db::DbError;
use lianxin_kernel::{Act, Command, Found, Job, Permission, Read, Result, Timestamp, Write};
use serde::{Deserialize, Serialize};

/// Asks whoever has a series whether it is still needed, and gives back what nobody answered for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReviewSeries {
    pub series: BookingSeriesId,
}

impl Job for ReviewSeries {
    const NAME: &'static str = "bookings.review_series";

    async fn work(self, act: &Act) -> Result<()> {
        act.run(self).await
    }
}

/// Has the program look again, at once or later: rules and dates may have changed meanwhile.
pub async fn review(w: &mut Write<'_>, series: &SeriesRecord, at: Timestamp) -> Result<()> {
    let key = format!("series review {}", series.id);
    w.later_once(&key, ReviewSeries { series: series.id }, at).await
}

impl Command for ReviewSeries {
    const NAME: &'static str = "bookings.review_series";
    const NEEDS: Permission = permissions::KEEP;
    type Target = SeriesAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<SeriesAt> {
        targets::series(r.tx(), self.series).await
    }

    async fn run(&self, w: &mut Write<'_>, SeriesAt { series, at }: SeriesAt) -> Result<()> {
        let now = w.now();
        // What was given up from a later date on is asked for until then.
        if series.ended_at.is_some_and(|end| end <= now) {
            return Ok(());
        }
        let today = w.zone().date(now);
        let weeks = policy(&mut w.read(), &at, today).await?.series_ask_weeks;
        let needed = Needed {
            weeks,
            since: series.needed_at.unwrap_or(series.made_at),
            answer_by: series.answer_by,
            last_at: series.ended_at.map_or(series.last_at, |end| end.min(series.last_at)),
        };
        match needed.due(now) {
            Due::Over => Ok(()),
            Due::Later(at) => {
                review(w, &series, at).await?;
                match series.answer_by.is_some() && weeks == 0 {
                    true => write(w, SeriesRecord { answer_by: None, ..series }).await.map(drop),
                    false => Ok(()),
                }
            }
            Due::Ask { answer_by } => ask(w, series, answer_by).await,
            Due::GiveBack => give_back(w, series).await,
        }
    }
}

pub async fn write(w: &mut Write<'_>, series: SeriesRecord) -> Result<SeriesRecord> {
    let series = SeriesRecord { version: series.version + 1, ..series };
    match store::series::update(w.tx(), &series).await? {
        true => Ok(series),
        false => Err(DbError::Retry.into()),
    }
}

async fn ask(w: &mut Write<'_>, series: SeriesRecord, answer_by: Timestamp) -> Result<()> {
    let asked = write(w, SeriesRecord { answer_by: Some(answer_by), ..series }).await?;
    review(w, &asked, answer_by).await?;
    let dates = ahead(w, &asked, answer_by).await?.len() as i64;
    match series_notice(w, &asked, "booking_series_asked", dates).await? {
        Some(notice) => w.say(notice.with("answer_by", answer_by)).await,
        None => Ok(()),
    }
}

async fn give_back(w: &mut Write<'_>, series: SeriesRecord) -> Result<()> {
    let now = w.now();
    let ended = SeriesRecord { ended_at: Some(now), answer_by: None, ..series };
    let ended = write(w, ended).await?;
    let mut given = 0;
    for id in ahead(w, &ended, now).await? {
        let booking = store::booking::by_id(w.tx(), id).await?.found("booking")?;
        cancel(w, booking, None).await?;
        given += 1;
    }
    match series_notice(w, &ended, "booking_series_lapsed", given).await? {
        Some(notice) => w.say(notice).await,
        None => Ok(()),
    }
}

/// Its bookings that begin after a time and hold it, or wait.
async fn ahead(
    w: &mut Write<'_>,
    series: &SeriesRecord,
    after: Timestamp,
) -> Result<Vec<crate::model::BookingId>> {
    let dates = store::series::dates(w.tx(), series.id).await?.into_iter();
    let open = dates.filter(|d| d.state.is_some_and(BookingState::is_open));
    let ahead = open.filter(|d| d.booked.is_some_and(|span| span.from > after));
    Ok(ahead.filter_map(|d| d.booking).collect())
}
