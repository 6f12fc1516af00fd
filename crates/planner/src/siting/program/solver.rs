use super::{Aim, Ended, Program, Solved};
use crate::{Result, Stop, Watch};
use highs::{Col, HighsModelStatus, HighsSolutionStatus, Model, RowProblem, Sense, SolvedModel};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// The solver cannot be interrupted from outside without unsafe code, and begins anew when it is
/// asked again. So it runs beside us in slices: what is cancelled is answered at once, and the
/// slice that is still under way ends by itself.
const SLICE: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_millis(10);

pub(super) fn solve(program: Program, watch: &Watch<'_>) -> Result<Solved> {
    let mut slice = SLICE;
    let mut so_far: Option<Solved> = None;
    loop {
        let left = watch.left();
        if left.is_zero() || watch.stop() == Some(Stop::Time) {
            return Ok(so_far.unwrap_or_else(|| nothing(&program)));
        }
        // What would be left over is too short to be worth beginning anew.
        let time = if left <= slice * 2 { left } else { slice };
        let (part, late) = run(program.clone(), time, watch)?;
        let best = match so_far {
            Some(before) => better(program.aim, before, part),
            None => part,
        };
        if !late || time == left {
            return Ok(best);
        }
        so_far = Some(best);
        slice *= 2;
    }
}

/// Says beside the answer whether it was the time that cut it.
fn run(program: Program, time: Duration, watch: &Watch<'_>) -> Result<(Solved, bool)> {
    let (done, result) = channel();
    let hopeless = nothing(&program);
    std::thread::spawn(move || {
        // Nobody listens any more when the watch was cancelled.
        let _ = done.send(once(&program, time));
    });
    loop {
        match result.recv_timeout(LOOK) {
            Ok(solved) => return Ok(solved),
            Err(RecvTimeoutError::Timeout) => watch.go_on()?,
            Err(RecvTimeoutError::Disconnected) => {
                return Ok((Solved { ended: Ended::Failed, ..hopeless }, false));
            }
        }
    }
}

fn once(program: &Program, time: Duration) -> (Solved, bool) {
    match model(program, time).and_then(|model| model.try_solve().ok()) {
        Some(solved) => {
            let late = solved.status() == HighsModelStatus::ReachedTimeLimit;
            (read(program, &solved), late)
        }
        None => (Solved { ended: Ended::Failed, ..nothing(program) }, false),
    }
}

fn model(program: &Program, time: Duration) -> Option<Model> {
    let mut problem = RowProblem::new();
    let columns: Vec<Col> = program
        .columns
        .iter()
        .map(|c| problem.add_column_with_integrality(c.factor, c.low..=c.high, c.whole))
        .collect();
    for row in &program.rows {
        let terms: Option<Vec<(Col, f64)>> = row
            .terms
            .iter()
            .map(|(column, factor)| Some((*columns.get(*column as usize)?, *factor)))
            .collect();
        problem.add_row(row.low..=row.high, terms?);
    }
    let sense = match program.aim {
        Aim::Least => Sense::Minimise,
        Aim::Most => Sense::Maximise,
    };
    let mut model = problem.try_optimise(sense).ok()?;
    model.try_set_option("time_limit", time.as_secs_f64().min(1e9)).ok()?;
    model.try_set_option("parallel", "off").ok()?;
    model.try_set_option("threads", 1).ok()?;
    model.try_set_option("mip_rel_gap", 0.0).ok()?;
    model.try_set_option("mip_abs_gap", 1e-6).ok()?;
    if let Some(nodes) = program.nodes {
        model.try_set_option("mip_max_nodes", i32::try_from(nodes).unwrap_or(i32::MAX)).ok()?;
    }
    if let Some(start) = &program.start {
        // A start that does not fit is only a lost hint.
        let _ = model.try_set_solution(Some(start), None, None, None);
    }
    Some(model)
}

fn read(program: &Program, solved: &SolvedModel) -> Solved {
    let status = solved.status();
    let ended = match status {
        HighsModelStatus::Optimal | HighsModelStatus::ModelEmpty => Ended::Proved,
        HighsModelStatus::Infeasible => Ended::Infeasible,
        HighsModelStatus::ReachedTimeLimit
        | HighsModelStatus::ReachedIterationLimit
        | HighsModelStatus::ReachedSolutionLimit
        | HighsModelStatus::ReachedInterrupt => Ended::Cut,
        _ => Ended::Failed,
    };
    let whole = program.columns.iter().any(|column| column.whole);
    let feasible = solved.primal_solution_status() == HighsSolutionStatus::Feasible;
    let solution = (feasible || ended == Ended::Proved).then(|| solved.get_solution());
    let best = solution.as_ref().map(|s| (value(program, s.columns()), s.columns().to_vec()));
    let bound = match (&best, ended) {
        (Some((value, _)), Ended::Proved) if !whole => *value,
        _ if whole => solved
            .double_info_value(c"mip_dual_bound")
            .ok()
            .filter(|bound| bound.is_finite() && ended != Ended::Infeasible)
            .unwrap_or_else(|| hope(program.aim)),
        _ => hope(program.aim),
    };
    let duals = match (solution, ended) {
        (Some(solution), Ended::Proved) if !whole => solution.dual_rows().to_vec(),
        _ => vec![],
    };
    Solved { ended, best, bound, duals }
}

fn value(program: &Program, columns: &[f64]) -> f64 {
    program.columns.iter().zip(columns).map(|(column, value)| column.factor * value).sum()
}

fn better(aim: Aim, a: Solved, b: Solved) -> Solved {
    let ahead = |x: f64, y: f64| match aim {
        Aim::Least => x < y,
        Aim::Most => x > y,
    };
    let bound = if ahead(a.bound, b.bound) { b.bound } else { a.bound };
    let best = match (a.best, b.best) {
        (Some(a), Some(b)) => Some(if ahead(a.0, b.0) { a } else { b }),
        (a, b) => a.or(b),
    };
    Solved { ended: b.ended, best, bound, duals: b.duals }
}

fn hope(aim: Aim) -> f64 {
    match aim {
        Aim::Least => f64::NEG_INFINITY,
        Aim::Most => f64::INFINITY,
    }
}

fn nothing(program: &Program) -> Solved {
    Solved { ended: Ended::Cut, best: None, bound: hope(program.aim), duals: vec![] }
}
