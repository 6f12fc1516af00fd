//! Answers in plain words.
use lianxin_planner::siting::{Answer, BoundBy, Status};

pub fn gap(answer: &Answer) -> String {
    match answer.gap() * 100.0 {
        0.0 => "none".into(),
        gap if gap < 0.01 => "below 0.01 %".into(),
        gap => format!("{gap:.2} %"),
    }
}

/// In plain words; only what is proved is called so. `what` is what could be better.
pub fn status(answer: &Answer, what: &str) -> String {
    let by = match answer.bound_by {
        BoundBy::Enumeration => "every possibility looked at or ruled out",
        BoundBy::Lagrangian => "a Lagrangian relaxation",
        BoundBy::Program => "an integer program",
        BoundBy::Trivial => "the question itself",
    };
    match answer.status {
        Status::Proved => format!("proved: no {what} is better ({by})"),
        Status::Bounded => format!(
            "the search ended without a proof; a better {what}, by up to {} may exist (bound: {by})",
            gap(answer)
        ),
        Status::TimeUp => format!(
            "the time was up before a proof; a better {what}, by up to {} may exist, more --seconds may help (bound: {by})",
            gap(answer)
        ),
    }
}
