use super::{Equity, Ground, LeftOut, LoadFlag, Site};
use crate::people::{AgeGroup, NOWHERE};
use crate::walk::{Near, Snap, Spot, counts, nearest};
use crate::{Error, Result};
use serde::Serialize;

/// Who reaches an open site, and which. For each number of minutes, people within + people beyond +
/// people left out are all people, to the person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Coverage {
    pub groups: Vec<AgeGroup>,
    pub people: u64,
    pub elders: u64,
    /// By group.
    pub by_group: Vec<u64>,
    /// One for each of the minutes, ascending; a larger one contains the smaller.
    pub bands: Vec<Band>,
    pub left_out: LeftOut,
    /// In the order of the people's regions, and last, without a name, those of none. Empty where no
    /// region is known.
    pub regions: Vec<RegionCoverage>,
    /// Beside the sites asked about.
    pub sites: Vec<SiteCoverage>,
    pub equity: Equity,
    /// The nearest open site of each home of the people; its source is an index into the sites.
    #[serde(skip)]
    pub near: Vec<Option<Near>>,
}

/// People within so many minutes of an open site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Band {
    pub minutes: u32,
    pub people: u64,
    pub elders: u64,
    pub by_group: Vec<u64>,
    /// People with a home on the streets who walk longer, or have no way at all.
    pub beyond: u64,
}

/// `covered` and `elders_covered` have a number for each of the minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegionCoverage {
    pub name: Option<String>,
    pub people: u64,
    pub elders: u64,
    pub covered: Vec<u64>,
    pub elders_covered: Vec<u64>,
}

/// Lists have a number for each of the minutes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SiteCoverage {
    /// How far the site is from the streets when that is too far: it reaches nobody.
    pub off_m: Option<u64>,
    /// People it reaches by itself, whoever else does; also when it is not open.
    pub people: Vec<u64>,
    pub elders: Vec<u64>,
    /// People to whom it is the nearest open one, within the minutes.
    pub nearest: Vec<u64>,
    /// Its catchment: people to whom it is the nearest open one, however far.
    pub load: u64,
    pub load_flag: Option<LoadFlag>,
    /// People within its own reach.
    pub radius_people: Option<u64>,
}

impl Coverage {
    /// The share of all people within a band; none of nobody.
    pub fn share(&self, band: usize) -> Option<f64> {
        let within = self.bands.get(band)?.people;
        (self.people > 0).then(|| within as f64 / self.people as f64)
    }

    /// The same of one age group: equity is that these are alike.
    pub fn group_share(&self, band: usize, group: usize) -> Option<f64> {
        let (within, all) = (self.bands.get(band)?.by_group.get(group)?, self.by_group.get(group)?);
        (*all > 0).then(|| *within as f64 / *all as f64)
    }
}

/// Minutes as they are asked for: ascending, each once.
pub(super) fn checked(minutes: &[u32]) -> Result<Vec<u32>> {
    let mut minutes = minutes.to_vec();
    minutes.sort_unstable();
    minutes.dedup();
    match (minutes.first(), minutes.last()) {
        (Some(1..), Some(..=600)) if minutes.len() <= 60 => Ok(minutes),
        (None, _) => Err(Error::value("minutes", "give at least one number of minutes")),
        _ => Err(Error::value("minutes", "1 to 600 are possible, at most 60 of them")),
    }
}

/// Asks everything about some sites at once. `minutes` may come in any order.
pub fn cover(ground: &Ground<'_>, sites: &[Site], minutes: &[u32]) -> Result<Coverage> {
    let minutes = checked(minutes)?;
    let (graph, people, settled) = (ground.graph, ground.people, ground.settled);
    let limits: Vec<u32> = minutes.iter().map(|m| graph.profile().cost_of(*m)).collect();
    let at: Vec<_> = sites.iter().map(|site| site.at).collect();
    let snaps = graph.snap(&at, &settled.snapping);
    let mut covered: Vec<SiteCoverage> =
        snaps.iter().map(|snap| empty(*snap, limits.len())).collect();
    alone(ground, sites, &snaps, &limits, &mut covered);

    let (open, spots) = on_streets(&snaps, |site| sites[site].open);
    let found = nearest(graph, &spots, &settled.homes, None);
    let groups = people.groups.len();
    let mut bands: Vec<Band> = minutes.iter().map(|m| Band::new(*m, groups)).collect();
    let mut regions = regions(ground, limits.len());
    let mut near = vec![None; people.len()];
    let mut walks = vec![];
    for (home, found) in settled.of.iter().zip(found) {
        let home = *home as usize;
        let (all, elders) = (people.people_of(home), people.elders_of(home));
        let site = found.map(|found| open[found.source as usize]);
        if let (Some(site), Some(found)) = (site, found) {
            near[home] = Some(Near { source: site, cost: found.cost });
            covered[site as usize].load += all;
            walks.push((found.cost, all));
        }
        for (i, limit) in limits.iter().enumerate() {
            let (Some(site), Some(true)) = (site, found.map(|found| found.cost <= *limit)) else {
                bands[i].beyond += all;
                continue;
            };
            covered[site as usize].nearest[i] += all;
            bands[i].add(all, elders, people.of(home));
            if let Some(region) = region_row(people.region[home], &mut regions) {
                region.covered[i] += all;
                region.elders_covered[i] += elders;
            }
        }
    }
    for (site, covered) in sites.iter().zip(&mut covered) {
        covered.load_flag = site.load.filter(|_| site.open).map(|limits| limits.flag(covered.load));
    }
    let mut by_group = vec![0; groups];
    for row in people.counts.chunks(groups.max(1)) {
        by_group.iter_mut().zip(row).for_each(|(sum, n)| *sum += u64::from(*n));
    }
    Ok(Coverage {
        groups: people.groups.clone(),
        people: people.total(),
        elders: people.elders(),
        by_group,
        bands,
        left_out: settled.left_out.clone(),
        regions,
        sites: covered,
        equity: Equity::of(walks, graph.profile().speed),
        near,
    })
}

impl Band {
    fn new(minutes: u32, groups: usize) -> Self {
        Self { minutes, people: 0, elders: 0, by_group: vec![0; groups], beyond: 0 }
    }

    fn add(&mut self, people: u64, elders: u64, row: &[u32]) {
        self.people += people;
        self.elders += elders;
        self.by_group.iter_mut().zip(row).for_each(|(sum, n)| *sum += u64::from(*n));
    }
}

fn empty(snap: Snap, limits: usize) -> SiteCoverage {
    let off_m = match snap {
        Snap::On(_) => None,
        Snap::Off { nearest } => Some(nearest.map_or(u64::MAX, |mm| mm.div_ceil(1_000))),
    };
    let none = || vec![0; limits];
    let (people, elders, nearest) = (none(), none(), none());
    SiteCoverage { off_m, people, elders, nearest, ..SiteCoverage::default() }
}

/// Sites on the streets, by index, with where they are.
pub(super) fn on_streets(snaps: &[Snap], wanted: impl Fn(usize) -> bool) -> (Vec<u32>, Vec<Spot>) {
    let all = (0u32..).zip(snaps).filter(|(site, _)| wanted(*site as usize));
    all.filter_map(|(site, snap)| snap.spot().map(|spot| (site, spot))).unzip()
}

/// What each site reaches by itself: within the minutes, and within its own reach.
fn alone(
    ground: &Ground<'_>,
    sites: &[Site],
    snaps: &[Snap],
    limits: &[u32],
    covered: &mut [SiteCoverage],
) {
    let elder: Vec<bool> = ground.people.groups.iter().map(AgeGroup::is_elder).collect();
    let (all, spots) = on_streets(snaps, |_| true);
    let reached = counts(ground.graph, &spots, &ground.settled.homes, limits);
    for (i, site) in all.iter().enumerate() {
        let covered = &mut covered[*site as usize];
        for limit in 0..limits.len() {
            let elders = (0..elder.len()).filter(|g| elder[*g]);
            covered.people[limit] = reached.all(i, limit);
            covered.elders[limit] = elders.map(|g| reached.of(i, limit, g)).sum();
        }
    }
    let mut radii: Vec<u32> = sites.iter().filter_map(|site| site.radius_m).collect();
    radii.sort_unstable();
    radii.dedup();
    for radius in radii {
        let (of, spots) = on_streets(snaps, |site| sites[site].radius_m == Some(radius));
        let reached =
            counts(ground.graph, &spots, &ground.settled.homes, &[radius.saturating_mul(1_000)]);
        for (i, site) in of.iter().enumerate() {
            covered[*site as usize].radius_people = Some(reached.all(i, 0));
        }
    }
}

/// Everyone by region, nobody covered yet.
fn regions(ground: &Ground<'_>, limits: usize) -> Vec<RegionCoverage> {
    let people = ground.people;
    if people.regions.is_empty() {
        return vec![];
    }
    let row = |name: Option<String>| RegionCoverage {
        name,
        people: 0,
        elders: 0,
        covered: vec![0; limits],
        elders_covered: vec![0; limits],
    };
    let mut regions: Vec<_> = people.regions.iter().map(|name| row(Some(name.clone()))).collect();
    if people.region.contains(&NOWHERE) {
        regions.push(row(None));
    }
    for home in 0..people.len() {
        if let Some(region) = region_row(people.region[home], &mut regions) {
            region.people += people.people_of(home);
            region.elders += people.elders_of(home);
        }
    }
    regions
}

fn region_row(region: u32, regions: &mut [RegionCoverage]) -> Option<&mut RegionCoverage> {
    match region {
        NOWHERE => regions.last_mut().filter(|row| row.name.is_none()),
        region => regions.get_mut(region as usize),
    }
}
