use lianxin_db::{Column, DbError, Json, Row, Value};
use serde::{Serialize, de::DeserializeOwned};

/// A value that stands in one column as JSON: lists that are always read and written whole.
pub(super) struct InJson<T>(pub T);

impl<T: Serialize> From<InJson<&T>> for Value {
    fn from(v: InJson<&T>) -> Self {
        Json(serde_json::to_string(v.0).unwrap_or_default()).into()
    }
}

impl<T: DeserializeOwned> Column for InJson<T> {
    fn read(row: &Row<'_>, name: &str) -> lianxin_db::Result<Self> {
        let Json(text) = row.get(name)?;
        let wrong = |e| DbError::Driver(format!("column {name}: {e}").into());
        serde_json::from_str(&text).map(Self).map_err(wrong)
    }
}

/// A text kept as a bounded line or note.
pub(super) fn bounded<T>(
    row: &Row<'_>,
    name: &str,
    read: fn(&str) -> Result<T, String>,
) -> lianxin_db::Result<Option<T>> {
    let text: Option<String> = row.get(name)?;
    let wrong = |why| DbError::Driver(format!("column {name}: {why}").into());
    text.as_deref().map(read).transpose().map_err(wrong)
}
