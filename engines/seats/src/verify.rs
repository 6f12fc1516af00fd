use crate::store::check;
use lianxin_db::{Look, Tx};
use lianxin_kernel::{App, Check, Error, Result};

pub(crate) const CHECK: Check = Check { name: "seats.places", run: |app| Box::pin(findings(app)) };

async fn findings(app: App) -> Result<Vec<String>> {
    app.db().look_at_leisure(&Everywhere).await
}

struct Everywhere;

impl Look for Everywhere {
    type Out = Vec<String>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Vec<String>> {
        let mut wrong = vec![];
        for district in check::districts(tx).await? {
            wrong.extend(verify(tx, district).await?);
        }
        Ok(wrong)
    }
}

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
