//! All SQL of this module.
pub mod bytes;
pub mod check;
mod in_json;
pub mod network;
pub mod population;
pub mod run;
pub mod scenario;
pub mod shelf;

use lianxin_db::{FromRow, Row};

struct Count(i64);

impl FromRow for Count {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("n").map(Self)
    }
}
