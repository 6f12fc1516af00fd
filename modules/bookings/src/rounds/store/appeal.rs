use crate::rounds::model::{AppealId, RoundId};
use crate::rounds::record::AppealRecord;
use lianxin_db::{FromRow, Row, Sql, Tx, stmt};
use lianxin_kernel::{Kind, Result};
use lianxin_people::OrganizationId;

impl FromRow for AppealRecord {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            round: row.get("round")?,
            organization: row.get("organization")?,
            text: row.get("text")?,
            state: row.get("state")?,
            answer: row.get("answer")?,
            made_at: row.get("made_at")?,
            answered_at: row.get("answered_at")?,
        })
    }
}

/// To be narrowed.
fn select() -> Sql {
    stmt!(
        "select id, round, organization, text, state, answer, made_at, answered_at
         from bookings_appeal where district = $1"
    )
}

pub async fn by_id(tx: &mut Tx, id: AppealId) -> Result<Option<AppealRecord>> {
    Ok(tx.opt(select().bind(id.district()).push_bind(" and id = ", id)).await?)
}

/// The first to come first.
pub async fn of_round(
    tx: &mut Tx,
    round: RoundId,
    club: Option<OrganizationId>,
) -> Result<Vec<AppealRecord>> {
    let q = select().bind(round.district()).push_bind(" and round = ", round);
    let q = q.push_if(" and organization = ", club);
    Ok(tx.all(q.push_bind(" order by made_at, id limit ", 1_000_i64)).await?)
}

pub async fn insert(tx: &mut Tx, a: &AppealRecord) -> Result<()> {
    let q = stmt!(
        "insert into bookings_appeal (district, id, round, organization, text, state, made_at)
         values ($1, $2, $3, $4, $5, $6, $7)"
    );
    let q = q.bind(a.id.district()).bind(a.id).bind(a.round).bind(a.organization);
    tx.run(q.bind(a.text.clone()).bind(a.state).bind(a.made_at)).await?;
    Ok(())
}

/// False when it was answered before.
pub async fn answer(tx: &mut Tx, a: &AppealRecord) -> Result<bool> {
    let q = stmt!(
        "update bookings_appeal set state = $3, answer = $4, answered_at = $5
         where district = $1 and id = $2 and state = 'open'"
    );
    let q = q.bind(a.id.district()).bind(a.id).bind(a.state).bind(a.answer.clone());
    Ok(tx.run(q.bind(a.answered_at)).await? == 1)
}
