use crate::atlas::{Ground, fault};
use crate::model::ScenarioFields;
use crate::queries::Asked;
use crate::reasons;
use lianxin_kernel::{Error, Result};
use lianxin_places::Level;
use lianxin_planner::LonLat;
use lianxin_planner::siting::load::Load;
use lianxin_planner::siting::{Choice, Costs, Cover, Limit};
use lianxin_planner::walk::{Snap, Spot, covers};

/// What a search chooses from: all that stays, then all that is to be chosen.
pub struct Candidates {
    keys: Vec<Candidate>,
    spots: Vec<Spot>,
    /// Indices of what is open in any case.
    pub kept: Vec<u32>,
}

struct Candidate {
    key: String,
    /// Stands in the answer when it is open: a site, or a center that may close.
    named: bool,
    kept: bool,
    cost: u64,
    /// For how many people it is, where that is a norm of its own.
    load: Option<(u64, u64)>,
}

/// More pairs of candidate and home than this are not held: about a gigabyte.
const MOST_PAIRS: usize = 100_000_000;
/// So many candidates are looked around from at a time.
const AT_ONCE: usize = 16;

impl Candidates {
    pub fn of(ground: &Ground, asked: &Asked, fields: &ScenarioFields) -> Result<Self> {
        let mut all: Vec<(Candidate, String, LonLat)> = vec![];
        let place = |lon, lat| LonLat::degrees(lon, lat).map_err(fault);
        for center in asked.centers.iter().filter(|c| c.counts) {
            let may_close = fields.close.contains(&center.id);
            let key = center.id.to_string();
            // The norm of 30,000 to 60,000, or 50,000 to 90,000 where people work, is for these.
            let load = center.load.filter(|_| center.level == Level::Regional);
            let candidate = Candidate { key, named: may_close, kept: !may_close, cost: 0, load };
            all.push((candidate, String::new(), place(center.lon, center.lat)?));
        }
        for site in &fields.sites {
            let cost = site.cost.and_then(|c| u64::try_from(c).ok()).unwrap_or(0);
            let key = site.key.to_string();
            let candidate = Candidate { key, named: true, kept: site.kept, cost, load: None };
            all.push((candidate, site.name.to_string(), place(site.lon, site.lat)?));
        }
        let at: Vec<LonLat> = all.iter().map(|one| one.2).collect();
        let snaps = ground.graph.snap(&at, &ground.settled.snapping);
        let mut found = Self { keys: vec![], spots: vec![], kept: vec![] };
        for ((candidate, name, _), snap) in all.into_iter().zip(snaps) {
            match snap {
                Snap::On(spot) => {
                    if candidate.kept {
                        found.kept.push(index(found.keys.len())?);
                    }
                    found.spots.push(spot);
                    found.keys.push(candidate);
                }
                // A center off the streets reaches nobody; a site there is a slip of the hand.
                Snap::Off { .. } if name.is_empty() => {}
                Snap::Off { .. } => return Err(Error::reason(reasons::off_street(&name))),
            }
        }
        match found.choosable() {
            0 => Err(Error::reason(reasons::nothing_to_choose())),
            _ => Ok(found),
        }
    }

    /// How many are to be chosen from.
    pub fn choosable(&self) -> usize {
        self.keys.len() - self.kept.len()
    }

    pub fn choice(&self, fields: &ScenarioFields) -> Result<Choice> {
        let aim = &fields.aim;
        let costs = || self.keys.iter().map(|c| c.cost).collect::<Vec<u64>>();
        let limit = match (aim.budget, aim.p) {
            (Some(budget), _) => {
                Limit::Budget { costs: costs(), total: u64::try_from(budget).unwrap_or(0) }
            }
            (None, None) => Limit::Free,
            (None, Some(p)) if p as usize > self.choosable() => {
                let there = i64::try_from(self.choosable()).unwrap_or(i64::MAX);
                return Err(Error::reason(reasons::too_few_candidates(p.into(), there)));
            }
            (None, Some(p)) => Limit::Sites(index(self.kept.len())?.saturating_add(p)),
        };
        Ok(Choice { kept: self.kept.clone(), limit, seed: aim.seed })
    }

    /// The keys of an answer.
    pub fn named(&self, open: &[u32]) -> Vec<String> {
        let open = open.iter().filter_map(|c| self.keys.get(*c as usize));
        open.filter(|c| c.named).map(|c| c.key.clone()).collect()
    }

    /// What the kept ones cost together.
    pub fn kept_cost(&self) -> u64 {
        self.keys.iter().filter(|c| c.kept).map(|c| c.cost).sum()
    }

    /// For how many people each is: its own norm, else what the aim says.
    pub fn loads(&self, ground: &Ground, fields: &ScenarioFields) -> Load {
        let aim = (fields.aim.load_from.unwrap_or(0), fields.aim.load_to.unwrap_or(u64::MAX));
        let limits = self.keys.iter().map(|c| c.load.unwrap_or(aim));
        let (from, to) = limits.unzip();
        // However much an elder counts for the walk, one person is one person here.
        let people = |home: &u32| ground.people.people_of(*home as usize);
        Load { from, to, homes: Some(ground.settled.of.iter().map(people).collect()) }
    }

    /// Whom each covers within a cost.
    pub fn cover(&self, ground: &Ground, fields: &ScenarioFields, limit: u32) -> Result<Cover> {
        let Costs { weights, first, homes, .. } = self.costs(ground, fields, limit)?;
        Ok(Cover { weights, first, homes })
    }

    /// What the walk to each costs, up to a limit.
    pub fn costs(&self, ground: &Ground, fields: &ScenarioFields, limit: u32) -> Result<Costs> {
        let weights = weights(ground, fields);
        let mut all = Costs { weights, first: vec![0], homes: vec![], costs: vec![] };
        for some in self.spots.chunks(AT_ONCE) {
            let found = covers(&ground.graph, some, &ground.settled.homes, limit);
            let before = all.homes.len();
            if before + found.homes.len() > MOST_PAIRS {
                let why = "too many homes are within the walk of too many candidates; lower the \
                           minutes, or take fewer sites";
                return Err(Error::reason(reasons::value("sites", why)));
            }
            for end in found.first.iter().skip(1) {
                all.first.push(index(before + end)?);
            }
            all.homes.extend(found.homes);
            all.costs.extend(found.costs);
        }
        Ok(all)
    }
}

/// How much each home counts: its people, an elder as often as the aim says.
fn weights(ground: &Ground, fields: &ScenarioFields) -> Vec<u64> {
    let people = &ground.people;
    let more = u64::from(fields.aim.elder_weight.saturating_sub(1));
    let weight = |home: &u32| {
        let home = *home as usize;
        people.people_of(home) + people.elders_of(home) * more
    };
    ground.settled.of.iter().map(weight).collect()
}

fn index(n: usize) -> Result<u32> {
    u32::try_from(n).map_err(Error::internal)
}
