//! Who may do what where: every operation asked by every role from every distance, and whether what
//! is told from above tells of nobody.
mod asking;
mod bodies;
mod furnish;
mod kin;
mod names;
mod oracle;
mod papers;
mod rows;
mod sweep;
mod town;
pub mod watch;
