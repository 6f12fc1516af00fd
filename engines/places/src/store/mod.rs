//! All SQL of this crate.
mod centers;
mod columns;
mod features;
mod holidays;
mod hours;
mod in_json;
mod kept;
mod regions;
mod rooms;

pub(crate) use centers::*;
pub(crate) use features::*;
pub(crate) use holidays::*;
pub(crate) use hours::*;
pub(crate) use kept::{keep, kept};
pub(crate) use regions::*;
pub(crate) use rooms::*;

use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::Result;

/// Lets one change after another at the places: taken before what is limited or numbered is looked
/// at, so that it is still so when it is written. Places change rarely; nobody waits long.
pub(crate) async fn lock(tx: &mut Tx) -> Result<()> {
    let q = stmt!(
        "insert into places_ground (name, number) values ($1, 1)
         on conflict (name) do update set number = places_ground.number + 1"
    );
    tx.run(q.bind("changes")).await?;
    Ok(())
}

pub(crate) struct Count(pub i64);

impl FromRow for Count {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("n").map(Self)
    }
}
