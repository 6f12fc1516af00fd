//! Looking at what is there: reach, coverage, gaps.
use super::ground::{self, Loaded, share};
use super::options::{Inputs, Output, Walk};
use super::out::{self, Found, heading};
use super::running::Running;
use super::{Done, Failure};
use clap::Args;
use lianxin_planner::coverage::{Coverage, Detail, GapRule, Gaps, Site, areas, cover, gaps};

#[derive(Debug, Args)]
pub struct Look {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    walk: Walk,
    #[command(flatten)]
    output: Output,
    /// A gap with fewer people is not listed by itself.
    #[arg(long, value_name = "PEOPLE", default_value_t = 200)]
    smallest_gap: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum What {
    Reach,
    Coverage,
    Gaps,
}

impl Look {
    pub fn run(&self, what: What, running: &Running) -> Done {
        if self.inputs.centers.is_none() {
            return Err(Failure::Input("--centers: say from where people are reached".into()));
        }
        if what != What::Reach && self.inputs.people.is_none() {
            let why = "--people: say who lives where, or spread a total by uniform:TOTAL";
            return Err(Failure::Input(why.into()));
        }
        let loaded = ground::load(&self.inputs, &self.walk, running)?;
        loaded.print(&self.inputs, &self.walk);
        let (sites, roles) = loaded.today(&self.inputs, &self.walk);
        let ground = loaded.ground();
        running.part("walking");
        let coverage = cover(&ground, &sites, &self.walk.minutes)?;
        running.watch(u64::MAX).go_on()?;
        let beyond = self.walk.farthest();
        let found = match what {
            What::Reach => None,
            _ => {
                let rule = GapRule { smallest: self.smallest_gap, ..GapRule::beyond(beyond) };
                running.part("finding gaps");
                Some(gaps(&ground, &loaded.streets, &coverage, &rule, &[])?)
            }
        };
        running.part("drawing");
        let drawn = match self.output.out {
            Some(_) => {
                areas(&ground, &loaded.streets, &sites, &self.walk.minutes, &Detail::default())?
            }
            None => vec![],
        };
        running.quiet();
        off_streets(&sites, &coverage);
        match what {
            What::Reach => reach(&sites, &coverage),
            What::Coverage => {
                bands(&coverage);
                regions(&coverage);
                gap_lines(found.as_ref(), beyond, 5);
            }
            What::Gaps => gap_lines(found.as_ref(), beyond, usize::MAX),
        }
        let title = match what {
            What::Reach => {
                heading(&self.output, ["步行可达范围", "步行可達範圍", "Within walking distance"])
            }
            _ => heading(
                &self.output,
                ["谁能步行到服务中心", "誰能步行到服務中心", "Who can walk to a center"],
            ),
        };
        let found = Found {
            sites: &sites,
            roles: &roles,
            candidates: &[],
            coverage: &coverage,
            areas: &drawn,
            gaps: found.as_ref().map(|gaps| (gaps, beyond)),
            chosen: None,
            catchments: None,
            comparison: None,
        };
        out::write(&loaded, &self.walk, &self.output, &title, &found)
    }
}

/// Sites that reach nobody because no street is near.
pub fn off_streets(sites: &[Site], coverage: &Coverage) {
    for (site, of) in sites.iter().zip(&coverage.sites) {
        if let Some(off) = of.off_m {
            let far = if off == u64::MAX { "any distance".into() } else { format!("{off} m") };
            println!(
                "note      {} ({}) is {far} from any street and reaches nobody",
                site.name, site.key
            );
        }
    }
}

fn reach(sites: &[Site], coverage: &Coverage) {
    if coverage.people == 0 {
        return;
    }
    for (site, of) in sites.iter().zip(&coverage.sites).take(20) {
        let each = coverage.bands.iter().zip(&of.people);
        let each: Vec<String> = each.map(|(band, n)| format!("{} min {n}", band.minutes)).collect();
        println!("  {:24} {}", site.name, each.join(", "));
    }
    if sites.len() > 20 {
        println!("  … and {} more in centers.csv", sites.len() - 20);
    }
}

/// Lines with people and shares for each number of minutes.
pub fn bands(coverage: &Coverage) {
    for band in &coverage.bands {
        let elders = match coverage.elders {
            0 => String::new(),
            all => format!(", of those 60 and over {}", share(band.elders, all)),
        };
        println!(
            "within {:>3} min: {:>9} people, {}{elders}",
            band.minutes,
            band.people,
            share(band.people, coverage.people)
        );
    }
    if let Some(mean) = coverage.equity.mean_minutes {
        let worst = coverage.equity.worst_tenth_minutes.unwrap_or(mean);
        println!("average walk: {mean:.1} min; the farthest tenth of people: {worst:.1} min");
    }
}

fn regions(coverage: &Coverage) {
    let Some(last) = coverage.bands.last() else { return };
    let named = coverage.regions.iter().filter(|region| region.people > 0);
    let mut worst: Vec<_> = named.collect();
    worst.sort_by(|a, b| {
        let of = |r: &lianxin_planner::coverage::RegionCoverage| {
            r.covered.last().copied().unwrap_or(0) as f64 / r.people as f64
        };
        of(a).total_cmp(&of(b))
    });
    for region in worst.into_iter().take(5) {
        let covered = region.covered.last().copied().unwrap_or(0);
        let name = region.name.as_deref().unwrap_or("(no region)");
        println!("  {name}: {} within {} min", share(covered, region.people), last.minutes);
    }
}

fn gap_lines(gaps: Option<&Gaps>, beyond: u32, most: usize) {
    let Some(gaps) = gaps else { return };
    let people: u64 = gaps.gaps.iter().map(|gap| gap.people).sum();
    println!(
        "{} gaps beyond {beyond} min with {people} people; {} more live scattered",
        gaps.gaps.len(),
        gaps.scattered_people
    );
    for (n, gap) in gaps.gaps.iter().enumerate().take(most) {
        let walk = gap.nearest_minutes.map_or("no way".into(), |m| format!("{m:.1} min"));
        let (lon, lat) = (gap.middle.lon_degrees(), gap.middle.lat_degrees());
        let elders = match gap.elders {
            0 => String::new(),
            elders => format!(", {elders} of them 60 and over"),
        };
        let name = if gap.name.is_empty() { "(unnamed)" } else { &gap.name };
        println!(
            "  {:>3}. {name}: {} people{elders}, {walk} to the nearest; {lon:.5} {lat:.5}",
            n + 1,
            gap.people,
        );
    }
}

/// Coverage and areas of some sites, for commands that change them.
pub fn looked(
    loaded: &Loaded,
    walk: &Walk,
    output: &Output,
    sites: &[Site],
) -> Done<(Coverage, Gaps, Vec<lianxin_planner::coverage::AreaBand>)> {
    let ground = loaded.ground();
    let coverage = cover(&ground, sites, &walk.minutes)?;
    let rule = GapRule::beyond(walk.farthest());
    let found = gaps(&ground, &loaded.streets, &coverage, &rule, &[])?;
    let drawn = match output.out {
        Some(_) => areas(&ground, &loaded.streets, sites, &walk.minutes, &Detail::default())?,
        None => vec![],
    };
    Ok((coverage, found, drawn))
}
