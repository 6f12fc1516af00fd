use super::layout::Layout;
use crate::atlas::{self, Ground, beside, fault};
use crate::model::{self, *};
use crate::queries::{AskPlan, Asked};
use lianxin_kernel::{Act, Error, Language, Result};
use lianxin_places::{CenterId, MapCollection};
use lianxin_planner::coverage as planner;
use lianxin_planner::coverage::{Detail, GapRule, NamedPlace};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

/// Who reaches a center, with sites on trial and closings.
pub async fn coverage(act: &Act, question: Question, language: Language) -> Result<Coverage> {
    let started = Instant::now();
    let ask = AskPlan {
        network: question.network,
        population: question.population,
        at: question.at,
        service: question.service.as_ref().map(ToString::to_string),
        scenarios: question.scenario.into_iter().collect(),
    };
    // Who may not look learns nothing of what would be wrong with the question either.
    let asked = act.ask(ask).await?;
    question.check()?;
    let ground = atlas::ground(act, &asked, question.profile).await?;
    let mut found = beside(move || answer(&ground, &asked, &question, language)).await??;
    found.took_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(found)
}

fn answer(
    ground: &Arc<Ground>,
    asked: &Asked,
    question: &Question,
    language: Language,
) -> Result<Coverage> {
    let (sites, closed) = trial(asked, question);
    let layout = Layout::new(asked, &closed, sites, language)?;
    let minutes = sorted(&question.minutes);
    let view = ground.view();
    let covered = planner::cover(&view, &layout.sites, &minutes).map_err(fault)?;
    let mut found = sums(&covered, asked);
    if question.wants(CoveragePart::Regions) {
        found.regions = regions(&covered, asked, language);
    }
    if question.wants(CoveragePart::Centers) {
        found.centers = layout.reaches(&covered.sites);
    }
    if question.wants(CoveragePart::LeftOut) {
        found.left_out.places = ground.left_out(LeftOut::MOST_PLACES);
    }
    if question.wants(CoveragePart::Gaps) {
        let rule = GapRule::beyond(minutes.last().copied().unwrap_or(15));
        found.gaps = gaps(ground, &covered, &rule, asked, language)?;
    }
    if question.wants(CoveragePart::Areas) {
        let detail = Detail::default();
        let areas = planner::areas(&view, &ground.streets, &layout.sites, &minutes, &detail);
        found.areas = Some(collection(&planner::geojson(&areas.map_err(fault)?))?);
    }
    Ok(found)
}

/// The sites of the scenario's plan and those asked for beside it, and what is closed.
fn trial(asked: &Asked, question: &Question) -> (Vec<Site>, BTreeSet<CenterId>) {
    let mut closed: BTreeSet<CenterId> = question.close.iter().copied().collect();
    let mut sites = question.sites.clone();
    if let Some(plan) = asked.scenarios.first() {
        closed.extend(plan.closed());
        let named: BTreeSet<String> = sites.iter().map(|s| s.key.to_string()).collect();
        sites.extend(plan.built().filter(|s| !named.contains(s.key.as_str())).cloned());
    }
    (sites, closed)
}

/// All that is asked for in any case.
pub fn sums(covered: &planner::Coverage, asked: &Asked) -> Coverage {
    let left_out = &covered.left_out;
    let groups = covered.groups.iter().zip(&covered.by_group).enumerate();
    let reach = |(n, (group, people)): (usize, (&lianxin_planner::people::AgeGroup, &u64))| {
        let of = |band: &planner::Band| band.by_group.get(n).copied().unwrap_or(0);
        let covered = covered.bands.iter().map(of).collect();
        AgeReach { from: group.from, to: group.to, people: *people, covered }
    };
    Coverage {
        people: covered.people,
        elders: covered.elders,
        left_out: LeftOut {
            homes: left_out.homes,
            people: left_out.people,
            farthest_m: left_out.farthest_m,
            places: vec![],
        },
        on: asked.on,
        bands: bands(covered),
        groups: groups.map(reach).collect(),
        regions: vec![],
        centers: vec![],
        mean_minutes: covered.equity.mean_minutes,
        gaps: vec![],
        areas: None,
        took_ms: 0,
    }
}

pub fn bands(covered: &planner::Coverage) -> Vec<CoverageBand> {
    let share = |part: u64, all: u64| if all == 0 { 0.0 } else { part as f64 / all as f64 };
    let band = |band: &planner::Band| CoverageBand {
        minutes: band.minutes,
        people: band.people,
        elders: band.elders,
        share: share(band.people, covered.people),
        elder_share: share(band.elders, covered.elders),
    };
    covered.bands.iter().map(band).collect()
}

fn regions(covered: &planner::Coverage, asked: &Asked, language: Language) -> Vec<RegionReach> {
    let region = |region: &planner::RegionCoverage| {
        let label = region.name.as_deref().unwrap_or_default();
        let (key, name) = asked.region_name(label, language);
        RegionReach {
            key,
            name,
            people: region.people,
            elders: region.elders,
            covered: region.covered.clone(),
            elders_covered: region.elders_covered.clone(),
        }
    };
    covered.regions.iter().map(region).collect()
}

pub fn gaps(
    ground: &Ground,
    covered: &planner::Coverage,
    rule: &GapRule,
    asked: &Asked,
    language: Language,
) -> Result<Vec<model::Gap>> {
    let places: Vec<NamedPlace> = asked.named_places(language);
    let found = planner::gaps(&ground.view(), &ground.streets, covered, rule, &places);
    let gap = |gap: planner::Gap| {
        let outline = gap.outline.map(|o| serde_json::to_value(o).map_err(Error::internal));
        // A gap without a place nearby has the word of its region.
        let name = match gap.region.as_deref().filter(|r| gap.name.starts_with(*r)) {
            Some(region) => gap.name.replacen(region, &asked.region_name(region, language).1, 1),
            None => gap.name,
        };
        Ok(model::Gap {
            name,
            people: gap.people,
            elders: gap.elders,
            lon: gap.middle.lon_degrees(),
            lat: gap.middle.lat_degrees(),
            nearest_minutes: gap.nearest_minutes,
            outline: outline.transpose()?,
        })
    };
    found.map_err(fault)?.gaps.into_iter().map(gap).collect()
}

/// GeoJSON of the planner in the shape of our answers.
pub fn collection(found: &impl serde::Serialize) -> Result<MapCollection> {
    let value = serde_json::to_value(found).map_err(Error::internal)?;
    serde_json::from_value(value).map_err(Error::internal)
}
