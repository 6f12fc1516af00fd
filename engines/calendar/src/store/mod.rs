//! All SQL of this crate.
pub(crate) mod check;
pub(crate) mod closing;
pub(crate) mod feed;
pub(crate) mod ground;
pub(crate) mod item;
pub(crate) mod occupancy;
pub(crate) mod person;
pub(crate) mod search;
pub(crate) mod series;
pub(crate) mod setting;
pub(crate) mod slot;
pub(crate) mod utilization;
pub(crate) mod week;

use lianxin_db::{DbError, Json};
use lianxin_kernel::{Error, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn to_json<T: Serialize>(value: &T) -> Result<Json> {
    serde_json::to_string(value).map(Json).map_err(Error::internal)
}

fn from_json<T: DeserializeOwned>(Json(text): &Json) -> lianxin_db::Result<T> {
    serde_json::from_str(text).map_err(|e| DbError::Driver(e.to_string().into()))
}
