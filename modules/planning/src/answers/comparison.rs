use super::coverage::bands;
use super::layout::{Layout, Thing};
use crate::atlas::{self, Ground, beside, fault};
use crate::model::*;
use crate::queries::{AskPlan, Asked};
use lianxin_kernel::{Act, Language, Result};
use lianxin_planner::coverage as planner;
use std::collections::BTreeSet;

/// Plans beside today, all asked the same.
pub async fn comparison(act: &Act, comparing: Comparing, language: Language) -> Result<Comparison> {
    let ask = AskPlan {
        network: comparing.network,
        population: comparing.population,
        at: comparing.at,
        service: comparing.service.as_ref().map(ToString::to_string),
        scenarios: comparing.scenarios.clone(),
    };
    let asked = act.ask(ask).await?;
    comparing.check()?;
    let ground = atlas::ground(act, &asked, comparing.profile).await?;
    beside(move || answer(&ground, &asked, &comparing, language)).await?
}

fn answer(
    ground: &Ground,
    asked: &Asked,
    comparing: &Comparing,
    language: Language,
) -> Result<Comparison> {
    let minutes = sorted(&comparing.minutes);
    let mut layouts = vec![Layout::new(asked, &BTreeSet::new(), vec![], language)?];
    for plan in &asked.scenarios {
        layouts.push(Layout::of_plan(asked, plan, language)?);
    }
    let cover = |l: &Layout| planner::cover(&ground.view(), &l.sites, &minutes).map_err(fault);
    let covered: Vec<planner::Coverage> = layouts.iter().map(cover).collect::<Result<_>>()?;
    let plan = |(layout, coverage)| {
        let cost = Layout::cost(layout).and_then(|fen| u64::try_from(fen).ok());
        planner::Plan { name: "", coverage, cost }
    };
    let plans: Vec<planner::Plan<'_>> = layouts.iter().zip(&covered).map(plan).collect();
    let profile = ground.graph.profile();
    let compared = planner::compare(profile, &ground.people, &plans).map_err(fault)?;
    let which = std::iter::once(None).chain(asked.scenarios.iter().map(Some));
    let all = which.zip(&layouts).zip(&covered).zip(compared.plans);
    let plans = all.map(|(((scenario, layout), covered), compared)| PlanOfComparison {
        scenario: scenario.map(|s| s.id),
        name: scenario.map(|s| s.name.to_string()),
        bands: bands(covered),
        people_gained: compared.people_gained.last().copied().unwrap_or(0),
        elders_gained: compared.elders_gained.last().copied().unwrap_or(0),
        mean_minutes: compared.mean_minutes,
        minutes_saved: compared.minutes_saved,
        centers: loads(layout, &compared.loads),
        cost: layout.cost(),
        cost_per_person: compared.cost_per_person.map(|fen| fen as f64),
    });
    Ok(Comparison { plans: plans.collect() })
}

/// Of those that are open.
fn loads(layout: &Layout, loads: &[u64]) -> Vec<SiteLoad> {
    let all = layout.sites.iter().zip(&layout.are).zip(loads);
    let open = all.filter(|((site, _), _)| site.open);
    open.map(|((site, thing), load)| SiteLoad {
        key: site.key.clone(),
        name: site.name.clone(),
        site: matches!(thing, Thing::Trial(_)),
        load: *load,
    })
    .collect()
}
