//! What loans hold about a person, and taking it away.
use crate::model::LoanId;
use crate::record::LoanRecord;
use lianxin_db::{Id, Tx, stmt};
use lianxin_kernel::{AnyId, Kind, Result, Timestamp};
use lianxin_people::PersonId;

pub async fn loans(tx: &mut Tx, person: AnyId, most: i64) -> Result<Vec<LoanRecord>> {
    super::loan::of_person(tx, PersonId(person), Timestamp(0), most).await
}

/// The words go; that a thing was out counts on.
pub async fn blank(tx: &mut Tx, person: AnyId) -> Result<u64> {
    let q = stmt!(
        "/* every district: people borrow wherever they go */
         update bookings_loan set condition_out = null, condition_back = null, why = null
         where person = $1 and
           (condition_out is not null or condition_back is not null or why is not null)"
    );
    Ok(tx.run(q.bind(person)).await?)
}

pub async fn give(tx: &mut Tx, from: AnyId, to: AnyId, rows: Option<&[Id]>) -> Result<Vec<Id>> {
    let q = stmt!(
        "/* every district: people borrow wherever they go */
         update bookings_loan set person = $2 where person = $1"
    );
    Ok(tx.change(q.bind(from).bind(to), rows).await?)
}

/// Those that are over since before and still lead to a person.
pub async fn ended_before(tx: &mut Tx, before: Timestamp, most: i64) -> Result<Vec<LoanId>> {
    let q = stmt!(
        "/* every district: retention of the whole installation */
         select id from bookings_loan where ends_at < $1 and person <> id and state <> 'out'
         order by id limit $2"
    );
    let old = tx.ids(q.bind(before).bind(most)).await?;
    Ok(old.into_iter().map(LoanId).collect())
}

/// Puts the row's own id in the place of the person's: it counts on, and leads to nobody.
pub async fn unlink(tx: &mut Tx, id: LoanId) -> Result<()> {
    let q = stmt!(
        "update bookings_loan
         set person = id, condition_out = null, condition_back = null, why = null
         where district = $1 and id = $2"
    );
    tx.run(q.bind(id.district()).bind(id)).await?;
    Ok(())
}
