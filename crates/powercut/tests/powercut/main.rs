//! Group commit on SQLite when the power goes, the disk is full, or it fails.
//! `LIANXIN_CRASH_ROUNDS` asks for more cuts than a usual run has.
#[cfg(test)]
mod cuts;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod till;
