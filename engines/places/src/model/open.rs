use super::{HolidayRule, Hours, OpenSpan, Status};
use lianxin_kernel::{
    Calendar, Date, DayKind, Reason, TimeOfDay, Timestamp, Weekday, Zone, reason,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How far ahead the next opening is looked for.
const DAYS_AHEAD: i32 = 60;
/// A center that is open without a break for so long is simply open: no closing time is named.
const DAYS_OPEN: i32 = 8;

/// When a center is open on one day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DayHours {
    pub date: Date,
    pub weekday: Weekday,
    pub spans: Vec<OpenSpan>,
    /// Why this day is not as usual: `hours.holiday`, `hours.exception`, `hours.status`; or that
    /// nothing is known of it: `hours.not_published`.
    pub reason: Option<Reason>,
}

lianxin_kernel::words! {
    /// Whether a center is open.
    pub enum Openness { Open = "open", Closed = "closed", Unknown = "unknown" }
}

/// Whether a center is open at a moment, and until when that holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OpenState {
    pub state: Openness,
    /// When it closes, if it is open; `None` when it does not close within a week.
    pub until: Option<Timestamp>,
    /// When it opens next, if it is closed; `None` when it is not known to open within 60 days.
    pub opens_at: Option<Timestamp>,
    pub reason: Option<Reason>,
}

impl DayHours {
    fn new(date: Date, spans: Vec<OpenSpan>, reason: Option<Reason>) -> Self {
        Self { date, weekday: date.weekday(), spans, reason }
    }

    /// Whether the hours of this day are known at all.
    pub fn is_known(&self) -> bool {
        self.reason.as_ref().is_none_or(|r| r.code != "hours.not_published")
    }

    /// Whether the whole stretch lies in one of the spans.
    pub fn covers(&self, from: TimeOfDay, to: TimeOfDay) -> bool {
        // Two spans that touch are one stretch: morning until 12:00, afternoon from 12:00.
        let mut reached = from;
        for span in &self.spans {
            if span.from <= reached && reached < span.to {
                reached = span.to;
            }
        }
        reached >= to
    }
}

/// The hours of one day. What is nearest to the day decides: the center's status, an exception, a
/// holiday, the week. A weekend worked for a holiday elsewhere (调休) has its weekday's hours.
pub fn day_hours(hours: &Hours, calendar: &Calendar, status: Status, date: Date) -> DayHours {
    if status != Status::Open {
        let why = reason!("hours.status", status = status.code());
        return DayHours::new(date, vec![], Some(why));
    }
    let on_day = |e: &&super::Exception| e.from <= date && date <= e.to;
    if let Some(exception) = hours.exceptions.iter().rev().find(on_day) {
        let span = exception.opens.zip(exception.closes).filter(|_| !exception.closed);
        let spans = span.map(|(from, to)| OpenSpan { from, to }).into_iter().collect();
        let why = reason!("hours.exception", note = exception.note.clone());
        return DayHours::new(date, spans, Some(why));
    }
    let Some(period) = hours.periods.iter().find(|p| p.covers(date)) else {
        return DayHours::new(date, vec![], Some(reason!("hours.not_published")));
    };
    let holiday = match calendar.day(date) {
        DayKind::Holiday(name) => Some(reason!("hours.holiday", name = name)),
        _ => None,
    };
    match (holiday, period.holidays.rule) {
        (Some(why), HolidayRule::Closed) => DayHours::new(date, vec![], Some(why)),
        (Some(why), HolidayRule::Special) => {
            let mut spans = period.holidays.spans.clone();
            spans.sort_unstable();
            DayHours::new(date, spans, Some(why))
        }
        _ => DayHours::new(date, period.usual(date.weekday()), None),
    }
}

/// Whether a center is open now.
pub fn open_state(
    hours: &Hours,
    calendar: &Calendar,
    zone: &Zone,
    status: Status,
    now: Timestamp,
) -> OpenState {
    let today = zone.date(now);
    let on = |n: i32| day_hours(hours, calendar, status, today.plus_days(n));
    let first = on(0);
    let reason = first.reason.clone();
    let state = |state, until, opens_at| OpenState { state, until, opens_at, reason };
    if status != Status::Open {
        return state(Openness::Closed, None, None);
    }
    if !first.is_known() {
        return state(Openness::Unknown, None, None);
    }
    let moments = |day: DayHours| {
        let at = move |s: &OpenSpan| (zone.at(day.date, s.from), zone.at(day.date, s.to));
        day.spans.iter().map(at).collect::<Vec<_>>()
    };
    let open = moments(first).into_iter().find(|(from, to)| *from <= now && now < *to);
    if let Some((_, mut until)) = open {
        for (from, to) in (0..=DAYS_OPEN).flat_map(|n| moments(on(n))) {
            if from <= until && until < to {
                until = to;
            }
        }
        let ends = until < zone.start_of(today.plus_days(DAYS_OPEN));
        return state(Openness::Open, ends.then_some(until), None);
    }
    let days = (0..=DAYS_AHEAD).map(on).take_while(DayHours::is_known);
    let opens_at = days.flat_map(moments).map(|(from, _)| from).find(|from| *from > now);
    state(Openness::Closed, None, opens_at)
}
