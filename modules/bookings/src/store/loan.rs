use crate::model::LoanId;
use crate::model::{BookingId, LoanState};
use crate::record::LoanRecord;
use lianxin_calendar::{ItemId, Span};
use lianxin_db::{FromRow, Row, Sql, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};
use lianxin_people::PersonId;
use lianxin_places::CenterId;

impl FromRow for LoanRecord {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            center: row.get("center")?,
            item: row.get("item")?,
            person: row.get("person")?,
            booking: row.get("booking")?,
            span: Span { from: row.get("starts_at")?, to: row.get("ends_at")? },
            state: row.get("state")?,
            out_at: row.get("out_at")?,
            condition_out: row.get("condition_out")?,
            back_at: row.get("back_at")?,
            condition_back: row.get("condition_back")?,
            why: row.get("why")?,
            asked_at: row.get("asked_at")?,
            version: row.get("version")?,
        })
    }
}

/// To be narrowed; people borrow wherever they go.
fn select() -> Sql {
    stmt!(
        "/* every district: people borrow wherever they go */
         select id, center, item, person, booking, starts_at, ends_at, state, out_at,
           condition_out, back_at, condition_back, why, asked_at, version
         from bookings_loan where true"
    )
}

pub async fn insert(tx: &mut Tx, l: &LoanRecord) -> Result<()> {
    let q = stmt!(
        "insert into bookings_loan
           (district, id, center, item, person, booking, starts_at, ends_at, state, out_at,
            condition_out, back_at, condition_back, why, asked_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
    );
    let q = q.bind(l.id.district()).bind(l.id).bind(l.center).bind(l.item).bind(l.person);
    let q = q.bind(l.booking).bind(l.span.from).bind(l.span.to).bind(l.state).bind(l.out_at);
    let q = q.bind(l.condition_out.clone()).bind(l.back_at).bind(l.condition_back.clone());
    tx.run(q.bind(l.why.clone()).bind(l.asked_at).bind(l.version)).await?;
    Ok(())
}

/// Writes what can change of one that was at the version before.
pub async fn update(tx: &mut Tx, l: &LoanRecord) -> Result<bool> {
    let q = stmt!(
        "update bookings_loan set starts_at = $1, ends_at = $2, state = $3, out_at = $4,
           condition_out = $5, back_at = $6, condition_back = $7, why = $8, version = $9
         where district = $10 and id = $11 and version = $12"
    );
    let q = q.bind(l.span.from).bind(l.span.to).bind(l.state).bind(l.out_at);
    let q = q.bind(l.condition_out.clone()).bind(l.back_at).bind(l.condition_back.clone());
    let q = q.bind(l.why.clone()).bind(l.version);
    let q = q.bind(l.id.district()).bind(l.id).bind(l.version - 1);
    Ok(tx.run(q).await? == 1)
}

pub async fn by_id(tx: &mut Tx, id: LoanId) -> Result<Option<LoanRecord>> {
    let q = select().push_bind(" and district = ", id.district()).push_bind(" and id = ", id);
    Ok(tx.opt(q).await?)
}

/// Those of a booking that are open.
pub async fn of_booking(tx: &mut Tx, booking: BookingId) -> Result<Vec<LoanRecord>> {
    let q = select().push_bind(" and district = ", booking.district());
    let q = q.push_bind(" and booking = ", booking).push(" and state in ('wanted', 'out')");
    Ok(tx.all(q.push(" order by id")).await?)
}

/// Those of a person that are open or ended since, the next to be brought back first.
pub async fn of_person(
    tx: &mut Tx,
    person: PersonId,
    since: Timestamp,
    most: i64,
) -> Result<Vec<LoanRecord>> {
    let q = select().push_bind(" and person = ", person);
    let q = q.push_bind(" and (state = 'out' or ends_at > ", since).push(")");
    Ok(tx.all(q.push_bind(" order by ends_at, id limit ", most)).await?)
}

/// What a center has out, and what will be fetched before a time; by when it is due.
pub async fn at_center(
    tx: &mut Tx,
    center: CenterId,
    (now, until): (Timestamp, Timestamp),
    most: i64,
) -> Result<Vec<LoanRecord>> {
    let q = select().push_bind(" and district = ", center.district());
    let q = q.push_bind(" and center = ", center);
    let q = q.push_bind(" and (state = 'out' or (state = 'wanted' and ends_at > ", now);
    let q = q.push_bind(" and starts_at < ", until).push("))");
    Ok(tx.all(q.push_bind(" order by ends_at, id limit ", most)).await?)
}

/// How many things of a center a person has by themself, or may still fetch.
pub async fn counted(
    tx: &mut Tx,
    center: CenterId,
    person: PersonId,
    now: Timestamp,
) -> Result<i64> {
    let q = stmt!(
        "select id from bookings_loan
         where district = $1 and center = $2 and person = $3 and booking is null
           and (state = 'out' or (state = 'wanted' and ends_at > $4)) limit 100"
    );
    let q = q.bind(center.district()).bind(center).bind(person).bind(now);
    Ok(tx.ids(q).await?.len() as i64)
}

/// Who has a thing, if it is out.
pub async fn out(tx: &mut Tx, item: ItemId) -> Result<Option<LoanRecord>> {
    let q = select().push_bind(" and district = ", item.district());
    let q = q.push_bind(" and item = ", item).push_bind(" and state = ", LoanState::Out);
    Ok(tx.all(q.push(" order by out_at, id limit 1")).await?.pop())
}

/// Who waits to fetch it next.
pub async fn next(tx: &mut Tx, item: ItemId, now: Timestamp) -> Result<Option<LoanRecord>> {
    let q = select().push_bind(" and district = ", item.district());
    let q = q.push_bind(" and item = ", item).push_bind(" and state = ", LoanState::Wanted);
    let q = q.push_bind(" and ends_at > ", now).push(" order by starts_at, id limit 1");
    Ok(tx.all(q).await?.pop())
}
