use super::candidates::Candidates;
use super::under_way;
use crate::atlas::Ground;
use crate::commands::Ending;
use crate::model::*;
use crate::queries::Asked;
use crate::reasons;
use lianxin_kernel::{Error, Result};
use lianxin_planner::siting::{Answer, BoundBy, Choice, Limit, Status, cover, median};
use lianxin_planner::{Progress, Watch};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// Nobody is sent farther than this many minutes; who lives farther off counts as if so far away.
const FARTHEST: u32 = 60;
/// So many numbers of sites are tried to show what one more would bring.
const MOST_MARGINAL: u32 = 12;

/// Searches the best sites. The time it may take is the aim's, counted from here.
pub fn solve(
    run: RunId,
    ground: &Ground,
    asked: &Asked,
    fields: &ScenarioFields,
    stop: &AtomicBool,
) -> Result<Ending> {
    let started = Instant::now();
    let limit = Duration::from_secs(fields.aim.seconds.into());
    let tell = |progress: Progress| under_way::tell(run, progress.part, progress.share);
    let watch =
        Watch::limited(limit, || started.elapsed()).cancelled_by(stop).telling(tell);
    watch.tell("walking", None);
    let candidates = Candidates::of(ground, asked, fields)?;
    let question = Question { ground, fields, candidates, watch };
    match question.answer() {
        Ok(mut answer) => {
            answer.took_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
            Ok(Ending::Answer(Box::new(answer)))
        }
        Err(Stopped::Planner(e)) => ended(e),
        Err(Stopped::Ours(e)) => Err(e),
    }
}

/// What stands against an answer: the planner's word, or ours.
enum Stopped {
    Planner(lianxin_planner::Error),
    Ours(Error),
}

impl From<lianxin_planner::Error> for Stopped {
    fn from(e: lianxin_planner::Error) -> Self {
        Self::Planner(e)
    }
}

impl From<Error> for Stopped {
    fn from(e: Error) -> Self {
        Self::Ours(e)
    }
}

fn ended(e: lianxin_planner::Error) -> Result<Ending> {
    use lianxin_planner::Error as E;
    match e {
        E::Cancelled => Ok(Ending::Cancelled),
        E::Impossible(why) => Ok(Ending::Problem(reasons::impossible(&why))),
        E::Value { field, why } => Ok(Ending::Problem(reasons::value(field, &why))),
        other => Err(Error::internal(other)),
    }
}

struct Question<'a> {
    ground: &'a Ground,
    fields: &'a ScenarioFields,
    candidates: Candidates,
    watch: Watch<'a>,
}

impl Question<'_> {
    fn answer(&self) -> Result<RunAnswer, Stopped> {
        let choice = self.candidates.choice(self.fields)?;
        match self.fields.aim.kind {
            AimKind::CoverMost => self.cover_most(&choice),
            AimKind::LeastWalk => self.least_walk(&choice),
            _ => Err(Stopped::Ours(Error::internal("not yet"))),
        }
    }

    fn minutes(&self) -> u32 {
        self.ground.graph.profile().cost_of(self.fields.aim.minutes)
    }

    fn cover_most(&self, choice: &Choice) -> Result<RunAnswer, Stopped> {
        let cover = self.candidates.cover(self.ground, self.fields, self.minutes())?;
        let found = cover::maximal(&cover, choice, &self.watch)?;
        let mut answer = self.shown(&found, Unit::People, 0.0, 1.0);
        let Limit::Sites(most) = choice.limit else { return Ok(answer) };
        let kept = u32::try_from(choice.kept.len()).unwrap_or(u32::MAX);
        // What each further site brings, while time is left.
        for p in 0..=(most - kept.min(most)).min(MOST_MARGINAL) {
            let fewer = Choice { limit: Limit::Sites(kept + p), ..choice.clone() };
            let value = match kept + p == most {
                true => answer.value,
                false if self.watch.stop().is_some() => break,
                false => cover::maximal(&cover, &fewer, &self.watch)?.value,
            };
            answer.marginal.push(Marginal { p, value });
        }
        Ok(answer)
    }

    fn least_walk(&self, choice: &Choice) -> Result<RunAnswer, Stopped> {
        let far = self.ground.graph.profile().cost_of(FARTHEST);
        let costs = self.candidates.costs(self.ground, self.fields, far)?;
        let found = median::least_or(&costs, choice, far, &self.watch)?;
        Ok(self.shown(&found, Unit::PersonMinutes, 0.0, self.a_minute()))
    }

    /// What a minute's walk costs.
    fn a_minute(&self) -> f64 {
        f64::from(self.ground.graph.profile().cost_of(1))
    }

    /// The answer in words and units people read: less `kept`, in `unit`s of so many.
    fn shown(&self, found: &Answer, unit: Unit, kept: f64, one: f64) -> RunAnswer {
        let word = |by: BoundBy| match by {
            BoundBy::Enumeration => "enumeration",
            BoundBy::Lagrangian => "lagrangian",
            BoundBy::Program => "program",
            BoundBy::Trivial => "trivial",
        };
        let status = match found.status {
            Status::Proved => "proved",
            Status::Bounded => "bounded",
            Status::TimeUp => "time_up",
        };
        RunAnswer {
            open: self.candidates.named(&found.open),
            unit,
            value: (found.value - kept) / one,
            bound: (found.bound - kept) / one,
            gap: found.gap(),
            bound_by: word(found.bound_by).to_owned(),
            status: status.to_owned(),
            marginal: vec![],
            took_ms: 0,
        }
    }
}
