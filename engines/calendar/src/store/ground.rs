use lianxin_db::{Tx, stmt};
use lianxin_kernel::{AnyId, Result};

/// Takes the row of a ground until the end of the transaction.
pub(crate) async fn lock(tx: &mut Tx, district: u16, ground: AnyId) -> Result<()> {
    let q = stmt!(
        "insert into calendar_ground (district, id, version) values ($1, $2, 1)
         on conflict (district, id) do update set version = calendar_ground.version + 1"
    );
    tx.run(q.bind(district).bind(ground)).await?;
    Ok(())
}
