//! Which quarter hours a room could be used in.
use crate::model::{Span, quarter_of, with_self_service};
use crate::record::Closing;
use lianxin_kernel::{Timestamp, Zone};
use lianxin_places::{DayHours, WeekSpan};
use std::ops::Range;

/// Those wholly within the hours of some days; what touches is one stretch.
pub(super) fn opened(days: &[DayHours], own: &[WeekSpan], zone: &Zone) -> Vec<Range<i64>> {
    let mut stretches: Vec<(Timestamp, Timestamp)> = vec![];
    for day in days.iter().filter(|day| day.is_known()) {
        for span in with_self_service(day, own).spans {
            let (from, to) = (zone.at(day.date, span.from), zone.at(day.date, span.to));
            match stretches.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => stretches.push((from, to)),
            }
        }
    }
    let whole = |(from, to): (Timestamp, Timestamp)| {
        let first = quarter_of(Timestamp(from.0 - 1)) + 1;
        first..quarter_of(to).max(first)
    };
    stretches.into_iter().map(whole).collect()
}

/// Those that a closing takes, also one that was ended early.
pub(super) fn closed(closing: &Closing) -> Range<i64> {
    let Span { from, to } = closing.span;
    let to = closing.ended_at.map_or(to, |ended| ended.min(to));
    Span::new(from, to).map_or(0..0, Span::quarters)
}
