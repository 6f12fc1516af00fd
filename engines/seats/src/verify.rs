use crate::store::check;
use lianxin_db::Tx;
use lianxin_kernel::Result;

/// Counts everything in a district again. One line for each thing that is not as it must be; none is
/// the only good answer.
pub async fn verify(tx: &mut Tx, district: u16) -> Result<Vec<String>> {
    let mut wrong = vec![];
    for row in check::counters(tx, district).await? {
        wrong.extend(row.faults());
    }
    for (what, finding) in check::findings(tx, district).await? {
        wrong.push(format!("claim {finding}: {what}"));
    }
    Ok(wrong)
}
