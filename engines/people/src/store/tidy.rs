use lianxin_db::{Tx, stmt};
use lianxin_kernel::{Result, Timestamp};

/// Deletes codes and counts that no limit asks for anymore.
pub async fn codes(tx: &mut Tx, district: u16, until: Timestamp) -> Result<()> {
    let q = stmt!("delete from people_code where district = $1 and created_at < $2");
    tx.run(q.bind(district).bind(until)).await?;
    let q = stmt!("delete from people_limit where district = $1 and at < $2");
    tx.run(q.bind(district).bind(until)).await?;
    Ok(())
}

/// Deletes sign-ins that began so long ago that none is in use.
pub async fn sign_ins(tx: &mut Tx, until: Timestamp) -> Result<()> {
    let q = stmt!(
        "/* every district: housekeeping of the whole installation */
         delete from people_sign_in where started_at < $1"
    );
    tx.run(q.bind(until)).await?;
    Ok(())
}
