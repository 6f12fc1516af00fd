use crate::model::{CenterReach, LoadFlag, Scenario, Site};
use crate::queries::{Asked, CenterToday};
use lianxin_kernel::{Language, Result};
use lianxin_places::CenterId;
use lianxin_planner::LonLat;
use lianxin_planner::coverage::{self, LoadLimits, SiteCoverage};
use std::collections::BTreeSet;

/// Centers and sites of one question, beside each other: as the planner sees them, and what they are.
pub struct Layout {
    pub sites: Vec<coverage::Site>,
    pub are: Vec<Thing>,
}

/// What a place of the layout is.
#[derive(Clone, Debug)]
pub enum Thing {
    Center(CenterToday),
    Trial(Site),
}

impl Layout {
    /// Today's centers without the closed ones, and the sites, all open.
    pub fn new(
        asked: &Asked,
        closed: &BTreeSet<CenterId>,
        sites: Vec<Site>,
        language: Language,
    ) -> Result<Self> {
        let mut layout = Self { sites: vec![], are: vec![] };
        for center in &asked.centers {
            let limits = center.load.map(|(from, to)| LoadLimits { from, to });
            layout.sites.push(coverage::Site {
                key: center.id.to_string(),
                name: center.name.get(language).to_owned(),
                at: at(center.lon, center.lat)?,
                open: center.counts && !closed.contains(&center.id),
                radius_m: center.radius_m.and_then(|m| u32::try_from(m).ok()),
                load: limits,
            });
            layout.are.push(Thing::Center(center.clone()));
        }
        for site in sites {
            let (key, name) = (site.key.to_string(), site.name.to_string());
            layout.sites.push(coverage::Site::open(key, name, at(site.lon, site.lat)?));
            layout.are.push(Thing::Trial(site));
        }
        Ok(layout)
    }

    /// Today with what a scenario plans.
    pub fn of_plan(asked: &Asked, plan: &Scenario, language: Language) -> Result<Self> {
        let closed = plan.closed().into_iter().collect();
        Self::new(asked, &closed, plan.built().cloned().collect(), language)
    }

    /// What building the sites costs, in fen; `None` when one has no cost.
    pub fn cost(&self) -> Option<i64> {
        let trial = self.are.iter().filter_map(|thing| match thing {
            Thing::Trial(site) => Some(site.cost),
            Thing::Center(_) => None,
        });
        trial.sum()
    }

    /// Who reaches each of them.
    pub fn reaches(&self, covered: &[SiteCoverage]) -> Vec<CenterReach> {
        let all = self.sites.iter().zip(&self.are).zip(covered);
        all.map(|((site, thing), covered)| reach(site, thing, covered)).collect()
    }
}

fn reach(site: &coverage::Site, thing: &Thing, covered: &SiteCoverage) -> CenterReach {
    let center = match thing {
        Thing::Center(center) => Some(center),
        Thing::Trial(_) => None,
    };
    let flag = covered.load_flag.map(|flag| match flag {
        coverage::LoadFlag::Under => LoadFlag::Under,
        coverage::LoadFlag::Fits => LoadFlag::Fits,
        coverage::LoadFlag::Over => LoadFlag::Over,
    });
    CenterReach {
        key: site.key.clone(),
        center: center.map(|c| c.id),
        name: site.name.clone(),
        level: center.map(|c| c.level),
        lon: site.at.lon_degrees(),
        lat: site.at.lat_degrees(),
        site: center.is_none(),
        open: site.open,
        off_street: covered.off_m.is_some(),
        people: covered.people.clone(),
        elders: covered.elders.clone(),
        load: covered.load,
        load_from: site.load.map(|l| l.from),
        load_to: site.load.map(|l| l.to),
        load_flag: flag,
        radius_m: site.radius_m.map(u64::from),
        radius_people: covered.radius_people,
    }
}

fn at(lon: f64, lat: f64) -> Result<LonLat> {
    LonLat::degrees(lon, lat).map_err(crate::atlas::fault)
}
