//! What the database promises, on SQLite and on each isolation of PostgreSQL.
//!
//! PostgreSQL takes part where `LIANXIN_TEST_PG` is the URL of a server on which databases may be made, such
//! as `postgres://user@127.0.0.1:5432/postgres`.
// `cfg(test)` tells clippy that these are tests throughout.
#[cfg(test)]
mod broken;
#[cfg(test)]
mod carry;
#[cfg(test)]
mod crowd;
#[cfg(test)]
mod durable;
mod fair;
#[cfg(test)]
mod files;
#[cfg(test)]
mod fresh;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod lost;
#[cfg(test)]
mod migrations;
#[cfg(test)]
mod parity;
#[cfg(test)]
mod values;
