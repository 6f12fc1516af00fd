//! All SQL of this module.
pub mod booking;
pub mod check;
pub mod figures;
pub mod holding;
pub mod loan;
pub mod loan_holding;
pub mod policy;
pub mod series;
pub mod series_holding;
pub mod thing;

use lianxin_db::{DbError, Json};
use lianxin_kernel::{Error, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<Json> {
    serde_json::to_string(value).map(Json).map_err(Error::internal)
}

pub(crate) fn from_json<T: DeserializeOwned>(Json(text): &Json) -> lianxin_db::Result<T> {
    serde_json::from_str(text).map_err(|e| DbError::Driver(e.to_string().into()))
}
