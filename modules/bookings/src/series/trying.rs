//! Trying the dates of a series: each is had or refused for itself.
use crate::asking::{Ask, Asker, asker};
use crate::making::{make, make_for};
use crate::reasons;
use crate::record::{BookingRecord, RoomAt, SeriesDateRecord, SeriesRecord};
use crate::store;
use lianxin_calendar::{Holidays, Span};
use lianxin_db::DbError;
use lianxin_kernel::{Error, Reason, Result, Write};

/// A series whose dates are tried, with what is needed for it.
pub struct Trying {
    pub series: SeriesRecord,
    pub at: RoomAt,
    pub asker: Asker,
    /// Bound by the rules of the room: its person, not staff.
    pub own: bool,
    holidays: Holidays,
}

/// What came of trying several dates.
#[derive(Debug, Default)]
pub struct Fate {
    pub had: i64,
    pub against: Vec<Reason>,
}

/// As many as anyone reads.
const MOST_REASONS: usize = 20;

impl Fate {
    pub fn refused(&mut self, reasons: &[Reason]) {
        for reason in reasons {
            if self.against.len() < MOST_REASONS && !self.against.contains(reason) {
                self.against.push(reason.clone());
            }
        }
    }

    /// Who gets nothing at all is refused, with what stood against the dates.
    pub fn something(self, of: usize) -> Result<i64> {
        if self.had > 0 || of == 0 {
            return Ok(self.had);
        }
        let dates = i64::try_from(of).unwrap_or(i64::MAX);
        Err(Error::Conflict([vec![reasons::no_date_had(dates)], self.against].concat()))
    }
}

impl Trying {
    pub async fn of(w: &mut Write<'_>, series: SeriesRecord, at: RoomAt) -> Result<Self> {
        let own = w.person() == Some(lianxin_kernel::Kind::id(series.person));
        let asker = asker(&mut w.read(), series.person, series.organization).await?;
        let holidays = Holidays::of(w.tx(), &series.rule).await?;
        Ok(Self { series, at, asker, own, holidays })
    }

    /// That a date would be on a public holiday, where those are left out.
    pub fn holiday(&self, w: &Write<'_>, span: Span) -> Option<Reason> {
        self.holidays.against(w.zone(), span)
    }

    pub fn ask(&self, span: Span) -> Ask {
        Ask { span, people: self.series.people, asker: self.asker.clone() }
    }

    /// Books a date, or says what stands against it; then nothing else was changed.
    pub async fn attempt(
        &self,
        w: &mut Write<'_>,
        date: &mut SeriesDateRecord,
    ) -> Result<Option<BookingRecord>> {
        if let Some(reason) = self.holiday(w, date.span) {
            date.reasons = vec![reason];
            return Ok(None);
        }
        let (ask, title) = (self.ask(date.span), &self.series.title);
        let made = match self.own {
            true => make(w, &self.at, &ask, &[], (title, false)).await,
            false => make_for(w, &self.at, &ask, &[], (title, self.series.outside_hours)).await,
        };
        match made {
            Ok(made) => {
                (date.booking, date.state) = (Some(made.id), Some(made.state));
                (date.booked, date.reasons) = (Some(made.span), vec![]);
                Ok(Some(made))
            }
            Err(Error::Conflict(reasons)) => {
                date.reasons = reasons;
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Writes what changed of the series; somebody else's change in between is tried again.
    pub async fn write(&mut self, w: &mut Write<'_>) -> Result<()> {
        self.series.version += 1;
        match store::series::update(w.tx(), &self.series).await? {
            true => Ok(()),
            false => Err(DbError::Retry.into()),
        }
    }
}
