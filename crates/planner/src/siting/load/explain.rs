use super::fill;
use super::question::Question;
use crate::Watch;
use crate::siting::Choice;
use std::fmt;

/// Why no way of giving homes to centers keeps the loads, and what would make one possible. Loads are
/// in people, costs in the unit of the question.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Explanation {
    /// Nobody can be given this home: no center that may open is within reach. `nearest` is the
    /// least cost at which one would be, where the question knows it.
    OutOfReach { home: u32, load: u64, nearest: Option<u32> },
    /// The home alone is more than any center in reach may hold.
    TooLarge { home: u32, load: u64, to: u64 },
    /// A center that must be open reaches too few people. It can be filled from cost `fills_at` on,
    /// where the question knows it, or with a lower limit of at most `reached`.
    CannotFill { center: u32, from: u64, reached: u64, fills_at: Option<u32> },
    /// These centers together reach fewer people than they must hold.
    ShareTooFew { centers: Vec<u32>, from: u64, reached: u64 },
    /// These homes reach only centers that cannot hold them all; `over` people are left.
    TooTight { homes: Vec<u32>, load: u64, to: u64, over: u64 },
    /// All people are more than the largest allowed number of centers can hold.
    TooManyPeople { people: u64, holds: u64, sites: u64, needed: u64 },
    /// All people are fewer than the centers must hold; `most` could be filled.
    TooFewPeople { people: u64, needs: u64, sites: u64, most: u64 },
    /// From this cost on the homes could be parted among these centers.
    PossibleFrom { within: u32 },
    /// Homes could be split between centers, but no way was found to give each to one and keep the
    /// loads; the best found misses the limits by `over` people.
    NotWhole { over: u64 },
    /// So many parts that no street connects have people in them, and each center serves one.
    TooManyParts { parts: u64, sites: u64 },
    /// The connected part this home is in has more people than the centers that reach into it hold.
    PartTooFull { home: u32, people: u64, to: u64 },
    /// No connected piece of what a center reaches has as many people as it must hold.
    PieceTooSmall { center: u32, from: u64, reached: u64 },
    /// No way was found that keeps catchments in one piece; the best misses the limits by `over`
    /// people, at these centers. What is left of `over` are people out of reach of their center.
    NotConnected { over: u64, centers: Vec<Missed> },
    /// No choice of centers was found whose catchments are each in one piece; why these, which were
    /// the first to be tried, are none.
    NoneChosen { centers: Vec<u32>, why: Vec<Explanation> },
}

/// A center that misses its limits in the best that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Missed {
    pub center: u32,
    pub load: u64,
    pub from: u64,
    pub to: u64,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfReach { home, load, nearest: None } => write!(
                f,
                "home {home} ({load} people) is out of reach of every center; allow longer walks or open one near it"
            ),
            Self::OutOfReach { home, load, nearest: Some(nearest) } => write!(
                f,
                "home {home} ({load} people) is out of reach of every center; one is reached at {nearest}"
            ),
            Self::TooLarge { home, load, to } => write!(
                f,
                "home {home} has {load} people and no center in its reach may hold more than {to}; split it or raise the limit"
            ),
            Self::CannotFill { center, from, reached, fills_at } => {
                write!(f, "center {center} must hold {from} and reaches {reached} people")?;
                match fills_at {
                    Some(cost) => write!(
                        f,
                        "; it can be filled within {cost}, or with a lower limit of {reached}"
                    ),
                    None => {
                        write!(f, "; allow longer walks, close it, or lower its limit to {reached}")
                    }
                }
            }
            Self::ShareTooFew { centers, from, reached } => write!(
                f,
                "centers {centers:?} must hold {from} together and reach {reached} people; close one or lower their limits"
            ),
            Self::TooTight { homes, load, to, over } => write!(
                f,
                "{} homes (first {:?}) with {load} people reach only centers that hold {to}: {over} are left; open a center near them or raise the limits",
                homes.len(),
                homes.first()
            ),
            Self::TooManyPeople { people, holds, sites, needed } => write!(
                f,
                "{people} people are more than the {holds} that {sites} centers may hold; at least {needed} centers are needed"
            ),
            Self::TooFewPeople { people, needs, sites, most } => write!(
                f,
                "{people} people are fewer than the {needs} that {sites} centers must hold; at most {most} can be filled"
            ),
            Self::PossibleFrom { within } => write!(f, "possible from a reach of {within} on"),
            Self::NotWhole { over } => write!(
                f,
                "no way was found to give every home to one center: the best misses the limits by {over} people; split homes, widen the limits or give more time"
            ),
            Self::TooManyParts { parts, sites } => write!(
                f,
                "{parts} parts that no street connects have people in them, and {sites} centers serve one part each; open more or let catchments lie in pieces"
            ),
            Self::PartTooFull { home, people, to } => write!(
                f,
                "the connected part with home {home} has {people} people and the centers that reach into it hold {to}; open a center there or raise the limits"
            ),
            Self::PieceTooSmall { center, from, reached } => write!(
                f,
                "center {center} must hold {from} and reaches at most {reached} people in one piece; allow longer walks or lower its limit"
            ),
            Self::NotConnected { over, centers } => {
                write!(
                    f,
                    "no way was found that keeps every catchment in one piece, which does not mean that there is none: the best misses the limits by {over} people"
                )?;
                for Missed { center, load, from, to } in centers {
                    write!(f, "; center {center} holds {load}, not {from} to {to}")?;
                }
                write!(f, "; widen the limits or give more time")
            }
            Self::NoneChosen { centers, why } => {
                write!(
                    f,
                    "no way was found to choose centers with catchments in one piece, which does not mean that there is none; with centers {centers:?}"
                )?;
                why.iter().take(2).try_for_each(|why| write!(f, ": {why}"))
            }
        }
    }
}

impl Explanation {
    /// With centers by their place in `names` as the names themselves.
    pub(super) fn named(self, names: &[u32]) -> Self {
        let name = |c: u32| names.get(c as usize).copied().unwrap_or(c);
        match self {
            Self::CannotFill { center, from, reached, fills_at } => {
                Self::CannotFill { center: name(center), from, reached, fills_at }
            }
            Self::ShareTooFew { centers, from, reached } => {
                let centers = centers.into_iter().map(name).collect();
                Self::ShareTooFew { centers, from, reached }
            }
            Self::PieceTooSmall { center, from, reached } => {
                Self::PieceTooSmall { center: name(center), from, reached }
            }
            Self::NotConnected { over, centers } => {
                let named = centers.into_iter();
                let centers = named.map(|m| Missed { center: name(m.center), ..m }).collect();
                Self::NotConnected { over, centers }
            }
            other => other,
        }
    }
}

/// Why no choice of centers can hold the homes, as far as that shows at once.
pub(super) fn choice(question: &Question<'_>, choice: &Choice) -> Vec<Explanation> {
    let all: Vec<u32> = (0..question.candidates() as u32).collect();
    let kept = |c: &u32| choice.kept.binary_search(c).is_ok();
    let mut found = single(question, &all);
    found.retain(|e| match e {
        Explanation::CannotFill { center, .. } => kept(center),
        _ => true,
    });
    let people = question.people();
    let mut to: Vec<u64> =
        all.iter().filter(|c| !kept(c)).map(|c| question.load.to[*c as usize]).collect();
    to.sort_unstable_by(|a, b| b.cmp(a));
    let limits = |list: &[u64]| -> u64 { choice.kept.iter().map(|c| list[*c as usize]).sum() };
    let more = question.sites.saturating_sub(choice.kept.len());
    let holds = limits(&question.load.to) + to.iter().take(more).sum::<u64>();
    if people > holds {
        let (sites, needed) = (question.sites as u64, question.sites_needed());
        found.push(Explanation::TooManyPeople { people, holds, sites, needed });
    }
    let least = question.load.from.iter().copied().min().unwrap_or(0);
    let needs = if choice.kept.is_empty() { least } else { limits(&question.load.from) };
    if people < needs {
        let (sites, most) = (choice.kept.len().max(1) as u64, question.sites_filled());
        found.push(Explanation::TooFewPeople { people, needs, sites, most });
    }
    found
}

/// Why these centers, all of them open, cannot hold the homes, as far as that shows at once.
pub(super) fn at_once(question: &Question<'_>, open: &[u32]) -> Vec<Explanation> {
    let mut found = single(question, open);
    let (people, needs, holds) = sums(question, open);
    let sites = open.len() as u64;
    if people > holds {
        let needed = question.sites_needed();
        found.push(Explanation::TooManyPeople { people, holds, sites, needed });
    }
    if people < needs {
        let most = question.sites_filled();
        found.push(Explanation::TooFewPeople { people, needs, sites, most });
    }
    found
}

/// Why these centers, all of them open, cannot hold the homes; empty when they can, homes divided
/// where that helps, or when the time was up before that was known.
pub(super) fn open(question: &Question<'_>, open: &[u32], watch: &Watch<'_>) -> Vec<Explanation> {
    let mut found = at_once(question, open);
    if found.is_empty() {
        found.extend(fill::tight(question, open, watch));
        found.extend(fill::short(question, open, watch));
    }
    let (people, needs, holds) = sums(question, open);
    if !found.is_empty() && people <= holds && people >= needs {
        found.extend(possible_from(question, open, watch));
    }
    found
}

/// All people, and how many the centers must and may hold together.
fn sums(question: &Question<'_>, open: &[u32]) -> (u64, u64, u64) {
    let sum = |list: &[u64]| -> u64 { open.iter().map(|c| list[*c as usize]).sum() };
    (question.people(), sum(&question.load.from), sum(&question.load.to))
}

/// What stands against single homes and single centers.
fn single(question: &Question<'_>, open: &[u32]) -> Vec<Explanation> {
    let homes = question.homes();
    let mut reach: Vec<Option<u64>> = vec![None; homes];
    let mut nearest: Vec<Option<u32>> = vec![None; homes];
    let mut found = vec![];
    for c in open {
        let (from, to) = (question.load.from[*c as usize], question.load.to[*c as usize]);
        let mut reached = 0;
        let mut costs = vec![];
        for (home, cost) in question.costs.of(*c) {
            let h = home as usize;
            nearest[h] = Some(nearest[h].map_or(cost, |known| known.min(cost)));
            costs.push((cost, question.loads[h]));
            if question.within >= cost {
                reached += question.loads[h];
                reach[h] = reach[h].max(Some(to));
            }
        }
        if reached < from {
            let fills_at = fills_at(&mut costs, from);
            found.push(Explanation::CannotFill { center: *c, from, reached, fills_at });
        }
    }
    for home in 0..homes {
        let (load, id) = (question.loads[home], home as u32);
        match reach[home] {
            None if load == 0 => (),
            None => {
                found.push(Explanation::OutOfReach { home: id, load, nearest: nearest[home] });
            }
            Some(to) if question.whole && load > to => {
                found.push(Explanation::TooLarge { home: id, load, to });
            }
            Some(_) => (),
        }
    }
    found
}

fn fills_at(costs: &mut [(u32, u64)], from: u64) -> Option<u32> {
    costs.sort_unstable();
    let mut sum = 0;
    costs
        .iter()
        .find(|(_, load)| {
            sum += load;
            sum >= from
        })
        .map(|(cost, _)| *cost)
}

/// The smallest reach, among the costs the question knows, at which divided homes fit.
fn possible_from(question: &Question<'_>, open: &[u32], watch: &Watch<'_>) -> Option<Explanation> {
    let mut costs: Vec<u32> =
        open.iter().flat_map(|c| question.costs.of(*c)).map(|p| p.1).collect();
    costs.retain(|cost| *cost > question.within);
    costs.sort_unstable();
    costs.dedup();
    let fits = |within: u32| {
        let wider = Question { within, ..question.clone() };
        fill::tight(&wider, open, watch).is_none() && fill::short(&wider, open, watch).is_none()
    };
    let at = costs.partition_point(|cost| !fits(*cost));
    let known = watch.stop().is_none();
    costs.get(at).filter(|_| known).map(|within| Explanation::PossibleFrom { within: *within })
}
