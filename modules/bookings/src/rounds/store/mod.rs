//! SQL of season rounds.
pub mod appeal;
pub mod award;
pub mod round;
pub mod wish;
