//! Every reason this module gives, in one place: codes are a contract with the interface's texts.
use lianxin_kernel::{Reason, reason};

/// So many of a kind are kept already; `max` may be.
pub fn too_many_kept(max: i64) -> Reason {
    reason!("planning.too_many_kept", max = max)
}

/// Scenarios stand on it: change or delete them first.
pub fn in_use(count: i64) -> Reason {
    reason!("planning.in_use", count = count)
}

/// Someone else changed it since it was read.
pub fn changed_meanwhile() -> Reason {
    reason!("planning.changed_meanwhile")
}

/// A search of this scenario waits or is under way.
pub fn already_running() -> Reason {
    reason!("planning.already_running")
}

/// The search is over already.
pub fn run_is_over() -> Reason {
    reason!("planning.run_is_over")
}

/// What was asked has no answer; `why` is the planner's sentence.
pub fn impossible(why: &str) -> Reason {
    reason!("planning.impossible", why = why)
}

/// A value of the scenario can't be used.
pub fn value(field: &str, why: &str) -> Reason {
    reason!("planning.value", field = field, why = why)
}

/// No site and no center that may close: nothing to choose from.
pub fn nothing_to_choose() -> Reason {
    reason!("planning.nothing_to_choose")
}

/// More to choose than there is.
pub fn too_few_candidates(p: i64, candidates: i64) -> Reason {
    reason!("planning.too_few_candidates", p = p, candidates = candidates)
}

/// A site or center is too far from any street of the network.
pub fn off_street(name: &str) -> Reason {
    reason!("planning.off_street", name = name)
}

/// Nobody lives near the streets of the network.
pub fn nobody_there() -> Reason {
    reason!("planning.nobody_there")
}

/// It was begun several times and never came to an end.
pub fn broke_off() -> Reason {
    reason!("planning.broke_off")
}

/// Something broke on our side.
pub fn failed() -> Reason {
    reason!("planning.failed")
}
