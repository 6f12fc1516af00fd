//! Whether a series is still needed: when its person is asked, and what comes of no answer.
use lianxin_kernel::{Span as Length, Timestamp};

/// A series in the eyes of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needed {
    /// Its person is asked every so many weeks; 0: never.
    pub weeks: i64,
    /// From when they are counted: the first date, or the last answer.
    pub since: Timestamp,
    /// They are asked already.
    pub answer_by: Option<Timestamp>,
    /// The end of its last date.
    pub last_at: Timestamp,
}

/// What is to be done with a series now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Nothing; look again then.
    Later(Timestamp),
    Ask {
        answer_by: Timestamp,
    },
    /// Nobody answered.
    GiveBack,
    /// Too little is left to ask for.
    Over,
}

impl Needed {
    /// So long one has for an answer.
    pub const ANSWER: Length = Length::days(7);
    /// Rules are said anew, so a series is looked at this often at least.
    const LOOK: Length = Length::days(28);

    pub fn due(self, now: Timestamp) -> Due {
        if self.last_at <= now {
            return Due::Over;
        }
        match self.answer_by.filter(|_| self.weeks > 0) {
            Some(by) if by <= now => Due::GiveBack,
            Some(by) => Due::Later(by),
            None if self.last_at <= now + Self::ANSWER => Due::Over,
            None if self.weeks == 0 => Due::Later(now + Self::LOOK),
            None => {
                let at = self.since + Length::days(7 * self.weeks);
                match at <= now {
                    true => Due::Ask { answer_by: now + Self::ANSWER },
                    false => Due::Later(at.min(now + Self::LOOK)),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const START: Timestamp = Timestamp(1_800_000_000_000);

    fn weekly(weeks: i64, dates: i64) -> Needed {
        let last_at = START + Length::days(7 * (dates - 1)) + Length::hours(1);
        Needed { weeks, since: START, answer_by: None, last_at }
    }

    #[test]
    fn it_is_asked_after_its_weeks_and_given_back_without_an_answer() {
        let series = weekly(8, 26);
        let asked_at = START + Length::days(56);
        assert_eq!(series.due(START), Due::Later(START + Length::days(28)));
        assert_eq!(series.due(asked_at - Length::days(1)), Due::Later(asked_at));
        let answer_by = asked_at + Needed::ANSWER;
        assert_eq!(series.due(asked_at), Due::Ask { answer_by });
        let asked = Needed { answer_by: Some(answer_by), ..series };
        assert_eq!(asked.due(asked_at), Due::Later(answer_by));
        assert_eq!(asked.due(answer_by), Due::GiveBack);
        assert_eq!(
            Needed { weeks: 0, ..asked }.due(answer_by),
            Due::Later(answer_by + Needed::LOOK)
        );
    }

    /// Lives through a series as the program does; gives back how often it was asked, and when it ended.
    fn live(mut series: Needed, answers: &[bool]) -> (usize, Option<Timestamp>) {
        let (mut now, mut asked, mut answered) = (series.since, 0, answers.iter());
        for _ in 0..2_000 {
            match series.due(now) {
                Due::Later(at) => {
                    assert!(at > now, "it would look for ever");
                    now = at;
                }
                Due::Ask { answer_by } => {
                    asked += 1;
                    series.answer_by = Some(answer_by);
                    if answered.next().copied().unwrap_or(true) {
                        let when = now + Length::days(3);
                        (series.answer_by, series.since, now) = (None, when, when);
                    }
                }
                Due::GiveBack => return (asked, Some(now)),
                Due::Over => return (asked, None),
            }
        }
        panic!("it never ends")
    }

    proptest! {
        #[test]
        fn who_answers_keeps_all_and_who_does_not_loses_the_rest(
            weeks in 0i64..=52, dates in 1i64..=200, answers in prop::collection::vec(any::<bool>(), 0..30),
        ) {
            let series = weekly(weeks, dates);
            let (asked, ended) = live(series, &answers);
            let silent = answers.iter().position(|answered| !answered);
            match silent.filter(|n| *n < asked) {
                Some(n) => {
                    prop_assert_eq!(asked, n + 1, "after silence nothing is asked");
                    // A week after the question, never earlier.
                    let least = START + Length::days(7 * weeks * (asked as i64)) + Needed::ANSWER;
                    prop_assert!(ended.unwrap() >= least && ended.unwrap() < series.last_at);
                }
                None => prop_assert_eq!(ended, None),
            }
            if weeks == 0 {
                prop_assert_eq!(asked, 0);
            } else {
                prop_assert!(asked as i64 <= dates / weeks);
            }
        }
    }
}
