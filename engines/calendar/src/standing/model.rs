//! Pure: what a room is at a moment, from what is held, closed and open.
use crate::model::Span;
use lianxin_kernel::{Timestamp, words};

words! {
    /// What somebody finds who comes to a room now.
    pub enum RoomState { Busy = "busy", Free = "free", Closed = "closed" }
}

/// A standing, and until when it holds; `None`: no end is known, or free to the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stands {
    pub state: RoomState,
    pub until: Option<Timestamp>,
}

/// More steps than a day has reasons to be shut.
const STEPS: usize = 64;

/// Who is in a room is in it, also outside its hours. `open`: `None` when hours are not published,
/// which is not "closed". All spans are by time; `end` is the end of the day.
pub(crate) fn stands(
    now: Timestamp,
    end: Timestamp,
    open: Option<&[Span]>,
    closed: &[Span],
    held: &[Span],
) -> Stands {
    let around = |spans: &[Span], at: Timestamp| {
        spans.iter().filter(|s| s.from <= at && at < s.to).map(|s| s.to).max()
    };
    if let Some(until) = around(held, now) {
        return Stands { state: RoomState::Busy, until: Some(until) };
    }
    let shuts = |at: Timestamp| -> Option<Option<Timestamp>> {
        if let Some(until) = around(closed, at) {
            return Some(Some(until));
        }
        let spans = open?;
        let next = || spans.iter().map(|s| s.from).filter(|from| *from > at).min();
        around(spans, at).is_none().then(next)
    };
    if shuts(now).is_some() {
        let mut until = Some(now);
        for _ in 0..STEPS {
            match until.map(shuts) {
                Some(Some(later)) => until = later,
                _ => break,
            }
        }
        return Stands { state: RoomState::Closed, until };
    }
    let mut until = end;
    if let Some(spans) = open {
        let mut reached = now;
        for _ in 0..STEPS {
            match around(spans, reached) {
                Some(later) => reached = later,
                None => break,
            }
        }
        until = until.min(reached);
    }
    let coming = held.iter().chain(closed).map(|s| s.from).filter(|from| *from > now);
    until = coming.chain([until]).min().unwrap_or(until);
    Stands { state: RoomState::Free, until: (until < end).then_some(until) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_kernel::Span as Length;
    use proptest::prelude::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp(0) + Length::minutes(minute)
    }

    fn span(from: i64, to: i64) -> Span {
        Span { from: at(from), to: at(to) }
    }

    fn seen(now: i64, open: Option<&[Span]>, closed: &[Span], held: &[Span]) -> (RoomState, i64) {
        let Stands { state, until } = stands(at(now), at(1440), open, closed, held);
        (state, until.map_or(-1, |to| (to - at(0)).0 / Length::minutes(1).0))
    }

    #[test]
    fn who_is_in_it_is_in_it_and_hours_that_touch_are_one() {
        use RoomState::{Busy, Closed, Free};
        let open = [span(480, 720), span(720, 1200), span(1920, 2640)];
        let hours = Some(&open[..]);
        assert_eq!(seen(600, hours, &[], &[]), (Free, 1200));
        assert_eq!(seen(600, hours, &[], &[span(660, 700)]), (Free, 660));
        assert_eq!(seen(600, hours, &[span(630, 640)], &[span(660, 700)]), (Free, 630));
        assert_eq!(seen(660, hours, &[], &[span(660, 700)]), (Busy, 700));
        assert_eq!(seen(700, hours, &[], &[span(660, 700)]), (Free, 1200), "its end is not in it");
        assert_eq!(seen(1210, hours, &[], &[span(1200, 1260)]), (Busy, 1260), "after hours");
        assert_eq!(seen(1300, hours, &[], &[]), (Closed, 1920));
        assert_eq!(seen(600, hours, &[span(0, 800)], &[]), (Closed, 800));
        assert_eq!(seen(600, hours, &[span(0, 1300)], &[]), (Closed, 1920), "shut when it ends");
        assert_eq!(seen(600, Some(&[]), &[], &[]), (Closed, -1));
        assert_eq!(seen(600, None, &[], &[]), (Free, -1), "unknown is not closed");
    }

    fn spans() -> impl Strategy<Value = Vec<Span>> {
        let one = (0i64..1440, 1i64..200).prop_map(|(from, long)| span(from, from + long));
        prop::collection::vec(one, 0..5)
    }

    proptest! {
        #[test]
        fn what_is_said_holds_until_then_and_not_longer(
            open in prop::option::of(spans()), closed in spans(), held in spans(), now in 0i64..1440,
        ) {
            let is = |at: i64| seen(at, open.as_deref(), &closed, &held).0;
            let (state, until) = seen(now, open.as_deref(), &closed, &held);
            let last = if until < 0 { 1440 } else { until.min(1440) };
            if state == RoomState::Busy {
                for minute in now..last {
                    prop_assert_eq!(is(minute), state);
                }
            }
            if state == RoomState::Free {
                for minute in now..last {
                    prop_assert_eq!(is(minute), state);
                }
                prop_assert!(until < 0 || is(until) != RoomState::Free);
            }
            if state == RoomState::Closed {
                for minute in now..last {
                    prop_assert_ne!(is(minute), RoomState::Free);
                }
                prop_assert!(until < 0 || is(until) != RoomState::Closed);
            }
        }
    }
}
