//! The ground under every table: one SQL text on two engines, SQLite and PostgreSQL.
//!
//! **Belongs here:** opening a database ([`Db`]), transactions ([`Tx`], [`Work`], [`Look`]), statements and
//! their values ([`Sql`], [`stmt!`], [`Value`], [`Row`]), group commit and lanes, retries and limits,
//! migrations ([`migrate`]), the shape of a schema ([`schema`]), the rules it obeys ([`lint`]), and all its rows on the way
//! elsewhere ([`carry`]).
//!
//! **Does not belong here:** business words, permissions, audit, a clock, and the making of ids: time and
//! randomness are passed in, so that a run can be replayed.
//!
//! What a caller may rely on:
//! - an answer of [`Db::write`] means the change is on disk;
//! - a work that fails, hangs or panics is undone alone, those who share its commit are not hurt;
//! - [`DbError::Unknown`] is the only answer after which a change may or may not be there.
pub mod carry;
mod db;
mod error;
#[cfg(feature = "faults")]
mod faults;
mod id;
mod lane;
pub mod lint;
mod look;
mod meter;
mod migrate;
mod migration;
mod options;
mod postgres;
mod replica;
mod row;
pub mod schema;
mod sql;
mod sqlite;
mod tx;
mod value;
mod words;
mod work;

pub use db::{Db, Engine, RETRIES};
pub use error::{DbError, Result, RetryHint};
#[cfg(feature = "faults")]
pub use faults::Faults;
pub use id::Id;
pub use linkme;
pub use meter::Stats;
pub use migrate::{migrate, pending};
pub use migration::{Applied, Migration};
pub use options::{Isolation, Options};
pub use replica::Replica;
pub use row::{Column, FromRow, Row};
pub use sql::{STATEMENTS, Sql, sql};
pub use tx::Tx;
pub use value::{Json, Timestamp, Value};
pub use words::render;
pub use work::{Look, Work};
