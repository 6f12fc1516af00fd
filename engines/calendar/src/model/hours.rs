use super::Span;
use lianxin_kernel::{Date, TimeOfDay, Zone};
use lianxin_places::{DayHours, OpenSpan, WeekSpan};

/// The first day on which a span is not within the hours, with what they are. Of a day whose hours
/// are not known nothing is said: unknown is not closed.
pub(crate) fn outside(
    days: &[DayHours],
    self_service: &[WeekSpan],
    span: Span,
    zone: &Zone,
) -> Option<(Date, Vec<OpenSpan>)> {
    let days = days.iter().filter(|day| day.is_known());
    let mut open = days.map(|day| with_self_service(day, self_service));
    open.find(|day| {
        let (from, to) = part(span, day.date, zone);
        from < to && !day.covers(from, to)
    })
    .map(|day| (day.date, day.spans))
}

/// The part of a span that lies on a day, in its civil time.
fn part(span: Span, day: Date, zone: &Zone) -> (TimeOfDay, TimeOfDay) {
    let (midnight, next) = (zone.start_of(day), zone.start_of(day.plus_days(1)));
    if span.to <= midnight || span.from >= next {
        return (TimeOfDay::MIDNIGHT, TimeOfDay::MIDNIGHT);
    }
    let from = if span.from <= midnight { TimeOfDay::MIDNIGHT } else { zone.time(span.from) };
    let to = if span.to >= next { TimeOfDay::DAY_END } else { zone.time(span.to) };
    (from, to)
}

/// A day with what the door opens by itself.
pub(crate) fn with_self_service(day: &DayHours, self_service: &[WeekSpan]) -> DayHours {
    let mut day = day.clone();
    // A day with a reason is not a usual one: somebody said how that day is.
    if day.reason.is_none() {
        let on = self_service.iter().filter(|s| s.weekdays.contains(&day.weekday));
        day.spans.extend(on.map(|s| OpenSpan { from: s.from, to: s.to }));
        day.spans.sort_unstable();
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_kernel::{Timestamp, Weekday, reason};

    fn day(date: &str, spans: &[(&str, &str)]) -> DayHours {
        let date: Date = date.parse().unwrap();
        let spans = spans.iter();
        DayHours {
            date,
            weekday: date.weekday(),
            spans: spans
                .map(|(from, to)| OpenSpan { from: from.parse().unwrap(), to: to.parse().unwrap() })
                .collect(),
            reason: None,
        }
    }

    fn zone() -> Zone {
        Zone::named("Asia/Shanghai").unwrap()
    }

    /// From and to as `2026-03-02 09:00`.
    fn span(from: &str, to: &str) -> Span {
        let at = |text: &str| -> Timestamp {
            let (date, time) = text.split_once(' ').unwrap();
            zone().at(date.parse().unwrap(), time.parse().unwrap())
        };
        Span::new(at(from), at(to)).unwrap()
    }

    fn refused(days: &[DayHours], open: &[WeekSpan], span: Span) -> Option<String> {
        outside(days, open, span, &zone()).map(|(date, _)| date.to_string())
    }

    #[test]
    fn every_day_of_a_span_has_to_be_open() {
        let days = [
            day("2026-03-02", &[("08:00", "12:00"), ("14:00", "24:00")]),
            day("2026-03-03", &[("00:00", "10:00")]),
        ];
        let fine = |from, to| refused(&days, &[], span(from, to)).is_none();
        assert!(fine("2026-03-02 08:00", "2026-03-02 12:00"));
        assert!(fine("2026-03-02 22:00", "2026-03-03 10:00"), "over midnight");
        assert!(fine("2026-03-02 22:00", "2026-03-02 24:00"));
        assert!(!fine("2026-03-02 11:00", "2026-03-02 14:30"), "over noon");
        assert!(!fine("2026-03-02 07:45", "2026-03-02 09:00"));
        let late = refused(&days, &[], span("2026-03-02 22:00", "2026-03-03 10:15"));
        assert_eq!(late.as_deref(), Some("2026-03-03"));
    }

    #[test]
    fn a_door_that_opens_itself_is_open_except_on_special_days() {
        let evening = WeekSpan {
            weekdays: vec![Weekday::new(1).unwrap()],
            from: "17:00".parse().unwrap(),
            to: "22:00".parse().unwrap(),
        };
        let mut monday = day("2026-03-02", &[("09:00", "17:00")]);
        let late = span("2026-03-02 16:00", "2026-03-02 21:00");
        assert!(refused(&[monday.clone()], std::slice::from_ref(&evening), late).is_none());
        assert!(refused(&[monday.clone()], &[], late).is_some());
        monday.reason = Some(reason!("hours.exception", note = "停电"));
        assert!(refused(&[monday], &[evening], late).is_some());
    }

    #[test]
    fn unknown_is_not_closed() {
        let mut day = day("2026-03-02", &[]);
        let span = span("2026-03-02 16:00", "2026-03-02 21:00");
        assert!(refused(&[day.clone()], &[], span).is_some());
        day.reason = Some(reason!("hours.not_published"));
        assert!(refused(&[day], &[], span).is_none());
    }
}
