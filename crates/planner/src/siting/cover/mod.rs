//! How many homes some sites cover, and how few sites cover them all.
mod branch;
mod core;
mod dual;
mod greedy;
mod lists;
mod maximal;
mod open;
mod tabu;

pub use maximal::maximal;
