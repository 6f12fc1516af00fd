//! What [`crate::check`] needs to see for itself that nothing better exists.
//!
//! Every way to share out keeps certain limits: a club has no more blocks than it wants, a place at a time
//! is given once. A number put on each limit that can't be exceeded (its price) makes a ceiling for what any
//! allocation is worth: what the limits are worth at these prices, plus what each single choice is worth
//! beyond the prices it has to pay (weak duality of linear programs). Prices may come from anywhere.
use crate::worth::Worth;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Certificate {
    /// For each level what one of it is worth, for leaves that hold all levels at once.
    pub worths: Vec<Worth>,
    /// They close the levels one after another from the first.
    pub steps: Vec<Step>,
    /// For the first level left open: how far it can reach at most.
    pub beyond: Option<Leaf>,
}

/// Closes the levels up to `to` (an index, included) that the steps before left: nothing that is as good on
/// those is better on these.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub to: usize,
    pub tree: Tree,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Tree {
    Leaf(Leaf),
    /// Every allocation is in `without` (nothing of what was split on is given) or in `with` (nothing that
    /// stands against it is).
    Split(Box<Split>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Split {
    pub block: usize,
    /// The split is over this club having the block; without one, over anybody having it.
    pub club: Option<usize>,
    pub without: Tree,
    pub with: Tree,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Leaf {
    /// Prices for all levels at once; `ceiling` are the values that nothing here exceeds, compared in order.
    Whole { ceiling: Vec<i64>, prices: Vec<(Limit, Worth)> },
    /// Prices for the step's one level, in parts of `unit`.
    Level { unit: i64, prices: Vec<(Limit, i64)> },
}

/// Something every allocation keeps. The price of `Balance` may have any sign, others none below zero.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// A club's first, second … block are as many as the blocks it has.
    Balance { club: usize },
    /// A club has no `nth` block without the one before.
    Order { club: usize, nth: u8 },
    /// A club has at most `a_day` blocks on a day.
    Day { club: usize, weekday: u8 },
    /// Of blocks that all overlap a club has at most one.
    Apart { club: usize, blocks: Vec<usize> },
    /// Of blocks that all conflict at most one is given.
    Once { blocks: Vec<usize> },
    /// An earlier level is not below what the allocation has.
    Kept { level: usize },
}

impl Tree {
    pub(super) fn into_leaf(self) -> Option<Leaf> {
        match self {
            Self::Leaf(leaf) => Some(leaf),
            Self::Split(_) => None,
        }
    }
}
