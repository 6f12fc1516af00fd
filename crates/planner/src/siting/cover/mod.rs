//! How many homes some sites cover, how few sites cover them all, and how near the farthest home can
//! be. Homes without weight are nobody's and count nowhere.
mod all;
mod anneal;
mod branch;
mod core;
mod curve;
mod dual;
mod farthest;
mod greedy;
mod lists;
mod maximal;
mod open;
mod part;
mod set;
mod tabu;
mod tally;

pub use all::{All, all};
pub use curve::{Point, curve};
pub use farthest::farthest;
pub use maximal::maximal;

#[cfg(test)]
mod tests;
