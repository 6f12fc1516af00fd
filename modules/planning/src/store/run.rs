use super::bytes::{Piece, pieces, whole};
use super::in_json::{InJson, json};
use crate::model::{Run, RunAnswer, RunId, RunState, ScenarioFields, ScenarioId};
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Error, Kind, Reason, Result, Timestamp};

/// A run as it is kept, without its answer.
#[derive(Clone, Debug)]
pub struct RunRow {
    pub run: Run,
    pub fields: ScenarioFields,
    pub scenario_version: i64,
    pub cancelled: bool,
    pub tries: i64,
    pub beat_at: Option<Timestamp>,
}

impl FromRow for RunRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let run = Run {
            id: row.get("id")?,
            scenario: row.get("scenario")?,
            state: row.get("state")?,
            part: row.get("part")?,
            share: row.get("share")?,
            created_at: row.get("created_at")?,
            started_at: row.get("started_at")?,
            finished_at: row.get("finished_at")?,
            answer: None,
            problem: row.get::<Option<InJson<Reason>>>("problem")?.map(|p| p.0),
        };
        Ok(Self {
            run,
            fields: row.get::<InJson<_>>("fields")?.0,
            scenario_version: row.get("scenario_version")?,
            cancelled: row.get("cancelled")?,
            tries: row.get("tries")?,
            beat_at: row.get("beat_at")?,
        })
    }
}

pub async fn insert(
    tx: &mut Tx,
    run: &Run,
    fields: &ScenarioFields,
    scenario_version: i64,
) -> Result<()> {
    let q = stmt!(
        "insert into planning_run
           (district, id, scenario, fields, scenario_version, state, part, share, cancelled, tries,
            beat_at, created_at, started_at, finished_at, problem)
         values ($1, $2, $3, $4, $5, 'queued', null, null, false, 0, null, $6, null, null, null)"
    );
    let q = q.bind(run.id.district()).bind(run.id).bind(run.scenario).bind(json(fields)?);
    tx.run(q.bind(scenario_version).bind(run.created_at)).await?;
    Ok(())
}

pub async fn by_id(tx: &mut Tx, id: RunId) -> Result<Option<RunRow>> {
    let q = stmt!(
        "select id, scenario, fields, scenario_version, state, part, share, cancelled, tries,
           beat_at, created_at, started_at, finished_at, problem
         from planning_run where district = $1 and id = $2"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// The newest first.
pub async fn of_scenario(tx: &mut Tx, id: ScenarioId, most: i64) -> Result<Vec<RunRow>> {
    let q = stmt!(
        "select id, scenario, fields, scenario_version, state, part, share, cancelled, tries,
           beat_at, created_at, started_at, finished_at, problem
         from planning_run where district = $1 and scenario = $2 order by id desc limit $3"
    );
    Ok(tx.all(q.bind(id.district()).bind(id).bind(most)).await?)
}

pub async fn answer(tx: &mut Tx, id: RunId) -> Result<Option<RunAnswer>> {
    let q = stmt!(
        "select bytes from planning_run_result where district = $1 and run = $2 order by number"
    );
    let all: Vec<Piece> = tx.all(q.bind(id.district()).bind(id)).await?;
    if all.is_empty() {
        return Ok(None);
    }
    serde_json::from_slice(&whole(all)).map(Some).map_err(Error::internal)
}

/// Takes a run into work, unless somebody else did since it was read; says whether.
pub async fn begin(tx: &mut Tx, row: &RunRow, now: Timestamp) -> Result<bool> {
    let q = stmt!(
        "update planning_run set state = 'running', tries = tries + 1, beat_at = $3,
           started_at = coalesce(started_at, $3), part = null, share = null
         where district = $1 and id = $2 and tries = $4 and cancelled = false
           and state in ('queued', 'running')"
    );
    let q = q.bind(row.run.id.district()).bind(row.run.id).bind(now).bind(row.tries);
    Ok(tx.run(q).await? == 1)
}

/// Says how far it is; whether it is still this one's to work on.
pub async fn tell(
    tx: &mut Tx,
    id: RunId,
    tries: i64,
    part: &str,
    share: Option<f64>,
    now: Timestamp,
) -> Result<bool> {
    let q = stmt!(
        "update planning_run set part = $4, share = $5, beat_at = $6
         where district = $1 and id = $2 and tries = $3 and state = 'running'"
    );
    let q = q.bind(id.district()).bind(id).bind(tries).bind(part).bind(share).bind(now);
    Ok(tx.run(q).await? == 1)
}

/// Ends a run that is not over yet and, when a try is named, still that try's; says whether.
pub async fn end(
    tx: &mut Tx,
    id: RunId,
    tries: Option<i64>,
    state: RunState,
    problem: Option<&Reason>,
    now: Timestamp,
) -> Result<bool> {
    let q = stmt!(
        "update planning_run set state = $3, problem = $4, finished_at = $5, part = null,
           share = null
         where district = $1 and id = $2 and state in ('queued', 'running')"
    );
    let q = q.bind(id.district()).bind(id).bind(state);
    let q = q.bind(problem.map(json).transpose()?).bind(now).push_if(" and tries = ", tries);
    Ok(tx.run(q).await? == 1)
}

pub async fn keep_answer(tx: &mut Tx, id: RunId, answer: &RunAnswer) -> Result<()> {
    let bytes = serde_json::to_vec(answer).map_err(Error::internal)?;
    for (number, piece) in pieces(&bytes) {
        let q = stmt!(
            "insert into planning_run_result (district, run, number, bytes)
             values ($1, $2, $3, $4)"
        );
        tx.run(q.bind(id.district()).bind(id).bind(number).bind(piece)).await?;
    }
    Ok(())
}

/// Ends a run that waits; one under way is told to end. Says whether there was one.
pub async fn cancel(tx: &mut Tx, id: RunId, now: Timestamp) -> Result<bool> {
    let q = stmt!(
        "update planning_run set cancelled = true,
           finished_at = case when state = 'queued' then $3 else finished_at end,
           state = case when state = 'queued' then 'cancelled' else state end
         where district = $1 and id = $2 and state in ('queued', 'running')"
    );
    Ok(tx.run(q.bind(id.district()).bind(id).bind(now)).await? == 1)
}
