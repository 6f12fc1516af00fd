//! A question about sites, as the searches take it, and their answer in the words of the files.
use super::centers::Center;
use super::ground::Loaded;
use super::{Done, Failure};
use lianxin_planner::Watch;
use lianxin_planner::coverage::LoadLimits;
use lianxin_planner::report::Aim;
use lianxin_planner::siting::load::{Load, Terms};
use lianxin_planner::siting::{Answer, Choice, Costs, Cover, Limit, cover, load, median};
use lianxin_planner::walk::{Covers, Snap, Spot, beside, covers};

/// So many pairs of a home and a candidate fit into memory.
const MOST_PAIRS: u64 = 250_000_000;

/// Sites that can be open, those that stay first.
pub struct Choosable<'a> {
    pub of: Vec<&'a Center>,
    pub spots: Vec<Spot>,
    pub kept: usize,
    /// Too far from any street.
    pub off: Vec<&'a Center>,
}

impl<'a> Choosable<'a> {
    pub fn new(loaded: &Loaded, kept: &[&'a Center], more: &[&'a Center]) -> Self {
        let mut found = Self { of: vec![], spots: vec![], kept: 0, off: vec![] };
        for (n, list) in [kept, more].into_iter().enumerate() {
            let at: Vec<_> = list.iter().map(|center| center.at).collect();
            for (center, snap) in list.iter().zip(loaded.graph.snap(&at, &loaded.settled.snapping))
            {
                match snap {
                    Snap::On(spot) => {
                        found.of.push(center);
                        found.spots.push(spot);
                        found.kept += usize::from(n == 0);
                    }
                    Snap::Off { .. } => found.off.push(center),
                }
            }
        }
        found
    }

    pub fn kept(&self) -> Vec<u32> {
        (0..u32::try_from(self.kept).unwrap_or(u32::MAX)).collect()
    }
}

/// What is asked for.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    pub aim: Aim,
    /// What counts as covered.
    pub minutes: u32,
    /// A longer walk counts as this one.
    pub within: u32,
    pub elder_weight: u64,
    pub load: Option<LoadLimits>,
    pub contiguous: bool,
    pub sites: &'a Choosable<'a>,
}

/// An answer, and to which site each home on the streets goes, where the aim gives homes to sites.
pub struct Solved {
    pub answer: Answer,
    pub given: Option<Vec<Option<u32>>>,
    /// How the value is read: see [`lianxin_planner::report::Chosen`].
    pub unit: f64,
    /// People no candidate can reach: the question is asked without them.
    pub beyond: u64,
}

/// Homes given to sites that are all open.
pub struct Given {
    pub found: load::Loaded,
    pub unit: f64,
    pub beyond: u64,
}

fn people_of(loaded: &Loaded, home: u32) -> u64 {
    loaded.settled.of.get(home as usize).map_or(0, |home| loaded.people.people_of(*home as usize))
}

/// Takes out homes that walk farther than this to every site; gives how many people they have.
fn leave_out(loaded: &Loaded, costs: &mut Costs, far: u32) -> u64 {
    let mut reached = vec![false; costs.weights.len()];
    for (home, _) in costs.homes.iter().zip(&costs.costs).filter(|(_, cost)| **cost <= far) {
        reached[*home as usize] = true;
    }
    let mut beyond = 0;
    for (home, (weight, reached)) in (0..).zip(costs.weights.iter_mut().zip(reached)) {
        if !reached {
            beyond += people_of(loaded, home);
            *weight = 0;
        }
    }
    beyond
}

/// How much each home on the streets counts.
pub fn weights(loaded: &Loaded, elder_weight: u64) -> Vec<u64> {
    let of = loaded.settled.of.iter().map(|home| *home as usize);
    of.map(|home| {
        let elders = loaded.people.elders_of(home);
        loaded.people.people_of(home) + elders * elder_weight.saturating_sub(1)
    })
    .collect()
}

impl Question<'_> {
    fn covers(&self, loaded: &Loaded, minutes: Option<u32>) -> Done<Covers> {
        let pairs = loaded.settled.of.len() as u64 * self.sites.spots.len() as u64;
        if minutes.is_none() && pairs > MOST_PAIRS {
            let why = format!("{pairs} pairs of homes and candidates; give fewer candidates");
            return Err(Failure::Input(why));
        }
        let limit = minutes.map_or(u32::MAX - 1, |m| loaded.graph.profile().cost_of(m));
        Ok(covers(&loaded.graph, &self.sites.spots, &loaded.settled.homes, limit))
    }

    fn cover(&self, loaded: &Loaded) -> Done<Cover> {
        let covers = self.covers(loaded, Some(self.minutes))?;
        let list = |site: usize| covers.of(site).map(|(home, _)| home).collect::<Vec<u32>>();
        let lists: Vec<Vec<u32>> = (0..covers.sources()).map(list).collect();
        Ok(Cover::new(weights(loaded, self.elder_weight), &lists)?)
    }

    fn costs(&self, loaded: &Loaded, minutes: Option<u32>) -> Done<Costs> {
        let covers = self.covers(loaded, minutes)?;
        let first = covers.first.iter().map(|n| u32::try_from(*n));
        let first = first.collect::<Result<Vec<u32>, _>>();
        let first = first.map_err(|_| "too many pairs; lower --within".to_owned())?;
        let weights = weights(loaded, self.elder_weight);
        Ok(Costs { weights, first, homes: covers.homes, costs: covers.costs })
    }

    /// How much is covered when only the kept ones are open.
    pub fn before(&self, loaded: &Loaded) -> Done<u64> {
        let cover = self.cover(loaded)?;
        let mut covered = vec![false; cover.weights.len()];
        for site in self.sites.kept() {
            cover.of(site).iter().for_each(|home| covered[*home as usize] = true);
        }
        let within = cover.weights.iter().zip(covered).filter(|(_, covered)| *covered);
        Ok(within.map(|(weight, _)| *weight).sum())
    }

    pub fn solve(&self, loaded: &Loaded, choice: &Choice, watch: &Watch<'_>) -> Done<Solved> {
        let speed = f64::from(loaded.graph.profile().speed);
        let far = loaded.graph.profile().cost_of(self.within);
        let plain = |answer, unit, beyond| Solved { answer, given: None, unit, beyond };
        let sum: u64 = weights(loaded, self.elder_weight).iter().sum();
        let mean = sum.max(1) as f64 * speed;
        Ok(match self.aim {
            Aim::CoverMost => plain(cover::maximal(&self.cover(loaded)?, choice, watch)?, 1.0, 0),
            Aim::CoverAll => {
                let all = cover::all(&self.cover(loaded)?, choice, 1.0, watch)?;
                let beyond = all.beyond.iter().map(|home| people_of(loaded, *home)).sum();
                plain(all.answer, 1.0, beyond)
            }
            Aim::LeastWalk => {
                let costs = self.costs(loaded, Some(self.within))?;
                plain(median::least_or(&costs, choice, far, watch)?, mean, 0)
            }
            Aim::LeastFarthest => {
                let mut costs = self.costs(loaded, None)?;
                let beyond = leave_out(loaded, &mut costs, u32::MAX);
                plain(cover::farthest(&costs, choice, watch)?, speed, beyond)
            }
            Aim::Balanced => {
                let mut costs = self.costs(loaded, Some(self.within.saturating_mul(2)))?;
                let beyond = leave_out(loaded, &mut costs, far);
                let load = self.loads(&costs, loaded)?;
                let pairs = self.contiguous.then(|| neighbors(loaded, &costs, far));
                let terms = Terms { whole: true, within: Some(far), neighbors: pairs.as_deref() };
                let found = load::least_with(&costs, &load, &terms, choice, watch)?;
                let mut given = vec![None; costs.weights.len()];
                found.shares.iter().for_each(|s| given[s.home as usize] = Some(s.center));
                Solved { answer: found.answer, given: Some(given), unit: mean, beyond }
            }
        })
    }

    /// The limits of each site: its own, or those given for all.
    fn loads(&self, costs: &Costs, loaded: &Loaded) -> Done<Load> {
        let mut limits = Load { from: vec![], to: vec![], homes: None };
        for site in &self.sites.of {
            let (from, to) = self.limits(site)?;
            limits.from.push(from);
            limits.to.push(to);
        }
        if self.elder_weight > 1 {
            let people = weights(loaded, 1).into_iter().zip(&costs.weights);
            limits.homes =
                Some(people.map(|(n, weight)| if *weight == 0 { 0 } else { n }).collect());
        }
        Ok(limits)
    }

    pub fn limits(&self, site: &Center) -> Done<(u64, u64)> {
        let own = site.load.or(self.load).map(|limits| (limits.from, limits.to));
        own.or(site.capacity.map(|most| (0, most))).ok_or_else(|| {
            let why = "say how many people it must and may have by --load or its load column";
            Failure::Input(format!("{} ({}): {why}", site.name, site.key))
        })
    }

    /// Homes given to sites that are all open.
    pub fn give(&self, loaded: &Loaded, whole: bool, watch: &Watch<'_>) -> Done<Given> {
        let mut costs = self.costs(loaded, Some(self.within.saturating_mul(2)))?;
        let far = loaded.graph.profile().cost_of(self.within);
        let beyond = leave_out(loaded, &mut costs, far);
        let load = self.loads(&costs, loaded)?;
        let pairs = self.contiguous.then(|| neighbors(loaded, &costs, far));
        let terms = Terms { whole, within: Some(far), neighbors: pairs.as_deref() };
        let open: Vec<u32> = (0..).take(self.sites.of.len()).collect();
        let sum: u64 = costs.weights.iter().sum();
        let unit = sum.max(1) as f64 * f64::from(loaded.graph.profile().speed);
        match load::parted(&costs, &load, &terms, &open, watch)? {
            Ok(found) => Ok(Given { found, unit, beyond }),
            Err(why) => Err(Failure::Input(super::assign::refused(&why, self, loaded))),
        }
    }
}

/// Pairs of homes beside each other along the streets, of those that walk no farther than this to
/// some site. The others are given to nobody, so they part no catchment.
fn neighbors(loaded: &Loaded, costs: &Costs, far: u32) -> Vec<(u32, u32)> {
    let mut reached = vec![false; costs.weights.len()];
    for (home, _) in costs.homes.iter().zip(&costs.costs).filter(|(_, cost)| **cost <= far) {
        reached[*home as usize] = true;
    }
    let homes: Vec<u32> = (0..).zip(reached).filter(|(_, reached)| *reached).map(|h| h.0).collect();
    let spots: Vec<Spot> = homes.iter().map(|home| loaded.settled.spots[*home as usize]).collect();
    let pairs = beside(&loaded.graph, &spots).into_iter();
    pairs.map(|(a, b)| (homes[a as usize], homes[b as usize])).collect()
}

/// So many more than the kept, so much money, or as many as it takes.
pub fn limit(aim: Aim, sites: Option<u32>, budget: Option<u64>, of: &Choosable<'_>) -> Done<Limit> {
    match (sites, budget) {
        (Some(_), Some(_)) => Err(Failure::Input("give --sites or --budget, not both".into())),
        (Some(more), None) => {
            let kept = u32::try_from(of.kept).unwrap_or(u32::MAX);
            let most = of.of.len() - of.kept;
            if more as usize > most {
                let why = format!("--sites: {more} asked of {most} candidates");
                return Err(Failure::Input(why));
            }
            Ok(Limit::Sites(kept.saturating_add(more)))
        }
        (None, Some(total)) => {
            let cost = |(n, center): (usize, &&Center)| match center.cost {
                _ if n < of.kept => Ok(0),
                Some(cost) => Ok(cost),
                None => {
                    let why = format!("--budget: candidate {} has no cost", center.key);
                    Err(Failure::Input(why))
                }
            };
            let costs = of.of.iter().enumerate().map(cost).collect::<Done<Vec<u64>>>()?;
            Ok(Limit::Budget { costs, total })
        }
        (None, None) if aim == Aim::CoverAll => Ok(Limit::Free),
        (None, None) => {
            Err(Failure::Input("say how many by --sites or how much by --budget".into()))
        }
    }
}
