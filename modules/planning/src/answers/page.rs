use super::layout::{Layout, Thing};
use crate::atlas::{Ground, fault};
use crate::model::{self, AimKind, RunAnswer, Scenario, sorted};
use crate::queries::Asked;
use lianxin_kernel::{Language, Result};
use lianxin_planner::coverage::{self, Detail, GapRule, Plan};
use lianxin_planner::report::{self, Aim, Chosen, Origin, Report, Role};
use lianxin_planner::siting::{Answer, BoundBy, Status};
use std::collections::BTreeSet;

/// A scenario as a page that needs nothing but itself.
pub fn page(
    ground: &Ground,
    asked: &Asked,
    scenario: &Scenario,
    found: Option<&RunAnswer>,
    language: Language,
) -> Result<String> {
    let view = ground.view();
    let minutes = sorted(&scenario.minutes);
    let layout = Layout::of_plan(asked, scenario, language)?;
    let today = Layout::new(asked, &BTreeSet::new(), vec![], language)?;
    let candidates = Layout::new(asked, &BTreeSet::new(), scenario.sites.clone(), language)?;
    let trial = |(site, thing): (&coverage::Site, &Thing)| match thing {
        Thing::Trial(_) => Some(site.clone()),
        Thing::Center(_) => None,
    };
    let candidates: Vec<_> =
        candidates.sites.iter().zip(&candidates.are).filter_map(trial).collect();
    let cover = |l: &Layout| coverage::cover(&view, &l.sites, &minutes).map_err(fault);
    let (covered, before) = (cover(&layout)?, cover(&today)?);
    let beyond = minutes.last().copied().unwrap_or(15);
    let (rule, places) = (GapRule::beyond(beyond), asked.named_places(language));
    let gaps = coverage::gaps(&view, &ground.streets, &covered, &rule, &places).map_err(fault)?;
    let areas =
        coverage::areas(&view, &ground.streets, &layout.sites, &minutes, &Detail::default());
    let areas = areas.map_err(fault)?;
    let cost = layout.cost().and_then(|fen| u64::try_from(fen).ok());
    let plans = [
        Plan { name: "", coverage: &before, cost: None },
        Plan { name: scenario.name.as_str(), coverage: &covered, cost },
    ];
    let profile = ground.graph.profile();
    let comparison = coverage::compare(profile, &ground.people, &plans).map_err(fault)?;
    let roles: Vec<Role> = layout.sites.iter().zip(&layout.are).map(role).collect();
    let (network, population) = (&asked.network.network, &asked.population.population);
    let answer = found.map(answer);
    let curve: Vec<report::Marginal> = found.map(curve).unwrap_or_default();
    let chosen = answer.as_ref().zip(found).map(|(answer, found)| Chosen {
        aim: aim(scenario.aim.kind),
        minutes: scenario.aim.minutes,
        answer,
        candidates: scenario.sites.len() + scenario.close.len(),
        new: found.open.len(),
        kept: layout.sites.iter().filter(|s| s.open).count().saturating_sub(found.open.len()),
        elder_weight: scenario.aim.elder_weight.into(),
        unit: 1.0,
        cost,
        curve: &curve,
    });
    let report = Report {
        language: match language {
            Language::ZhCn => report::Language::ZhCn,
            Language::ZhTw => report::Language::ZhTw,
            Language::En => report::Language::En,
        },
        title: scenario.name.as_str(),
        profile,
        at: scenario
            .at
            .map(|at| (at.weekday.number(), u16::try_from(at.time.minutes()).unwrap_or_default())),
        service: scenario.service.as_ref().map(|s| s.as_str()),
        streets: &ground.streets,
        people: &ground.people,
        sites: &layout.sites,
        roles: &roles,
        candidates: &candidates,
        coverage: &covered,
        areas: &areas,
        gaps: Some((&gaps, beyond)),
        chosen,
        catchments: None,
        comparison: Some(&comparison),
        sources: &[network.name.clone(), population.name.clone()],
        attribution: &[],
        origin: Origin::Counted,
    };
    Ok(report::html(&report))
}

fn role((site, thing): (&coverage::Site, &Thing)) -> Role {
    match (thing, site.open) {
        (Thing::Trial(_), _) => Role::New,
        (Thing::Center(_), true) => Role::Open,
        (Thing::Center(_), false) => Role::Closed,
    }
}

fn aim(kind: AimKind) -> Aim {
    match kind {
        AimKind::CoverMost => Aim::CoverMost,
        AimKind::CoverAll => Aim::CoverAll,
        AimKind::LeastWalk => Aim::LeastWalk,
        AimKind::LeastFarthest => Aim::LeastFarthest,
        AimKind::BalancedLoad => Aim::Balanced,
    }
}

/// What was kept of an answer, as the report takes it.
fn answer(found: &RunAnswer) -> Answer {
    Answer {
        open: vec![],
        value: found.value,
        bound: found.bound,
        bound_by: match found.bound_by.as_str() {
            "enumeration" => BoundBy::Enumeration,
            "lagrangian" => BoundBy::Lagrangian,
            "program" => BoundBy::Program,
            _ => BoundBy::Trivial,
        },
        status: match found.status.as_str() {
            "proved" => Status::Proved,
            "bounded" => Status::Bounded,
            _ => Status::TimeUp,
        },
    }
}

fn curve(found: &RunAnswer) -> Vec<report::Marginal> {
    let step = |m: &model::Marginal| report::Marginal {
        sites: m.p,
        value: m.value,
        bound: m.bound,
        proved: m.value >= m.bound,
    };
    found.marginal.iter().map(step).collect()
}
