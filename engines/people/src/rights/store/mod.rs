//! The SQL of grants, deputies and roles. What does not fit its fingerprint is never handed out.
pub mod deputy;
pub mod grant;
pub mod role;

use crate::rights::model::Modules;
use lianxin_db::{DbError, Json, Row, Value};

/// A row with what was written beside it to tell whether it was changed.
pub struct Marked<T> {
    pub row: T,
    pub mac: Vec<u8>,
}

/// A list of modules; none: all.
pub fn modules_of(row: &Row<'_>, name: &str) -> lianxin_db::Result<Option<Modules>> {
    let Some(Json(text)) = row.get::<Option<Json>>(name)? else {
        return Ok(None);
    };
    let wrong = |e: serde_json::Error| DbError::Driver(format!("column {name}: {e}").into());
    serde_json::from_str(&text).map(Some).map_err(wrong)
}

pub fn modules_value(modules: Option<&Modules>) -> Value {
    let text = modules.and_then(|m| serde_json::to_string(m).ok());
    text.map(Json).into()
}
