//! Plans side by side with today.
use super::centers::{self, Status};
use super::ground::{self, file_name};
use super::look::looked;
use super::options::{Inputs, Output, Walk};
use super::out::{self, Found, heading};
use super::running::Running;
use super::{Done, Failure};
use clap::Args;
use lianxin_planner::coverage::{Comparison, Coverage, Plan, Site, compare, cover};
use lianxin_planner::report::Role;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Compare {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    walk: Walk,
    #[command(flatten)]
    output: Output,
    /// A plan: its name and a file as --centers. Rows are added to the centers of today; a row with
    /// the key of one and the status closed gives it up. May be given up to five times.
    #[arg(long = "plan", value_name = "NAME=FILE", required = true, value_parser = named)]
    plans: Vec<(String, PathBuf)>,
}

fn named(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((name, file)) if !name.trim().is_empty() => Ok((name.trim().into(), file.into())),
        _ => Err("give a name and a file, such as A=plan-a.csv".to_owned()),
    }
}

/// The sites of one plan.
struct Sites {
    sites: Vec<Site>,
    roles: Vec<Role>,
    cost: Option<u64>,
}

impl Compare {
    pub fn run(&self, running: &Running) -> Done {
        if self.inputs.people.is_none() || self.plans.len() > 5 {
            return Err(Failure::Input("give --people and at most five times --plan".into()));
        }
        let mut loaded = ground::load(&self.inputs, &self.walk, running)?;
        let names = self.plans.iter().map(|(_, path)| file_name(path));
        loaded.sources.extend(names);
        loaded.print(&self.inputs, &self.walk);
        let (sites, roles) = loaded.today(&self.inputs, &self.walk);
        let ground = loaded.ground();
        running.part("walking");
        let today = cover(&ground, &sites, &self.walk.minutes)?;
        let mut plans: Vec<(Sites, Coverage)> = vec![];
        for (_, path) in &self.plans {
            let plan = self.plan(path, &sites, &roles)?;
            let coverage = cover(&ground, &plan.sites, &self.walk.minutes)?;
            running.watch(u64::MAX).go_on()?;
            plans.push((plan, coverage));
        }
        running.quiet();
        let word = heading(&self.output, ["现状", "現狀", "Today"]);
        let mut all = vec![Plan { name: &word, coverage: &today, cost: None }];
        for ((name, _), (plan, coverage)) in self.plans.iter().zip(&plans) {
            all.push(Plan { name, coverage, cost: plan.cost });
        }
        let comparison = compare(loaded.graph.profile(), &loaded.people, &all)?;
        print(&comparison);
        let Some((plan, coverage)) = plans.last() else { return Ok(()) };
        let (_, gaps, areas) = looked(&loaded, &self.walk, &self.output, &plan.sites)?;
        let title = heading(&self.output, ["方案比较", "方案比較", "Plans side by side"]);
        let found = Found {
            sites: &plan.sites,
            roles: &plan.roles,
            candidates: &[],
            coverage,
            areas: &areas,
            gaps: Some((&gaps, self.walk.farthest())),
            chosen: None,
            catchments: None,
            comparison: Some(&comparison),
        };
        out::write(&loaded, &self.walk, &self.output, &title, &found)
    }

    fn plan(&self, path: &std::path::Path, today: &[Site], roles: &[Role]) -> Done<Sites> {
        let mut plan = Sites { sites: today.to_vec(), roles: roles.to_vec(), cost: None };
        for center in centers::read(path, "p")? {
            let place = plan.sites.iter().position(|site| site.key == center.key);
            match (place, center.status) {
                (Some(n), Status::Closed) => {
                    (plan.sites[n].open, plan.roles[n]) = (false, Role::Closed);
                }
                (None, Status::Open | Status::Planned) => {
                    plan.sites.push(center.site(true));
                    plan.roles.push(Role::New);
                    plan.cost = match (plan.cost, center.cost) {
                        (sum, Some(cost)) => Some(sum.unwrap_or(0).saturating_add(cost)),
                        (sum, None) => sum,
                    };
                }
                (Some(_), _) => {
                    let why =
                        format!("{}: key {} is a center's already", file_name(path), center.key);
                    return Err(Failure::Input(why));
                }
                (None, Status::Closed) => {
                    let why = format!("{}: no center has the key {}", file_name(path), center.key);
                    return Err(Failure::Input(why));
                }
            }
        }
        Ok(plan)
    }
}

fn print(comparison: &Comparison) {
    for plan in &comparison.plans {
        println!("{}", plan.name);
        for (n, minutes) in comparison.minutes.iter().enumerate() {
            let of = |list: &[i64]| list.get(n).copied().unwrap_or(0);
            let elders = match plan.elders.get(n) {
                None | Some(0) => String::new(),
                Some(_) => format!(", 60 and over {:+}", of(&plan.elders_gained)),
            };
            println!(
                "  within {minutes:>3} min: {} people ({:+}){elders}",
                plan.people.get(n).copied().unwrap_or(0),
                of(&plan.people_gained)
            );
        }
        if let Some(mean) = plan.mean_minutes {
            println!(
                "  average walk {mean:.2} min, {:.0} person-minutes saved",
                plan.minutes_saved
            );
        }
        if let Some(cost) = plan.cost {
            let each = plan
                .cost_per_person
                .map(|fen| format!(", {:.2} for each person gained", fen as f64 / 100.0));
            println!("  cost {:.2} yuan{}", cost as f64 / 100.0, each.unwrap_or_default());
        }
    }
}
