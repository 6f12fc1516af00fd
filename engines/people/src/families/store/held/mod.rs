//! What is held about a person here, taking it away and giving it to another record of theirs.
pub mod family;
pub mod links;
pub mod own;

use lianxin_db::{FromRow, Id, Row};

/// The id of a row.
pub struct RowId(pub Id);

impl FromRow for RowId {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("id").map(Self)
    }
}

pub fn ids(rows: Vec<RowId>) -> Vec<Id> {
    rows.into_iter().map(|row| row.0).collect()
}
