//! Homes given to sites that must be neither too full nor too empty (row 000-18: 30,000 to 60,000
//! people in housing areas, 50,000 to 90,000 in industrial ones).
//!
//! [`give`] parts homes among centers that are open, [`least`] chooses the centers as well. Both keep
//! every limit or say why they cannot ([`explain`]).
mod bound;
mod connected;
mod divide;
mod explain;
mod fill;
mod given;
mod pack;
mod pieces;
mod question;
mod run;
mod search;
mod solve;
#[cfg(test)]
mod tests;

pub use explain::{Explanation, Missed};
pub use solve::{explain, give, least, least_with, parted};

use super::Answer;
use serde::{Deserialize, Serialize};

/// How many people each candidate must and may hold when it is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    /// By candidate: at least this many. Differs by kind of center.
    pub from: Vec<u64>,
    /// By candidate: at most this many.
    pub to: Vec<u64>,
    /// By home: what it loads a center with, where that is not its weight.
    pub homes: Option<Vec<u64>>,
}

/// What a giving must keep beside the loads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms<'a> {
    /// Each home goes to one center; else people of a home may go to several.
    pub whole: bool,
    /// Nobody is given to a center that costs more. Dearer pairs in the costs serve to say from which
    /// reach on an impossible question is possible.
    pub within: Option<u32>,
    /// Pairs of neighboring homes: each catchment must be in one piece. Needs `whole`.
    pub neighbors: Option<&'a [(u32, u32)]>,
}

impl Default for Terms<'_> {
    fn default() -> Self {
        Self { whole: true, within: None, neighbors: None }
    }
}

/// So many people of a home go to a center.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub home: u32,
    pub center: u32,
    pub load: u64,
}

/// Centers with the homes given to them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loaded {
    pub answer: Answer,
    /// By home, then center. A home without people that nothing reaches is not there.
    pub shares: Vec<Share>,
    /// What each center of `answer.open` holds.
    pub loads: Vec<u64>,
}

/// What was found, or what stands against it.
pub type Found = std::result::Result<Loaded, Vec<Explanation>>;
