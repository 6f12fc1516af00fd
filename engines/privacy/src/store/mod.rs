//! All SQL of this engine.
pub mod breach;
pub mod check;
pub mod consent;
pub mod purpose;
pub mod register;
pub mod request;
pub mod retention;

use lianxin_db::{DbError, Id, Json, Row};
use lianxin_kernel::{Error, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;

fn json<T: DeserializeOwned>(row: &Row<'_>, name: &str) -> lianxin_db::Result<T> {
    let Json(text) = row.get(name)?;
    serde_json::from_str(&text).map_err(|e| DbError::Driver(format!("column {name}: {e}").into()))
}

fn to_json<T: Serialize>(value: &T) -> Result<Json> {
    serde_json::to_string(value).map(Json).map_err(Error::internal)
}

/// The districts of some ids.
fn districts(ids: &[Id]) -> BTreeSet<i64> {
    ids.iter().map(|id| i64::from(id.district())).collect()
}
