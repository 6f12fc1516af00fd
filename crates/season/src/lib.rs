//! Regular weekly use of rooms for a season: which club gets which blocks, and why nothing fairer exists.
//!
//! Pure: no clock, no database. [`allocate`] finds, [`check`] verifies what was found without trusting how.
mod bound;
mod certificate;
mod check;
mod flow;
mod level;
mod model;
mod net;
mod open;
mod paid;
mod reasons;
mod round;
mod search;
mod share;
mod solve;
mod why;
mod worth;

pub use certificate::{Certificate, Leaf, Limit, Split, Step, Tree};
pub use check::{Unproved, check};
pub use level::{Level, levels, values};
pub use round::{
    Block, Club, Fault, Like, MOST_BLOCKS, MOST_CLUBS, MOST_HAD, MOST_LIKES, MOST_RANK, MOST_ROOMS,
    Room, Round,
};
pub use share::Share;
pub use solve::{Allocation, Proof, allocate};
pub use why::{Held, Why};
pub use worth::Worth;
