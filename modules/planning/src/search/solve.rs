use super::candidates::Candidates;
use super::under_way;
use crate::atlas::Ground;
use crate::commands::Ending;
use crate::model::*;
use crate::queries::Asked;
use crate::reasons;
use lianxin_kernel::{Error, Result};
use lianxin_planner::siting::load::{self, Terms};
use lianxin_planner::siting::{Answer, BoundBy, Choice, Cover, Limit, Status, cover, median};
use lianxin_planner::{Progress, Watch, walk};
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
    let watch = Watch::limited(limit, || started.elapsed()).cancelled_by(stop).telling(tell);
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
            AimKind::CoverAll => self.cover_all(&choice),
            AimKind::LeastWalk => self.least_walk(&choice),
            AimKind::LeastFarthest => self.least_farthest(&choice),
            AimKind::BalancedLoad => self.balanced_load(&choice),
        }
    }

    fn cover(&self) -> Result<Cover> {
        let minutes = self.ground.graph.profile().cost_of(self.fields.aim.minutes);
        self.candidates.cover(self.ground, self.fields, minutes)
    }

    fn cover_most(&self, choice: &Choice) -> Result<RunAnswer, Stopped> {
        let cover = self.cover()?;
        let found = cover::maximal(&cover, choice, &self.watch)?;
        let mut answer = self.shown(&found, Unit::People, 0.0, 1.0);
        let kept = u32::try_from(choice.kept.len()).unwrap_or(u32::MAX);
        if let Limit::Sites(most) = choice.limit
            && self.watch.stop().is_none()
        {
            let up_to = most.min(kept.saturating_add(MOST_MARGINAL));
            let curve = cover::curve(&cover, choice, up_to, &self.watch)?;
            let step = |p: cover::Point| Marginal {
                p: p.sites.saturating_sub(kept),
                value: p.value as f64,
                bound: p.bound as f64,
            };
            answer.marginal = curve.into_iter().map(step).collect();
        }
        Ok(answer)
    }

    fn cover_all(&self, choice: &Choice) -> Result<RunAnswer, Stopped> {
        let found = cover::all(&self.cover()?, choice, 1.0, &self.watch)?.answer;
        Ok(match choice.limit {
            Limit::Budget { .. } => {
                self.shown(&found, Unit::Fen, self.candidates.kept_cost() as f64, 1.0)
            }
            _ => self.shown(&found, Unit::Sites, choice.kept.len() as f64, 1.0),
        })
    }

    fn least_walk(&self, choice: &Choice) -> Result<RunAnswer, Stopped> {
        let far = self.ground.graph.profile().cost_of(FARTHEST);
        let costs = self.candidates.costs(self.ground, self.fields, far)?;
        let found = median::least_or(&costs, choice, far, &self.watch)?;
        Ok(self.shown(&found, Unit::PersonMinutes, 0.0, self.a_minute()))
    }

    fn least_farthest(&self, choice: &Choice) -> Result<RunAnswer, Stopped> {
        let mut costs = self.candidates.costs(self.ground, self.fields, u32::MAX - 1)?;
        // Those whom no way leads to any of them are nobody's farthest.
        let mut reached = vec![false; costs.weights.len()];
        costs.homes.iter().for_each(|home| reached[*home as usize] = true);
        let weights = costs.weights.iter_mut().zip(&reached);
        weights.filter(|(_, reached)| !**reached).for_each(|(weight, _)| *weight = 0);
        let found = cover::farthest(&costs, choice, &self.watch)?;
        Ok(self.shown(&found, Unit::Minutes, 0.0, self.a_minute()))
    }

    fn balanced_load(&self, choice: &Choice) -> Result<RunAnswer, Stopped> {
        let far = self.ground.graph.profile().cost_of(FARTHEST);
        let costs = self.candidates.costs(self.ground, self.fields, far)?;
        let loads = self.candidates.loads(self.ground, self.fields);
        let beside = || walk::beside(&self.ground.graph, &self.ground.settled.spots);
        let pairs = self.fields.aim.contiguous.then(beside);
        let terms = Terms { neighbors: pairs.as_deref(), ..Terms::default() };
        let found = load::least_with(&costs, &loads, &terms, choice, &self.watch)?;
        Ok(self.shown(&found.answer, Unit::PersonMinutes, 0.0, self.a_minute()))
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
