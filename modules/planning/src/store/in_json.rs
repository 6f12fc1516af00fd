use lianxin_db::{Column, DbError, Json, Row};
use lianxin_kernel::{Error, Result};
use serde::{Serialize, de::DeserializeOwned};

/// A value that stands in one column as JSON: always read and written whole.
pub struct InJson<T>(pub T);

impl<T: DeserializeOwned> Column for InJson<T> {
    fn read(row: &Row<'_>, name: &str) -> lianxin_db::Result<Self> {
        let Json(text) = row.get(name)?;
        let wrong = |e| DbError::Driver(format!("column {name}: {e}").into());
        serde_json::from_str(&text).map(Self).map_err(wrong)
    }
}

/// The text for such a column.
pub fn json<T: Serialize>(value: &T) -> Result<Json> {
    serde_json::to_string(value).map(Json).map_err(Error::internal)
}
